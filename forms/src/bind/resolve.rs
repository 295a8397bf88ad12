//! Resolves keys to fields, one name at a time. Binding, showing a form again and row buttons share it.
//!
//! The grammar of keys is in `body/key.rs`.

use crate::{
    body::key::{Index, Rest, split},
    schema::{FieldSchema, FormSchema, Kind},
};

/// What the first name of a key leads to.
#[derive(Debug, Clone, Copy)]
pub(crate) enum KeyTarget<'k> {
    /// The value of the field, which is not a list: `email`. Also a text in place of a form: `address`.
    Value,
    /// A key of a nested form: `address.city`.
    Form(&'static FormSchema, &'k str),
    /// A key of a row: `phones[0].number`.
    Row(Index, &'static FormSchema, &'k str),
    /// An item of a list of single values: `tags`, `tags[]` or `tags[0]`.
    Item(&'static Kind, Rest<'k>),
    /// An item that is a form or a list, or a value in a list of lists: `phones[0]`, `cells[0][1]`.
    CompoundItem(&'static Kind, Rest<'k>),
    /// A list of forms or lists as a whole: `phones`.
    List,
}

/// Returns the position of the field that a key names in a form, the field, and what the key names in it. Returns `None`
/// if the form does not have such a key.
#[inline(always)]
pub(crate) fn resolve<'k>(
    spec: &'static FormSchema,
    key: &'k str,
) -> Option<(usize, &'static FieldSchema, Option<KeyTarget<'k>>)> {
    let (name, rest) = split(key);
    let i = spec.position(name)?;
    let field = &spec.fields[i];
    Some((i, field, target(&field.kind, rest)))
}

/// Returns what the rest of a key names in a value of this kind. Returns `None` if it does not fit the kind.
#[inline(always)]
pub(crate) fn target<'k>(kind: &'static Kind, rest: Rest<'k>) -> Option<KeyTarget<'k>> {
    Some(match (kind, rest) {
        (Kind::Form(spec), Rest::Sub(after)) => KeyTarget::Form(spec(), after),
        (Kind::List(Kind::Form(spec)), Rest::ItemSub(index, after)) => KeyTarget::Row(index, spec(), after),
        (Kind::List(item), Rest::End | Rest::Append | Rest::Item(_)) if !item.is_compound() => {
            KeyTarget::Item(item, rest)
        }
        (Kind::List(item), Rest::Item(_) | Rest::Deeper(..)) => KeyTarget::CompoundItem(item, rest),
        (Kind::List(_), Rest::End) => KeyTarget::List,
        (_, Rest::End) => KeyTarget::Value,
        _ => return None,
    })
}
