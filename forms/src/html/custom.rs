//! What a page adds to a control: class names and attributes.

use std::borrow::Cow;

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
