//! What a page adds to a control: class names and attributes.

use super::BoundField;
use crate::{error::path::Path, schema::RuleSet};
use std::{borrow::Cow, sync::Arc};

/// Class names and attributes of one control.
#[derive(Debug, Clone, Default)]
pub(super) struct Attributes {
    pub(super) class: String,
    pub(super) others: Vec<(&'static str, Cow<'static, str>)>,
}

/// What the library says of a control: to be told otherwise, it would no longer hold together.
const OURS: [&str; 11] = [
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
    /// # Panics
    /// If that is no name of an attribute, or one that the library sets.
    pub(super) fn add(&mut self, name: &'static str, value: Cow<'static, str>) {
        assert!(
            !name.is_empty()
                && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_:.".contains(&byte)),
            "`{name}` is no name of an attribute"
        );
        assert!(
            !OURS.iter().any(|ours| ours.eq_ignore_ascii_case(name)),
            "`{name}` is for the library to set"
        );
        self.others.retain(|(other, _)| *other != name);
        self.others.push((name, value));
    }
    /// An attribute that a rule or a type asks for; not one that the library sets.
    pub(super) fn add_by_rule(&mut self, name: &'static str, value: Cow<'static, str>) {
        if !OURS.iter().any(|ours| ours.eq_ignore_ascii_case(name)) {
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
    /// This field with more class names on its control. Where the whole form is drawn:
    /// [`View::class`](super::View::class).
    pub fn class(mut self, names: &str) -> Self {
        self.customise().add_class(names);
        self
    }
    /// This field with an attribute on its control, such as `placeholder` or `data-list`; it counts before what the rules say.
    /// Where the whole form is drawn: [`View::attribute`](super::View::attribute).
    ///
    /// # Panics
    /// If that is no name of an attribute, or one that the library sets (`id`, `name`, `type`, `value`, `class`, ..).
    pub fn attribute(mut self, name: &'static str, value: impl Into<Cow<'static, str>>) -> Self {
        self.customise().add(name, value.into());
        self
    }
    fn customise(&mut self) -> &mut Attributes {
        Arc::make_mut(self.custom.get_or_insert_default())
    }
    /// What its rules and its type add to a line or several of text, and the page behind them.
    pub(super) fn custom_by_rules(&self) -> Option<Attributes> {
        if self.spec.rules.is_none() && self.spec.input.is_empty() {
            return self.custom();
        }
        let by_rules = self.spec.rules.map(RuleSet::attributes).unwrap_or_default();
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
            // what a browser would judge by, unless the form leaves it all to the server
            let is_judging = ["pattern", "min", "max", "step", "minlength", "maxlength"].contains(&name);
            if self.is_judged_by_browser() || !is_judging {
                attributes.add_by_rule(name, value);
            }
        }
        Some(match page {
            Some(custom) => attributes.and(&custom),
            None => attributes,
        })
    }
    /// What the page adds to its control: to all, to this one, here.
    pub(super) fn custom(&self) -> Option<Attributes> {
        if self.scene.custom.is_empty() && self.custom.is_none() {
            return None;
        }
        let of = |place: Path| {
            self.scene.custom.iter().find(move |(path, _)| *path == place).map(|(_, custom)| custom)
        };
        let all = [of(Path::ROOT), of(self.path), self.custom.as_deref()];
        all.into_iter().flatten().fold(None, |so_far: Option<Attributes>, more| {
            Some(so_far.map_or_else(|| more.clone(), |so_far| so_far.and(more)))
        })
    }
}
