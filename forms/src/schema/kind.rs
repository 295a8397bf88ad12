//! What a field is, for whoever draws, describes or fuzzes it.

use super::FormSchema;

/// The kind of value a field holds.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub enum Kind {
    /// A text.
    Text,
    /// A text that is never shown again.
    Secret,
    /// A whole number.
    Integer,
    /// A number with a fraction, in binary.
    Float,
    /// A number with a fraction, in decimal digits, exact.
    Decimal,
    /// A day of the calendar.
    Date,
    /// A time of day.
    Time,
    /// A day and a time, with a time zone or without.
    DateTime,
    /// A length of time.
    Duration,
    /// A UUID.
    Uuid,
    /// Yes or no.
    Boolean,
    /// One of these.
    Choice(&'static [FixedOption]),
    /// Any JSON value.
    Json,
    /// Several of that kind.
    List(&'static Kind),
    /// A form of its own. A function, so that a form may contain itself.
    Form(fn() -> &'static FormSchema),
}

/// One of the values of a [`Kind::Choice`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct FixedOption {
    /// What is sent.
    pub value: &'static str,
    /// What a person reads.
    pub label: &'static str,
    /// The group that it stands in, with its neighbours of the same (`<optgroup>`); empty for none.
    pub group: &'static str,
}

impl FixedOption {
    /// That value with that label, in no group.
    pub const fn new(value: &'static str, label: &'static str) -> Self {
        FixedOption { value, label, group: "" }
    }
    /// This option in a group of that name.
    #[must_use]
    pub const fn group(mut self, group: &'static str) -> Self {
        self.group = group;
        self
    }
}

impl Kind {
    /// Whether keys of an urlencoded body may go on behind the name of such a field (`name.sub`, `name[0]`).
    pub(crate) const fn is_compound(&self) -> bool {
        matches!(self, Kind::List(_) | Kind::Form(_))
    }
    /// Whether it is a form, or a list of one.
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
    /// The kind itself, or what lists of it hold in the end.
    pub(crate) const fn of_item(&self) -> &Kind {
        let mut kind = self;
        while let Kind::List(item) = kind {
            kind = item;
        }
        kind
    }
    /// Whether a declaration may say what there is to choose from.
    pub(crate) const fn may_be_chosen(&self) -> bool {
        match self {
            Kind::Form(_) | Kind::Secret | Kind::Json | Kind::Boolean => false,
            Kind::List(item) => !matches!(item, Kind::List(_)) && item.may_be_chosen(),
            _ => true,
        }
    }
    /// Whether an empty text is "nothing was given" also where types are strict.
    pub(crate) const fn is_text(&self) -> bool {
        matches!(self, Kind::Text | Kind::Secret)
    }
    /// Whether what is typed for it is stripped before it is asked whether there is anything, as Django's texts and
    /// UUIDs are: blanks in a number or a date are no number, and not nothing.
    pub(crate) const fn is_stripped(&self) -> bool {
        matches!(self, Kind::Text | Kind::Secret | Kind::Uuid)
    }
    /// The form within, if it is one or a list of one.
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
            Kind::List(item) => f.debug_tuple("List").field(item).finish(),
            // by name alone: a form may contain itself
            Kind::Form(spec) => f.debug_tuple("Form").field(&spec().name).finish(),
        }
    }
}
