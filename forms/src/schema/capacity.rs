//! The number of pairs or members that a form can hold.

use super::{FieldSchema, FormSchema, Kind};
use crate::Limits;

/// The maximum number of rows that nested lists without `max_items` add. Three of them with a hundred items each hold a
/// million rows, which a declaration without `max_items` did not mean to allow.
const MOST_IN_NESTED_LISTS: u32 = 10_000;
/// The number of levels of forms that are counted. A form may contain itself.
const COUNTED_LEVELS: usize = 3;

impl FormSchema {
    /// Returns the greatest number of pairs, members and items that the form can hold. Nested lists count in full
    /// where they state `max_items`; those that state none add at most [`MOST_IN_NESTED_LISTS`].
    pub(crate) fn capacity(&self, limits: &Limits) -> u32 {
        let stated = of_form(self, &Walk { limits, all: false }, COUNTED_LEVELS, false);
        let all = of_form(self, &Walk { limits, all: true }, COUNTED_LEVELS, false);
        all.min(stated.saturating_add(MOST_IN_NESTED_LISTS))
    }
}

struct Walk<'l> {
    limits: &'l Limits,
    /// true to also count nested lists that state no `max_items`
    all: bool,
}

fn of_form(spec: &FormSchema, walk: &Walk<'_>, levels: usize, in_list: bool) -> u32 {
    let fields = spec.fields.iter().map(|field| of_value(&field.kind, field, walk, levels, in_list));
    fields.fold(0, u32::saturating_add)
}

fn of_value(kind: &Kind, field: &FieldSchema, walk: &Walk<'_>, levels: usize, in_list: bool) -> u32 {
    match kind {
        Kind::Form(spec) if levels > 0 => of_form(spec(), walk, levels - 1, in_list).saturating_add(1),
        Kind::List(item) => {
            let counts = walk.all || !in_list || field.states_max_items();
            let most = if counts { field.most_items(walk.limits) } else { 0 };
            of_value(item, field, walk, levels, true).saturating_mul(most).saturating_add(1)
        }
        _ => 1,
    }
}
