//! Compares a JSON object with a tag, which has the fields of the variant beside it.

use super::rows::Comparison;
use crate::{
    RawValue,
    bind::json::{bits, chosen_variants, field_beside_tag},
    body::json,
    error::path::{LEVELS, Path},
    schema::FormSchema,
};
use std::{borrow::Cow, collections::BTreeSet};

impl Comparison<'_, '_> {
    /// Compares the members of an object with the present values of the form and of its variant. Returns a bit set of the
    /// fields that need not be missing, or `None` if one differs.
    #[cold]
    #[inline(never)]
    pub(super) fn tagged_object(&mut self, spec: &'static FormSchema, path: Path) -> Option<u64> {
        if path.len() + 2 >= LEVELS {
            return None;
        }
        let variants = chosen_variants(spec, |tag| self.shown.at(path.then(tag)));
        let mut seen = BTreeSet::new();
        let mut more = self.cx.json.open(b'}');
        while more {
            let (key, is_escaped) = self.cx.json.key()?;
            let key = if is_escaped { Cow::Owned(json::unescape(key)) } else { Cow::Borrowed(key) };
            let (form, at, i) = field_beside_tag(spec, path, variants, &key)?;
            let (field, at) = (&form.fields[i], at.then(i as u16));
            if !seen.insert(at) {
                return None;
            }
            self.members += 1;
            self.cx.json.blanks();
            if !self.value(&RawValue::JSON, &field.kind, field, at) {
                return None;
            }
            more = self.cx.json.more(b'}');
        }
        if self.cx.json.fault().is_some() {
            return None;
        }
        for variant in bits(variants) {
            let (at, form) = (path.then(variant as u16), spec.fields[variant].kind.form()?);
            let mut missing = form.fields.iter().enumerate().map(|(k, field)| (field, at.then(k as u16)));
            if !missing.all(|(field, at)| seen.contains(&at) || self.may_be_absent(field, at, true)) {
                return None;
            }
        }
        let own = (0..spec.fields.len()).filter(|i| seen.contains(&path.then(*i as u16)));
        Some(own.fold(spec.variants, |bits, i| bits | 1 << i))
    }
}
