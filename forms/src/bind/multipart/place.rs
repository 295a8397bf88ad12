//! The field of a part, by its name.

use crate::{
    Limits,
    bind::resolve::{KeyTarget, resolve},
    body::key::{Index, Rest},
    schema::{Access, FieldSchema, FormSchema, Kind, LEVELS},
};

/// The field that the name of a part belongs to.
#[derive(Clone, Copy)]
pub(super) struct Place<'k> {
    pub(super) field: &'static FieldSchema,
    /// the kind of the value: that of the field, or of an item of its list
    pub(super) kind: &'static Kind,
    /// the name without the index of an item
    pub(super) key: &'k str,
    pub(super) limits: Limits,
}

impl<'k> Place<'k> {
    /// Finds the field of a part. Returns `None` if no field has the name, or if no submission sets the field.
    pub(super) fn of(name: &'k str, root: &'static FormSchema, limits: &Limits) -> Option<Self> {
        if name.len() > root.longest_key(limits) {
            return None;
        }
        let (mut spec, mut limits, mut rest) = (root, *limits, name);
        for _ in 0..LEVELS {
            let (i, field, target) = resolve(spec, rest)?;
            limits = spec.limits_of_field(i, limits);
            if field.access == Access::ReadOnly {
                return None;
            }
            let place = |kind, key| Some(Place { field, kind, key, limits });
            (spec, rest) = match target? {
                KeyTarget::Form(inner, sub) | KeyTarget::Row(Index::At(_), inner, sub) => (inner, sub),
                KeyTarget::Item(item, Rest::Append | Rest::Item(Index::At(_))) => {
                    return place(item, &name[..name.rfind('[')?]);
                }
                KeyTarget::Item(_, Rest::End) | KeyTarget::List | KeyTarget::Value => {
                    return place(&field.kind, name);
                }
                KeyTarget::Item(..) | KeyTarget::Row(..) | KeyTarget::CompoundItem(..) => return None,
            };
            limits = spec.narrowed(limits);
        }
        None
    }
    /// Returns whether the field takes files.
    pub(super) fn takes_file(&self) -> bool {
        matches!(self.kind.of_item(), Kind::File)
    }
    /// Returns whether a part that is JSON has the value of the field.
    pub(super) fn takes_json(&self) -> bool {
        matches!(self.kind, Kind::Form(_) | Kind::List(_)) && !self.takes_file()
    }
    /// Returns the number of files that are kept for the name.
    pub(super) fn most_files(&self) -> u32 {
        if matches!(self.field.kind, Kind::List(_)) { self.field.most_items(&self.limits) } else { 1 }
    }
}
