//! Limits that forms state which are nested or flattened into others.

use super::{FormSchema, Kind, UnknownKeys, same};
use crate::{Limits, error::path::Path};

impl FormSchema {
    /// Returns how many pairs or members a body may have: the limit, or what the form can hold if that is more.
    pub(crate) fn most_pairs(&self, limits: &Limits) -> u32 {
        limits.max_fields.max(self.capacity(limits))
    }
    /// Narrows limits to those that the form states, if it states any.
    pub(crate) fn narrowed(&self, limits: Limits) -> Limits {
        if self.states_limits { limits.tightest(&self.limits) } else { limits }
    }
    /// Returns true if forms are flattened into it.
    pub(crate) const fn has_flattened(&self) -> bool {
        !self.flattened.is_empty()
    }
    /// Narrows the form's limits to those of the flattened forms that declare field `i`.
    pub(crate) fn limits_of_field(&self, i: usize, limits: Limits) -> Limits {
        let inner = self.flattened.iter().find(|inner| {
            let from = inner.at;
            (from..from + inner.form.fields.len()).contains(&i)
        });
        inner.map_or(limits, |inner| inner.form.limits_of_field(i - inner.at, inner.form.narrowed(limits)))
    }
    /// Returns the limits at a place of the form.
    pub(crate) fn limits_at(&'static self, path: Path, mut limits: Limits) -> Limits {
        let (mut spec, mut level) = (self, 0);
        while level < path.len() {
            let i = path.get(level).into();
            let Some(field) = spec.fields.get(i) else { break };
            limits = spec.limits_of_field(i, limits);
            level += 1;
            let mut kind = &field.kind;
            while let Kind::List(item) = kind
                && level < path.len()
            {
                kind = item;
                level += 1;
            }
            match kind {
                Kind::Form(inner) if level < path.len() => spec = inner(),
                _ => break,
            }
            limits = spec.narrowed(limits);
        }
        limits
    }
    /// Returns true if this form's limits of a body as a whole are as tight as those that the other states: a form that is
    /// flattened into this one has no body of its own.
    #[doc(hidden)]
    pub const fn bounds_bodies_like(&self, flattened: &FormSchema) -> bool {
        let (own, other) = (&self.limits, &flattened.limits);
        !flattened.states_limits
            || (own.max_body_bytes <= other.max_body_bytes
                && own.max_fields <= other.max_fields
                && own.max_depth <= other.max_depth
                && own.max_key_bytes <= other.max_key_bytes
                && own.max_page_bytes <= other.max_page_bytes)
    }
    /// Returns true if this form does with unknown keys what the other says: it reads them where the other is flattened
    /// into it.
    #[doc(hidden)]
    pub const fn treats_unknown_keys_like(&self, flattened: &FormSchema) -> bool {
        let ignores = matches!(self.unknown_keys, UnknownKeys::Ignore);
        let mut i = 0;
        while i < flattened.ignored_keys.len() {
            if !ignores && !contains(self.ignored_keys, flattened.ignored_keys[i]) {
                return false;
            }
            i += 1;
        }
        !flattened.states_unknown_keys || ignores == matches!(flattened.unknown_keys, UnknownKeys::Ignore)
    }
    /// Returns true if this form has the browser validate where the other says so: both are on one page.
    #[doc(hidden)]
    pub const fn has_browser_validation_of(&self, within: Option<&FormSchema>) -> bool {
        match within {
            Some(form) if form.states_browser_validation => {
                self.browser_validation == form.browser_validation
            }
            _ => true,
        }
    }
    /// Returns true if this form takes JSON alone where the other says so: a form within another has no body of its own.
    #[doc(hidden)]
    pub const fn accepts_bodies_of(&self, within: Option<&FormSchema>) -> bool {
        match within {
            Some(form) => self.json_only || !form.json_only,
            None => true,
        }
    }
}

const fn contains(keys: &[&str], key: &str) -> bool {
    let mut i = 0;
    while i < keys.len() {
        if same(keys[i].as_bytes(), key.as_bytes()) {
            return true;
        }
        i += 1;
    }
    false
}
