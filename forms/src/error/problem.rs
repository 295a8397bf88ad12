//! One error of a value: a code and parameters. Its text is only made on demand.

use crate::{
    error::{Code, Param, Params, Unreadable, Weakness, template},
    schema::{DateTimeBound, FieldSchema, Number, Relation, TextFormat, TimeZone},
};
use std::{borrow::Cow, fmt};

/// An error of a value: a stable code, parameters and, for your own errors, a message.
///
/// The message is a template. `{name}` stands for the parameter of that name, `{name:one|other}` for a word that
/// depends on its number, and `{label}` for the label of the field. [`problem!`](crate::problem) checks the
/// placeholders of a literal message at compile time; [`Problem::new`] takes any message. A placeholder that is not a
/// parameter is left out of the message. If debug assertions are on, showing such a message panics; fuzzing (feature
/// `fuzzing`) reports it.
///
/// ```
/// use forms::{Problem, problem};
/// let problem = problem!("not_even", "{label} must be a multiple of {factor}.", factor = 2);
/// assert_eq!(problem.code(), "not_even");
/// let same = Problem::new("not_even", "{label} must be a multiple of {factor}.").param("factor", 2);
/// assert_eq!(problem, same);
/// ```
///
/// A problem never contains the submitted value. Do not put it there.
#[derive(Clone, PartialEq)]
pub struct Problem(pub(crate) Fault);

/// The kind and data of a problem. It has 16 bytes, so that records are cheap to create while a body is read.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum Fault {
    Required,
    /// The value is not of the field's type. The message depends on the field's kind.
    Invalid,
    Format(&'static TextFormat),
    /// The text does not have the format, and contains an invisible character.
    InvisibleCharacter {
        format: &'static TextFormat,
        character: char,
    },
    #[cfg_attr(not(any(feature = "regex", test)), expect(dead_code, reason = "used by the feature `regex`"))]
    Pattern,
    InvalidChoice,
    MinLength {
        limit: u32,
        actual: u32,
    },
    MaxLength {
        limit: u32,
        actual: u32,
    },
    MinValue(&'static Number),
    MaxValue(&'static Number),
    Earliest(&'static DateTimeBound),
    Latest(&'static DateTimeBound),
    StepSize(&'static Number),
    /// The value is not a multiple of the field's step, counted from its minimum.
    StepSizeFrom(&'static FieldSchema),
    MaxDigits(u32),
    MaxDecimalPlaces(u32),
    MaxWholeDigits(u32),
    /// A value that is not a list, for a field that is.
    InvalidList,
    /// The local time does not exist or occurs twice in this zone.
    AmbiguousTimeZone(&'static TimeZone),
    /// The zone is not known where the program runs.
    UnknownTimeZone(&'static TimeZone),
    /// An exact moment is required, and the value has no offset.
    MissingTimeZone,
    /// A local time is required, and the value has an offset.
    UnwantedTimeZone,
    /// A duration that is too large to store.
    Overflow,
    /// The missing part of a date and a time in two parts.
    #[cfg_attr(
        not(any(feature = "jiff", feature = "chrono", feature = "time")),
        allow(dead_code, reason = "used by the date libraries")
    )]
    InvalidDate,
    #[cfg_attr(
        not(any(feature = "jiff", feature = "chrono", feature = "time")),
        allow(dead_code, reason = "used by the date libraries")
    )]
    InvalidTime,
    MinItems(u32),
    MaxItems(u32),
    UniqueItems,
    MaxNodes(u32),
    NullCharacters,
    ControlCharacters,
    LineBreaks,
    Duplicate,
    ReadOnly,
    Immutable,
    /// An unknown key that may be shown.
    Unknown(Box<Box<str>>),
    /// One or more unknown keys of one form that no output shows.
    UnknownHidden,
    /// A JSON document that was sent as an urlencoded body.
    JsonAsForm,
    /// The key of a row is not that of a present row.
    UnknownRow,
    /// A new row, where no row can be added.
    CannotAdd,
    Index,
    /// The field that the value must equal.
    Mismatch(&'static FieldSchema),
    /// The field that the value must differ from.
    Same(&'static FieldSchema),
    /// The relation that the value must have to that field.
    Compared(Relation, &'static FieldSchema),
    /// The fields of which at least one is required.
    AtLeastOne(Box<Box<[&'static FieldSchema]>>),
    /// The fields of which at most one is allowed.
    AtMostOne(Box<Box<[&'static FieldSchema]>>),
    Unique,
    /// The submission was a row request: the page is rendered again with other rows.
    RowsChanged,
    /// The page that sent the form did not show everything.
    PageCut,
    PasswordTooShort(u32),
    PasswordTooLong(u32),
    PasswordTooCommon,
    /// A password derived from a common one, a sequence or a repetition.
    PasswordDerived,
    #[cfg_attr(
        not(any(feature = "zxcvbn", test)),
        expect(dead_code, reason = "used by the feature `zxcvbn`")
    )]
    PasswordTooWeak {
        min_score: u8,
        weakness: Weakness,
    },
    PasswordEntirelyNumeric,
    PasswordTooSimilar(&'static FieldSchema),
    /// The body as a whole cannot be read.
    Unreadable(Unreadable),
    SecretInQuery,
    Custom(Box<Custom>),
}

#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Custom {
    pub(crate) code: Cow<'static, str>,
    pub(crate) message: Cow<'static, str>,
    pub(crate) params: Vec<(&'static str, Param)>,
}

/// Creates a [`Problem`] from a code, a message and parameters. The code and the message are constants. A placeholder
/// of the message that is not `{label}`, `{Label}` or one of the parameters is a compile error, which names it and
/// lists the valid ones.
///
/// ```
/// use forms::{Problem, problem};
///
/// fn even(n: &u32) -> Result<(), Problem> {
///     if n % 2 == 0 { Ok(()) } else { Err(problem!("odd", "{label} must be a multiple of {factor}.", factor = 2)) }
/// }
/// assert!(even(&3).is_err());
/// ```
///
/// ```compile_fail
/// let problem = forms::problem!("odd", "{label} must be a multiple of {fcator}.", factor = 2);
/// ```
#[macro_export]
macro_rules! problem {
    ($code:expr, $message:expr $(, $name:ident = $value:expr)* $(,)?) => {{
        const CODE: $crate::error::Code =
            $crate::error::Code::new($code, $message).params(&[$(::core::stringify!($name)),*]);
        CODE.problem()$(.param(::core::stringify!($name), $value))*
    }};
}

impl From<Fault> for Problem {
    #[inline(always)]
    fn from(fault: Fault) -> Self {
        Problem(fault)
    }
}

impl Code {
    /// Creates a problem with this code. [`Problem::param`](crate::Problem::param) adds its parameters.
    pub fn problem(&self) -> Problem {
        Problem::new(self.name, self.message)
    }
}

impl Problem {
    /// Creates your own problem, with a code for programs and a message for people.
    #[cold]
    pub fn new(code: impl Into<Cow<'static, str>>, message: impl Into<Cow<'static, str>>) -> Self {
        Problem(Fault::Custom(Box::new(Custom {
            code: code.into(),
            message: message.into(),
            params: Vec::new(),
        })))
    }
    /// Creates the problem of a missing value: code `required`.
    pub const fn required() -> Self {
        Problem(Fault::Required)
    }
    /// Creates the problem of a value of the wrong type: code `invalid`.
    pub const fn invalid() -> Self {
        Problem(Fault::Invalid)
    }
    /// Creates the problem of a value that already exists in the database: code `unique`, as in Django. For
    /// [`Receipt::reject`](crate::Receipt::reject).
    pub const fn unique() -> Self {
        Problem(Fault::Unique)
    }
    /// Adds a parameter, for the message and for programs. The library's own problems have fixed parameters and stay
    /// unchanged.
    pub fn param(mut self, name: &'static str, value: impl Into<Param>) -> Self {
        if let Fault::Custom(custom) = &mut self.0 {
            custom.params.push((name, value.into()));
        }
        self
    }
    /// Returns the first placeholder of the message that is not a parameter.
    #[cold]
    pub(crate) fn unknown_placeholder(&self) -> Option<&str> {
        match &self.0 {
            Fault::Custom(custom) => template::unknown_name(&custom.message, &custom.code, &custom.params),
            _ => None,
        }
    }
    /// Returns the code, which is Django's if Django has one.
    pub fn code(&self) -> &str {
        match &self.0 {
            Fault::Required => "required",
            Fault::Invalid | Fault::Pattern | Fault::MissingTimeZone | Fault::UnwantedTimeZone => "invalid",
            Fault::Format(format) | Fault::InvisibleCharacter { format, .. } => format.code,
            Fault::InvalidChoice => "invalid_choice",
            Fault::MinLength { .. } => "min_length",
            Fault::MaxLength { .. } | Fault::PasswordTooLong(_) => "max_length",
            Fault::MinValue(_) | Fault::Earliest(_) => "min_value",
            Fault::MaxValue(_) | Fault::Latest(_) => "max_value",
            Fault::StepSize(_) | Fault::StepSizeFrom(_) => "step_size",
            Fault::MaxDigits(_) => "max_digits",
            Fault::MaxDecimalPlaces(_) => "max_decimal_places",
            Fault::MaxWholeDigits(_) => "max_whole_digits",
            Fault::InvalidList => "invalid_list",
            Fault::AmbiguousTimeZone(_) => "ambiguous_timezone",
            Fault::UnknownTimeZone(_) => "unknown_timezone",
            Fault::Overflow => "overflow",
            Fault::InvalidDate => "invalid_date",
            Fault::InvalidTime => "invalid_time",
            Fault::MinItems(_) => "min_items",
            Fault::MaxItems(_) => "max_items",
            Fault::UniqueItems => "unique_items",
            Fault::MaxNodes(_) => "max_nodes",
            Fault::NullCharacters => "null_characters_not_allowed",
            Fault::ControlCharacters => "control_characters_not_allowed",
            Fault::LineBreaks => "line_breaks_not_allowed",
            Fault::Duplicate => "duplicate",
            Fault::ReadOnly => "read_only",
            Fault::Immutable => "immutable",
            Fault::Unknown(_) | Fault::UnknownHidden | Fault::JsonAsForm => "unknown",
            Fault::UnknownRow => "unknown_row",
            Fault::CannotAdd => "cannot_add",
            Fault::Index => "index",
            Fault::Mismatch(_) => "mismatch",
            Fault::Same(_) => "same",
            Fault::Compared(relation, _) => relation.code(),
            Fault::AtLeastOne(_) => "at_least_one",
            Fault::AtMostOne(_) => "at_most_one",
            Fault::PasswordTooShort(_) => "password_too_short",
            Fault::PasswordTooCommon | Fault::PasswordDerived => "password_too_common",
            Fault::PasswordTooWeak { .. } => "password_too_weak",
            Fault::PasswordEntirelyNumeric => "password_entirely_numeric",
            Fault::PasswordTooSimilar(_) => "password_too_similar",
            Fault::Unreadable(why) => why.code(),
            Fault::Unique => "unique",
            Fault::RowsChanged => "rows_changed",
            Fault::PageCut => "page_cut",
            Fault::SecretInQuery => "secret_in_query",
            Fault::Custom(custom) => &custom.code,
        }
    }
    /// Returns the parameters, by name. They never contain the submitted value, except that one invisible character of
    /// it may be named.
    pub fn params(&self) -> Params {
        Params::new(self.list_params())
    }
    pub(crate) fn list_params(&self) -> Vec<(&'static str, Param)> {
        match &self.0 {
            Fault::MinLength { limit, actual } | Fault::MaxLength { limit, actual } => {
                vec![("limit_value", (*limit).into()), ("show_value", (*actual).into())]
            }
            Fault::MinValue(number) | Fault::MaxValue(number) | Fault::StepSize(number) => {
                vec![("limit_value", number.param())]
            }
            Fault::Earliest(bound) | Fault::Latest(bound) => vec![("limit_value", bound.as_str().into())],
            Fault::Format(format) => format_params(format),
            Fault::InvisibleCharacter { format, character } => {
                let mut params = format_params(format);
                params.push(("character", code_point(*character).into()));
                params
            }
            Fault::StepSizeFrom(field) => steps(field),
            Fault::MaxDigits(max) | Fault::MaxDecimalPlaces(max) | Fault::MaxWholeDigits(max) => {
                vec![("max", (*max).into())]
            }
            Fault::AmbiguousTimeZone(zone) | Fault::UnknownTimeZone(zone) => {
                vec![("current_timezone", zone.name().into())]
            }
            Fault::MinItems(limit)
            | Fault::MaxItems(limit)
            | Fault::MaxNodes(limit)
            | Fault::PasswordTooLong(limit) => vec![("limit_value", (*limit).into())],
            Fault::PasswordTooWeak { min_score, .. } => vec![("min_score", (*min_score).into())],
            Fault::PasswordTooShort(min) => vec![("min_length", (*min).into())],
            Fault::PasswordTooSimilar(field) => vec![("verbose_name", field.label.into())],
            Fault::Mismatch(field) | Fault::Same(field) | Fault::Compared(_, field) => {
                vec![("other", field.label.into())]
            }
            Fault::AtLeastOne(fields) | Fault::AtMostOne(fields) => {
                let names: Vec<_> = fields.iter().map(|field| field.name.as_str()).collect();
                vec![("fields", names.join(", ").into())]
            }
            Fault::Unreadable(why) => why.params(),
            Fault::Unknown(key) => vec![("key", String::from(&***key).into())],
            Fault::Custom(custom) => custom.params.clone(),
            _ => Vec::new(),
        }
    }
}

/// Returns the code point of a character: `U+200B`.
pub(super) fn code_point(character: char) -> String {
    format!("U+{:04X}", u32::from(character))
}

pub(crate) fn format_params(format: &TextFormat) -> Vec<(&'static str, Param)> {
    format.params.iter().map(|(name, value)| (*name, Param::from(*value))).collect()
}

impl fmt::Debug for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Problem").field("code", &self.code()).field("params", &self.list_params()).finish()
    }
}

/// Returns the step of a field, the value that it is counted from, and the next two valid values.
fn steps(field: &FieldSchema) -> Vec<(&'static str, Param)> {
    let mut params = Vec::new();
    if let Some(step) = field.step {
        params.push(("limit_value", step.param()));
        if let Some(start) = field.min {
            let (first, second) = (start.plus(step), start.plus(step).plus(step));
            params.extend([
                ("offset", start.param()),
                ("valid_value1", first.param()),
                ("valid_value2", second.param()),
            ]);
        }
    }
    params
}
