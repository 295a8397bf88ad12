//! The values of a form as the members of a submission that binds to the same values.

use super::node::{Member, Node};
use crate::{
    error::path::Path,
    field::Shown,
    schema::{Access, ErasedRowKey, FieldSchema, FormSchema, Kind},
};

/// The fields to write besides those that are bound.
#[derive(Clone, Copy)]
pub(crate) struct Include {
    /// immutable fields, which an update cannot change
    pub(crate) immutable: bool,
    /// keys of rows that are read-only; an update matches rows by them
    pub(crate) row_keys: bool,
}

/// Returns the members that submit the shown values. Fields that are read-only are left out.
pub(crate) fn members(shown: &Shown, spec: &'static FormSchema, include: Include) -> Vec<Member> {
    form(shown, spec, None, Path::ROOT, include)
}

/// Returns the members of a form. `row_key` is the index of its key, if it is a row of a list.
fn form(
    shown: &Shown,
    spec: &'static FormSchema,
    row_key: Option<usize>,
    path: Path,
    include: Include,
) -> Vec<Member> {
    let bound = |i: usize, field: &FieldSchema| match field.access {
        Access::Bound => true,
        Access::Immutable => include.immutable,
        Access::ReadOnly => include.row_keys && row_key == Some(i),
    };
    // of an enum, only the present variant
    let is_other = |i: usize| spec.is_variant(i) && !shown.has_form(path.then(i as u16));
    let fields = spec.fields.iter().enumerate().filter(|(i, field)| bound(*i, field) && !is_other(*i));
    let members = fields.map(|(i, field)| {
        let node = node(shown, &field.kind, field, path.then(i as u16), include);
        match node {
            Node::Form(members) if spec.is_variant(i) => (field, Node::Variant(members)),
            node => (field, node),
        }
    });
    members
        // an empty password control means "unchanged"
        .filter(|(field, node)| !(include.immutable && field.kind.is_secret() && *node == Node::Nothing))
        .map(|(field, node)| (field.name.as_str().to_owned(), node))
        .collect()
}

fn node(
    shown: &Shown,
    kind: &'static Kind,
    field: &'static FieldSchema,
    path: Path,
    include: Include,
) -> Node {
    match kind {
        Kind::Form(spec) if shown.has_form(path) => {
            let row_key = field.row_key.map(ErasedRowKey::index);
            Node::Form(form(shown, spec(), row_key, path, include))
        }
        Kind::List(item) => match shown.items_at(path) {
            Some(0) if field.is_chosen() => Node::NoneChosen,
            Some(count) => Node::List(
                (0..count).map(|k| node(shown, item, field, path.then(k as u16), include)).collect(),
            ),
            None => Node::Nothing,
        },
        _ => match shown.at(path) {
            None => Node::Nothing,
            Some(text) => match kind {
                Kind::Integer | Kind::Float | Kind::Decimal if is_json_number(text) => {
                    Node::Bare(text.to_owned())
                }
                Kind::Boolean | Kind::Json => Node::Bare(text.to_owned()),
                _ => Node::Text(text.to_owned()),
            },
        },
    }
}

fn is_json_number(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E'))
        && serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok()
}
