//! The intended differences from Django, each with a name and a reason. The manual's page
//! `forms/docs/differences-from-django.md` describes each under its name.

mod bodies;
mod choices;
mod dates;
mod network;
mod numbers;
mod passwords;
mod texts;

use super::{
    compare::Relation,
    value::Value,
    vectors::{Answer, Case, Complaint, Version},
};
use std::fmt::Write;

/// A class of cases that differ for the same reason.
#[derive(Debug, Clone, Copy)]
pub struct Difference {
    pub name: &'static str,
    /// What differs, and why.
    pub reason: &'static str,
    pub class: Class,
    /// Returns whether this is the reason why the answers differ.
    pub applies: fn(&Found<'_>) -> bool,
}

/// The relations that a difference can explain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// We refuse what Django accepts, or refuse it for another reason.
    Stricter,
    /// As `Stricter`; or both accept, with different values.
    Otherwise,
    /// We accept what Django refuses, because Django is wrong: the reason says why.
    DjangoIsWrong,
    /// We accept what Django 5.2 refuses, as Django 6.1 does.
    AsNewerDjango,
}

impl Class {
    fn allows(self, relation: Relation, version: Version) -> bool {
        match self {
            Class::Stricter => matches!(relation, Relation::Stricter | Relation::OtherErrors),
            Class::Otherwise => !matches!(relation, Relation::Looser | Relation::NotBuilt),
            Class::DjangoIsWrong => relation != Relation::NotBuilt,
            Class::AsNewerDjango => {
                matches!(relation, Relation::Looser | Relation::OtherErrors) && version == Version::V5_2
            }
        }
    }
}

/// A case with different answers.
#[derive(Debug, Clone, Copy)]
pub struct Found<'f> {
    pub case: &'f Case,
    pub ours: &'f Answer,
    pub relation: Relation,
    /// The version of Django that answered.
    pub version: Version,
}

impl<'f> Found<'f> {
    /// Returns the name after the kind, such as `IntegerField`, for fields and for `has_changed`.
    pub fn name(&self) -> &'f str {
        self.case.kind.split_once(':').map_or("", |(_, name)| name)
    }
    pub fn is(&self, kind: &str) -> bool {
        self.case.kind == kind
    }
    pub fn is_field(&self) -> bool {
        self.case.kind.starts_with("field:")
    }
    pub fn text(&self) -> Option<&'f str> {
        self.case.input.text()
    }
    /// Returns whether the input is a text that satisfies the predicate.
    pub fn text_is(&self, is: impl FnOnce(&str) -> bool) -> bool {
        self.text().is_some_and(is)
    }
    /// Returns our error codes.
    pub fn codes(&self) -> Vec<&'f str> {
        codes(self.ours)
    }
    /// Returns Django's error codes.
    pub fn their_codes(&self) -> Vec<&'f str> {
        codes(&self.case.theirs)
    }
    /// Returns whether we answer only with these codes.
    pub fn we_say(&self, expected: &[&str]) -> bool {
        let ours = self.codes();
        !ours.is_empty() && ours.iter().all(|code| expected.contains(code))
    }
    pub fn our_value(&self) -> Option<&'f Value> {
        if let Answer::Accepted(value) = self.ours { Some(value) } else { None }
    }
    pub fn their_value(&self) -> Option<&'f Value> {
        if let Answer::Accepted(value) = &self.case.theirs { Some(value) } else { None }
    }
}

/// Returns whether the text has digits that are not ASCII, or underscores.
fn has_other_digits(text: &str) -> bool {
    text.contains('_') || text.chars().any(|c| c.is_numeric() && !c.is_ascii())
}

fn codes(answer: &Answer) -> Vec<&str> {
    let Answer::Refused(complaints) = answer else { return Vec::new() };
    complaints.iter().map(|Complaint { code, .. }| code.as_deref().unwrap_or_default()).collect()
}

/// The families of differences, each with its title.
pub const FAMILIES: [(&str, &[Difference]); 7] = [
    ("Texts, yes and no, JSON", texts::ALL),
    ("Numbers", numbers::ALL),
    ("Dates and times", dates::ALL),
    ("Addresses, names and files", network::ALL),
    ("Choices and lists", choices::ALL),
    ("Passwords", passwords::ALL),
    ("Bodies and forms", bodies::ALL),
];

/// Returns all differences. The first one that applies explains a case.
pub fn all() -> impl Iterator<Item = &'static Difference> {
    FAMILIES.into_iter().flat_map(|(_, differences)| differences)
}

/// Returns the difference that explains a case.
pub fn of(found: &Found<'_>) -> Option<&'static Difference> {
    all().find(|difference| {
        difference.class.allows(found.relation, found.version) && (difference.applies)(found)
    })
}

/// Returns the link to the description for users.
pub fn link(name: &str) -> String {
    format!("forms/docs/differences-from-django.md#{name}")
}

/// Returns the list of the manual's page.
pub fn listed() -> String {
    let mut page = String::new();
    for (family, differences) in FAMILIES {
        let _ = write!(page, "\n# {family}\n");
        for Difference { name, reason, class, .. } in differences {
            let looser = match class {
                Class::DjangoIsWrong => " (Here we accept what Django refuses.)",
                Class::AsNewerDjango => " (Here we accept what Django 5.2 refuses.)",
                Class::Stricter | Class::Otherwise => "",
            };
            let _ = write!(page, "\n## {name}\n\n{reason}{looser}\n");
        }
    }
    page
}
