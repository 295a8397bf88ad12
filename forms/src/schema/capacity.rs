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

/// The files that a form can take.
#[cfg(feature = "multipart")]
#[derive(Clone, Copy, Default)]
pub(crate) struct FileCapacity {
    pub(crate) files: u32,
    pub(crate) bytes: u64,
}

#[cfg(feature = "multipart")]
impl FormSchema {
    /// Returns the greatest number of files of a body and their total size: the limits, or what the form can take by its
    /// declared `max_size` and `max_items` if that is greater.
    pub(crate) fn file_capacity(&self, limits: &Limits) -> FileCapacity {
        let declared = files_of_form(self, COUNTED_LEVELS);
        FileCapacity {
            files: declared.files.max(limits.max_files),
            bytes: declared.bytes.max(limits.max_upload_bytes),
        }
    }
}

#[cfg(feature = "multipart")]
fn files_of_form(spec: &FormSchema, levels: usize) -> FileCapacity {
    spec.fields.iter().fold(FileCapacity::default(), |sum, field| {
        let more = files_of_value(&field.kind, field, levels);
        FileCapacity {
            files: sum.files.saturating_add(more.files),
            bytes: sum.bytes.saturating_add(more.bytes),
        }
    })
}

/// A list without `max_items`, and a file without `max_size`, add nothing: the limits are for them.
#[cfg(feature = "multipart")]
fn files_of_value(kind: &Kind, field: &FieldSchema, levels: usize) -> FileCapacity {
    match kind {
        Kind::File => {
            let bytes = if field.file.max_size == u64::MAX { 0 } else { field.file.max_size };
            FileCapacity { files: 1, bytes }
        }
        Kind::Form(spec) if levels > 0 => files_of_form(spec(), levels - 1),
        Kind::List(item) if field.states_max_items() => {
            let one = files_of_value(item, field, levels);
            FileCapacity {
                files: one.files.saturating_mul(field.max_items),
                bytes: one.bytes.saturating_mul(u64::from(field.max_items)),
            }
        }
        _ => FileCapacity::default(),
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
