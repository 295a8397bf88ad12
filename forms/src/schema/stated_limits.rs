//! Limits and other settings that nested and flattened forms state.

use super::{FormSchema, UnknownKeys, same};
use crate::Limits;

impl FormSchema {
    /// Returns the maximum number of pairs or members of a body: the limit, or the capacity of the form if that is
    /// greater.
    pub(crate) fn most_pairs(&self, limits: &Limits) -> u32 {
        limits.max_fields.max(self.capacity(limits))
    }
    /// Narrows limits to those that the form states, if it states any.
    pub(crate) fn narrowed(&self, limits: Limits) -> Limits {
        if self.states_limits { limits.tightest(&self.limits) } else { limits }
    }
    /// Returns whether forms are flattened into this one.
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
    /// Returns whether this form limits bodies at least as tightly as `flattened` does. A flattened form has no body of
    /// its own.
    #[doc(hidden)]
    pub const fn bounds_bodies_like(&self, flattened: &FormSchema) -> bool {
        let (own, other) = (&self.limits, &flattened.limits);
        !flattened.states_limits
            || (own.max_body_bytes <= other.max_body_bytes
                && own.max_fields <= other.max_fields
                && own.max_depth <= other.max_depth
                && own.max_key_bytes <= other.max_key_bytes
                && own.max_page_bytes <= other.max_page_bytes
                && own.max_files <= other.max_files
                && own.max_upload_bytes <= other.max_upload_bytes)
    }
    /// Returns whether this form handles unknown keys as `flattened` states. A form reads the unknown keys of the forms
    /// flattened into it.
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
    /// Returns whether this form validates in the browser if and only if `within` does. True if `within` has no
    /// setting. Both forms are on one page.
    #[doc(hidden)]
    pub const fn has_browser_validation_of(&self, within: Option<&FormSchema>) -> bool {
        match within {
            Some(form) if form.states_browser_validation => {
                self.browser_validation == form.browser_validation
            }
            _ => true,
        }
    }
    /// Returns whether this form only takes JSON, if the other does. A nested form has no body of its own.
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
