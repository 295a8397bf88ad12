//! The values of a form as the members of a submission that binds to the same values.

use super::node::{Member, Node};
use crate::{
    error::path::Path,
    field::Shown,
    schema::{Access, FieldSchema, FormSchema, Kind},
};

/// Returns the members that submit the shown values: all of them if `with_locked` is set, otherwise those that an
/// update may change. Fields that are read-only are left out.
pub(crate) fn members(shown: &Shown, spec: &'static FormSchema, with_locked: bool) -> Vec<Member> {
    form(shown, spec, Path::ROOT, with_locked)
}

fn form(shown: &Shown, spec: &'static FormSchema, path: Path, with_locked: bool) -> Vec<Member> {
    let bound = |field: &FieldSchema| match field.access {
        Access::Bound => true,
        Access::Immutable => with_locked,
        Access::ReadOnly => false,
    };
    // of an enum, only the present variant
    let is_other = |i: usize| spec.is_variant(i) && !shown.has_form(path.then(i as u16));
    let fields = spec.fields.iter().enumerate().filter(|(i, field)| bound(field) && !is_other(*i));
    let members = fields.map(|(i, field)| {
        let node = node(shown, &field.kind, field, path.then(i as u16), with_locked);
        match node {
            Node::Form(members) if spec.is_variant(i) => (field, Node::Variant(members)),
            node => (field, node),
        }
    });
    members
        // an empty password control means "unchanged"
        .filter(|(field, node)| !(with_locked && field.kind.is_secret() && *node == Node::Nothing))
        .map(|(field, node)| (field.name.as_str().to_owned(), node))
        .collect()
}

fn node(
    shown: &Shown,
    kind: &'static Kind,
    field: &'static FieldSchema,
    path: Path,
    with_locked: bool,
) -> Node {
    match kind {
        Kind::Form(spec) if shown.has_form(path) => Node::Form(form(shown, spec(), path, with_locked)),
        Kind::List(item) => match shown.items_at(path) {
            Some(0) if field.is_chosen() => Node::NoneChosen,
            Some(count) => Node::List(
                (0..count).map(|k| node(shown, item, field, path.then(k as u16), with_locked)).collect(),
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
