//! Class names and attributes that a page adds to a control.

use super::BoundField;
use crate::{error::path::Path, schema::RuleSet};
use std::{borrow::Cow, sync::Arc};

/// Class names and attributes of one control.
#[derive(Debug, Clone, Default)]
pub(super) struct Attributes {
    pub(super) class: String,
    pub(super) others: Vec<(&'static str, Cow<'static, str>)>,
}

/// Attributes that only the library sets, because a control would not work with other values.
const RESERVED: [&str; 11] = [
    "id",
    "name",
    "type",
    "value",
    "class",
    "checked",
    "selected",
    "disabled",
    "multiple",
    "aria-invalid",
    "aria-describedby",
];

impl Attributes {
    pub(super) fn add_class(&mut self, names: &str) {
        if !self.class.is_empty() {
            self.class.push(' ');
        }
        self.class.push_str(names);
    }
    /// Adds an attribute.
    ///
    /// # Panics
    /// If `name` is not a valid attribute name, or if the library sets the attribute.
    pub(super) fn add(&mut self, name: &'static str, value: Cow<'static, str>) {
        assert!(
            !name.is_empty()
                && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_:.".contains(&byte)),
            "`{name}` is not a valid attribute name"
        );
        assert!(
            !RESERVED.iter().any(|reserved| reserved.eq_ignore_ascii_case(name)),
            "`{name}` is set by the library"
        );
        self.others.retain(|(other, _)| *other != name);
        self.others.push((name, value));
    }
    /// Adds an attribute from a rule or a type, unless the library sets it.
    pub(super) fn add_by_rule(&mut self, name: &'static str, value: Cow<'static, str>) {
        if !RESERVED.iter().any(|reserved| reserved.eq_ignore_ascii_case(name)) {
            self.add(name, value);
        }
    }
    pub(super) fn has(&self, name: &str) -> bool {
        self.others.iter().any(|(other, _)| other.eq_ignore_ascii_case(name))
    }
    pub(super) fn and(mut self, more: &Self) -> Self {
        if !more.class.is_empty() {
            self.add_class(&more.class);
        }
        for (name, value) in &more.others {
            self.add(name, value.clone());
        }
        self
    }
}

impl BoundField<'_> {
    /// Adds class names to the control. For a form that is rendered as a whole, use
    /// [`View::class`](super::View::class).
    pub fn class(mut self, names: &str) -> Self {
        self.custom_mut().add_class(names);
        self
    }
    /// Adds an attribute to the control, such as `placeholder` or `data-list`. It overrides attributes from rules.
    /// For a form that is rendered as a whole, use [`View::attribute`](super::View::attribute).
    ///
    /// # Panics
    /// If `name` is not a valid attribute name, or if the library sets the attribute (`id`, `name`, `type`, `value`,
    /// `class`, ..).
    pub fn attribute(mut self, name: &'static str, value: impl Into<Cow<'static, str>>) -> Self {
        self.custom_mut().add(name, value.into());
        self
    }
    fn custom_mut(&mut self) -> &mut Attributes {
        Arc::make_mut(self.custom.get_or_insert_default())
    }
    /// Returns the attributes from rules and types of a text control, followed by those of the page.
    pub(super) fn custom_by_rules(&self) -> Option<Attributes> {
        let by_rules: Vec<_> = self.spec.rule_sets().flat_map(RuleSet::attributes).collect();
        if by_rules.is_empty() && self.spec.input.is_empty() {
            return self.custom();
        }
        let by_type = self.spec.input.iter().map(|(name, value)| (*name, Cow::Borrowed(*value)));
        let by_rules: Vec<_> =
            by_type.chain(by_rules.into_iter().map(|attribute| (attribute.name, attribute.value))).collect();
        let page = self.custom();
        let has_min = self.spec.min.is_some()
            || by_rules.iter().any(|(name, _)| *name == "min")
            || page.as_ref().is_some_and(|page| page.has("min"));
        let mut attributes = Attributes::default();
        for (name, value) in by_rules {
            // without `min`, a browser counts steps from the value in the page
            if name == "step" && value != "any" && !has_min {
                continue;
            }
            // attributes by which a browser validates are left out if only the server validates
            let is_validation = ["pattern", "min", "max", "step", "minlength", "maxlength"].contains(&name);
            if self.is_validated_by_browser() || !is_validation {
                attributes.add_by_rule(name, value);
            }
        }
        Some(match page {
            Some(custom) => attributes.and(&custom),
            None => attributes,
        })
    }
    /// Returns the attributes that the page adds: to all controls, to this one by the view, and to this one directly.
    pub(super) fn custom(&self) -> Option<Attributes> {
        if self.page_data.custom.is_empty() && self.custom.is_none() {
            return None;
        }
        let of = |wanted: Path| {
            self.page_data.custom.iter().find(move |(path, _)| *path == wanted).map(|(_, custom)| custom)
        };
        let all = [of(Path::ROOT), of(self.path), self.custom.as_deref()];
        all.into_iter().flatten().fold(None, |so_far: Option<Attributes>, more| {
            Some(so_far.map_or_else(|| more.clone(), |so_far| so_far.and(more)))
        })
    }
}
