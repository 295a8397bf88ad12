//! One problem: a code and parameters. No text is made until someone asks for it.

use crate::error::{Params, Unreadable, param::Param, template};
use crate::password::Weakness;
use crate::spec::{DateTimeBound, FieldSchema, Number, Relation, TextFormat, TimeZone};
use std::{borrow::Cow, fmt};

/// What is wrong with a value: a stable code, parameters, and (for a rule of your own) a message.
///
/// The message is a template: `{name}` stands for the parameter of that name, `{name:one|other}` for the word that goes
/// with it where it is a number, `{label}` for the field's label. [`problem!`](crate::problem) checks the names of a literal
/// message while compiling; [`Problem::new`] takes any message. A placeholder that names no parameter is left out of the
/// message. Builds with debug assertions panic when they show it, and fuzzing (feature `fuzzing`) reports it.
///
/// ```
/// use forms::{Problem, problem};
/// let problem = problem!("not_even", "{label} must be a multiple of {factor}.", factor = 2);
/// assert_eq!(problem.code(), "not_even");
/// let same = Problem::new("not_even", "{label} must be a multiple of {factor}.").param("factor", 2);
/// assert_eq!(problem, same);
/// ```
///
/// A problem never holds the submitted value: do not put it there.
#[derive(Clone, PartialEq)]
pub struct Problem(pub(crate) Fault);

/// Sixteen bytes, so that a record of it is cheap to make while a body is read.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum Fault {
    Required,
    /// Not what the field's type wants; the message goes by the field's kind.
    Invalid,
    Format(&'static TextFormat),
    /// The text does not have the shape, and holds a character that nobody sees.
    InvisibleCharacter {
        format: &'static TextFormat,
        character: char,
    },
    #[cfg_attr(not(any(feature = "regex", test)), expect(dead_code, reason = "the feature `regex` makes it"))]
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
    /// The field, which has a step and a least value that it is counted from.
    StepSizeFrom(&'static FieldSchema),
    MaxDigits(u32),
    MaxDecimalPlaces(u32),
    MaxWholeDigits(u32),
    /// Something else than a list, where a list is asked for.
    InvalidList,
    /// The clocks of that zone never show it, or show it twice.
    AmbiguousTimeZone(&'static TimeZone),
    /// There is no such zone where the program runs.
    UnknownTimeZone(&'static TimeZone),
    /// One moment is asked for, and nothing says where the clock stands.
    MissingTimeZone,
    /// The time of a clock is asked for, wherever it stands.
    UnwantedTimeZone,
    /// A length of time that no one keeps.
    Overflow,
    /// Of a date and a time in two parts, the one that was not given.
    #[cfg_attr(
        not(any(feature = "jiff", feature = "chrono", feature = "time")),
        allow(dead_code, reason = "of types of these")
    )]
    InvalidDate,
    #[cfg_attr(
        not(any(feature = "jiff", feature = "chrono", feature = "time")),
        allow(dead_code, reason = "of types of these")
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
    /// An unknown key, which looks like a key and may be shown.
    Unknown(Box<Box<str>>),
    /// One or more unknown keys of one form, which no output shows.
    UnknownHidden,
    /// A JSON document that came as an urlencoded body.
    JsonAsForm,
    Index,
    /// The field that it must equal.
    Mismatch(&'static FieldSchema),
    /// The field that it must differ from.
    Same(&'static FieldSchema),
    /// How it must compare with that field.
    Compared(Relation, &'static FieldSchema),
    /// The fields of which one must be given.
    AtLeastOne(Box<Box<[&'static FieldSchema]>>),
    /// The fields of which only one may be given.
    AtMostOne(Box<Box<[&'static FieldSchema]>>),
    Unique,
    /// The form was sent to have its page again with other rows.
    RowsChanged,
    /// The page that the form was sent from did not show everything.
    PageCut,
    PasswordTooShort(u32),
    PasswordTooLong(u32),
    PasswordTooCommon,
    /// Little more than a common one, a sequence or a repetition.
    PasswordDerived,
    #[cfg_attr(
        not(any(feature = "zxcvbn", test)),
        expect(dead_code, reason = "the feature `zxcvbn` makes it")
    )]
    PasswordTooWeak {
        min_score: u8,
        weakness: Weakness,
    },
    PasswordEntirelyNumeric,
    PasswordTooSimilar(&'static FieldSchema),
    /// The body as a whole.
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

/// Makes a [`Problem`] of a code, a message and parameters. The code and the message are constants; a placeholder of the message that
/// is neither `{label}`, `{Label}` nor one of the parameters does not compile: the error names it, and those that there are.
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

impl Problem {
    /// A problem of your own: a code for machines, a message for people.
    #[cold]
    pub fn new(code: impl Into<Cow<'static, str>>, message: impl Into<Cow<'static, str>>) -> Self {
        Problem(Fault::Custom(Box::new(Custom {
            code: code.into(),
            message: message.into(),
            params: Vec::new(),
        })))
    }
    /// The value is missing: code `required`.
    pub const fn required() -> Self {
        Problem(Fault::Required)
    }
    /// The value is not of the field's kind: code `invalid`.
    pub const fn invalid() -> Self {
        Problem(Fault::Invalid)
    }
    /// The value is taken already, as the database says: code `unique`, Django's. For
    /// [`Receipt::reject`](crate::Receipt::reject).
    pub const fn unique() -> Self {
        Problem(Fault::Unique)
    }
    /// This problem with a parameter, for its message and for machines. A problem of the library's own (whose
    /// parameters are fixed) stays as it is.
    pub fn param(mut self, name: &'static str, value: impl Into<Param>) -> Self {
        if let Fault::Custom(custom) = &mut self.0 {
            custom.params.push((name, value.into()));
        }
        self
    }
    /// The first placeholder of its message that names no parameter.
    #[cold]
    pub(crate) fn unknown_placeholder(&self) -> Option<&str> {
        match &self.0 {
            Fault::Custom(custom) => template::unknown_name(&custom.message, &custom.code, &custom.params),
            _ => None,
        }
    }
    /// The code: Django's where Django has one.
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
    /// Returns the parameters, by name. They never hold the submitted value; at most one
    /// invisible character of it is named.
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

/// The name of a character in Unicode's notation: `U+200B`.
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

/// The step of a field, what it is counted from, and the first two values behind that.
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
