//! The kinds of values that a field can have.

use super::FormSchema;

/// The kind of value of a field.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub enum Kind {
    /// A text.
    Text,
    /// A text that is never shown again, such as a password.
    Secret,
    /// A whole number.
    Integer,
    /// A binary floating-point number.
    Float,
    /// An exact decimal number.
    Decimal,
    /// A day of the calendar.
    Date,
    /// A time of day.
    Time,
    /// A day and a time, with or without a time zone.
    DateTime,
    /// A length of time.
    Duration,
    /// A UUID.
    Uuid,
    /// Yes or no.
    Boolean,
    /// One of these options.
    Choice(&'static [FixedOption]),
    /// Any JSON value.
    Json,
    /// An uploaded file.
    File,
    /// A list of values of this kind.
    List(&'static Kind),
    /// A nested form. It is a function, so that a form may contain itself.
    Form(fn() -> &'static FormSchema),
}

/// One of the values of a [`Kind::Choice`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct FixedOption {
    /// The value that is sent.
    pub value: &'static str,
    /// The text that the user reads.
    pub label: &'static str,
    /// The group (`<optgroup>`) of the option and of its neighbours with the same group; empty if there is no group.
    pub group: &'static str,
}

impl FixedOption {
    /// Creates an option with this value and label, in no group.
    pub const fn new(value: &'static str, label: &'static str) -> Self {
        FixedOption { value, label, group: "" }
    }
    /// Puts this option in a group.
    #[must_use]
    pub const fn group(mut self, group: &'static str) -> Self {
        self.group = group;
        self
    }
}

impl Kind {
    /// Returns whether urlencoded keys may continue after the name of the field (`name.sub`, `name[0]`).
    pub(crate) const fn is_compound(&self) -> bool {
        matches!(self, Kind::List(_) | Kind::Form(_))
    }
    /// Returns whether this is a form, or a list of them.
    pub(crate) const fn holds_form(&self) -> bool {
        match self {
            Kind::Form(_) => true,
            Kind::List(item) => item.holds_form(),
            _ => false,
        }
    }
    pub(crate) const fn is_secret(&self) -> bool {
        match self {
            Kind::Secret => true,
            Kind::List(item) => item.is_secret(),
            _ => false,
        }
    }
    /// Returns the kind itself, or that of the innermost items of a list.
    pub(crate) const fn of_item(&self) -> &Kind {
        let mut kind = self;
        while let Kind::List(item) = kind {
            kind = item;
        }
        kind
    }
    /// Returns how many lists are around the innermost items; 0 for a kind that is not a list.
    pub(crate) const fn list_depth(&self) -> u32 {
        let (mut kind, mut depth) = (self, 0);
        while let Kind::List(item) = kind {
            kind = item;
            depth += 1;
        }
        depth
    }
    /// Returns whether a declaration may set choices.
    pub(crate) const fn may_be_chosen(&self) -> bool {
        match self {
            Kind::Form(_) | Kind::Secret | Kind::Json | Kind::Boolean | Kind::File => false,
            Kind::List(item) => !matches!(item, Kind::List(_)) && item.may_be_chosen(),
            _ => true,
        }
    }
    /// Returns whether an empty text counts as missing, even if types are strict.
    pub(crate) const fn is_text(&self) -> bool {
        matches!(self, Kind::Text | Kind::Secret)
    }
    /// Returns whether the value is stripped before the check for a missing value, like Django's texts and UUIDs.
    /// Blanks in a number or a date are invalid, not missing.
    pub(crate) const fn is_stripped(&self) -> bool {
        matches!(self, Kind::Text | Kind::Secret | Kind::Uuid)
    }
    /// Returns the nested form, if this is a form or a list of them.
    pub(crate) fn form(&self) -> Option<&'static FormSchema> {
        match self {
            Kind::Form(spec) => Some(spec()),
            Kind::List(item) => item.form(),
            _ => None,
        }
    }
}

impl std::fmt::Debug for Kind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Kind::Text => f.write_str("Text"),
            Kind::Secret => f.write_str("Secret"),
            Kind::Integer => f.write_str("Integer"),
            Kind::Float => f.write_str("Float"),
            Kind::Decimal => f.write_str("Decimal"),
            Kind::Date => f.write_str("Date"),
            Kind::Time => f.write_str("Time"),
            Kind::DateTime => f.write_str("DateTime"),
            Kind::Duration => f.write_str("Duration"),
            Kind::Uuid => f.write_str("Uuid"),
            Kind::Boolean => f.write_str("Boolean"),
            Kind::Choice(options) => f.debug_tuple("Choice").field(options).finish(),
            Kind::Json => f.write_str("Json"),
            Kind::File => f.write_str("File"),
            Kind::List(item) => f.debug_tuple("List").field(item).finish(),
            // only the name, since a form may contain itself
            Kind::Form(spec) => f.debug_tuple("Form").field(&spec().name).finish(),
        }
    }
}
