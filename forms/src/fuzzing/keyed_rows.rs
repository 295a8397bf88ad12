//! Submissions of lists whose rows have a key.

use super::generate::{Generator, InputKind, Wildness};
use crate::{
    form::encode::{Member, Node},
    schema::{DELETE_KEY, ErasedRowKey, FieldSchema, FormSchema, Kind},
};

/// The maximum number of present rows that a submission names one by one.
const NAMED_ROWS: usize = 8;

impl Generator<'_, '_> {
    /// Returns a list of rows: some of the present ones, perhaps marked as deleted, and new ones.
    pub(super) fn keyed_rows(
        &mut self,
        field: &'static FieldSchema,
        item: &'static Kind,
        present: Option<&Node>,
        depth: usize,
    ) -> Node {
        let Some(key) = field.row_key_field() else { return Node::Nothing };
        let is_wild = self.wildness == Wildness::High;
        let present = match present {
            Some(Node::List(rows)) => &rows[..rows.len().min(NAMED_ROWS)],
            _ => &[],
        };
        let mut rows = Vec::new();
        for row in present {
            if self.entropy.once_in(4) {
                continue;
            }
            let submitted = self.value(&InputKind::Valid, field, item, Some(row), depth + 1);
            let (Node::Form(mut members), Node::Form(base)) = (submitted, row) else { continue };
            if !(is_wild && self.entropy.once_in(4)) {
                members.retain(|(name, _)| name != key.name.as_str());
                members.extend(base.iter().find(|(name, _)| name == key.name.as_str()).cloned());
            }
            if (field.can_delete || is_wild) && self.entropy.once_in(4) {
                members.push((DELETE_KEY.to_owned(), Node::Bare("true".to_owned())));
            }
            rows.push(Node::Form(members));
        }
        let new = if field.can_add || is_wild { self.entropy.below(3) } else { 0 };
        for _ in 0..new {
            let submitted = self.value(&InputKind::Valid, field, item, None, depth + 1);
            let Node::Form(mut members) = submitted else { continue };
            if !(is_wild && self.entropy.once_in(2)) {
                members.retain(|(name, _)| name != key.name.as_str());
            }
            rows.push(Node::Form(members));
        }
        if rows.len() > 1 && self.entropy.once_in(3) {
            let by = self.entropy.below(rows.len());
            rows.rotate_left(by);
        }
        if is_wild && !rows.is_empty() && self.entropy.once_in(4) {
            // the same row twice
            rows.push(rows[0].clone());
        }
        Node::List(rows)
    }
}

/// Returns whether the form, or a form nested in it, has a list whose rows have a key.
pub(super) fn has_keyed_rows(spec: &'static FormSchema) -> bool {
    any_list(spec, 4, &|field| field.row_key.is_some())
}

/// Returns whether a create can submit all rows that a model may have.
pub(super) fn creates_all_rows(spec: &'static FormSchema) -> bool {
    !any_list(spec, 4, &|field| field.row_key.is_some() && !field.can_add)
}

/// Returns whether a new row has no key, so that it can be submitted again. A key that is not an `Option` has its default.
pub(super) fn new_rows_lack_keys(spec: &'static FormSchema) -> bool {
    !any_list(spec, 4, &|field| field.row_key_field().is_some_and(|key| !key.optional))
}

fn any_list(spec: &'static FormSchema, levels: usize, is_one: &dyn Fn(&FieldSchema) -> bool) -> bool {
    spec.fields.iter().any(|field| {
        is_one(field)
            || (levels > 0 && field.kind.form().is_some_and(|form| any_list(form, levels - 1, is_one)))
    })
}

/// Removes the keys of rows, which a create cannot submit.
pub(super) fn without_row_keys(members: &mut [Member], spec: &'static FormSchema) {
    for (name, node) in members {
        let Some(field) = spec.field(name) else { continue };
        let Some(form) = field.kind.form() else { continue };
        let key = field.row_key.map(ErasedRowKey::index);
        in_forms(node, &mut |members| {
            if let Some(key) = key {
                members.retain(|(name, _)| name != form.fields[key].name.as_str());
            }
            without_row_keys(members, form);
        });
    }
}

fn in_forms(node: &mut Node, visit: &mut dyn FnMut(&mut Vec<Member>)) {
    match node {
        Node::Form(members) => visit(members),
        Node::List(items) => items.iter_mut().for_each(|item| in_forms(item, visit)),
        _ => {}
    }
}
