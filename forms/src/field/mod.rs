//! Converts raw values to typed values. Each type has one function for all formats; the settings of a field
//! come from its schema.

mod access;
mod boolean;
mod builder;
mod builder_bounds;
mod builder_files;
mod builder_lists;
mod changes;
mod character;
mod choice;
mod choice_text;
mod collection;
mod comparable;
mod date_time;
#[cfg(any(feature = "rust_decimal", feature = "bigdecimal"))]
mod decimal;
mod domain_name;
mod duration;
mod email;
#[cfg(feature = "multipart")]
mod file;
mod initial;
mod input;
mod ip;
mod json;
mod keyed_rows;
mod list;
mod markers;
mod newtype;
mod non_zero;
mod number;
mod optional;
mod phone_number;
mod repeats;
mod secret;
#[cfg(feature = "password-hash")]
mod secret_hash;
mod shared_text;
mod slug;
mod text;
mod text_newtype;
mod text_rules;
mod unique;
mod url;
mod username;
#[cfg(feature = "uuid")]
mod uuid;
mod whole_number;
mod written;

pub use builder::Field;
#[doc(hidden)]
pub use changes::Changes;
pub(crate) use changes::Written;
pub use choice::Choice;
#[doc(hidden)]
pub use choice::clean_choice;
pub(crate) use choice_text::read_choice;
pub use comparable::Comparable;
pub(crate) use comparable::comparable;
pub use domain_name::DomainName;
pub use email::Email;
#[doc(hidden)]
pub use initial::Shown;
pub(crate) use initial::changed_rows;
#[doc(hidden)]
pub use input::FieldInput;
pub(crate) use keyed_rows::RowReport;
#[doc(hidden)]
pub use keyed_rows::{KeyColumn, RowKey, RowKeyColumn, SubmittedKey};
pub use markers::{
    DateTimeField, DecimalField, FileField, ListField, NumberField, SecretField, TextField, ZonedField,
};
pub(crate) use newtype::document;
#[doc(hidden)]
pub use newtype::{Newtype, Valid, assert_newtype};
#[cfg(feature = "fuzzing")]
pub(crate) use non_zero::ZERO;
pub use phone_number::PhoneNumber;
pub use secret::Password;
pub use slug::{Slug, UnicodeSlug};
pub use url::Url;
pub use username::Username;

#[cfg(any(feature = "jiff", feature = "chrono", feature = "time"))]
pub use date_time::{DateAndTime, SplitDateTime};

pub(crate) use repeats::{as_compared, page_text};
pub(crate) use text::FromText;
pub(crate) use unique::MOST_COMPARED;

use crate::{
    BindContext, RawValue,
    bind::ChoiceValue,
    error::{Code, Fault},
    schema::{ChoiceText, FieldSchema, Kind, ListSize, RuleSet, TextFormat, WrittenBy},
    validator::Context,
};
use std::{any::Any, borrow::Cow, hash::Hasher};

/// A type that a field of a form can have.
///
/// Implemented for texts, `char`, numbers, `bool`, `Option`, `Vec`, arrays, `BTreeSet` and `HashSet`, [`Email`], [`Url`], [`Username`], [`Slug`],
/// [`DomainName`], [`PhoneNumber`], [`Password`], the addresses of [`std::net`] and `serde_json::Value`.
/// `#[derive(Form)]` and `#[derive(Choice)]` implement it for forms and choices.
///
/// `#[derive(FieldType)]` implements it for a newtype whose rules belong to the type:
/// [`manual::fields_newtypes`](crate::manual::fields_newtypes).
///
/// A type that wraps one of these can also delegate to its implementation by hand:
///
/// ```
/// use forms::{Body, BindContext, FieldSchema, FieldType, Form, Kind, RawValue, field::NumberField};
/// use std::borrow::Cow;
///
/// #[derive(Debug, Clone, Copy, PartialEq)]
/// struct UserId(i64);
///
/// impl FieldType for UserId {
///     type Subject = Self;
///     const KIND: Kind = i64::KIND;
///     fn clean<'b>(raw: &RawValue<'b>, field: &'static FieldSchema, cx: &mut BindContext<'b>) -> Option<Self> {
///         i64::clean(raw, field, cx).map(UserId)
///     }
///     fn to_text(&self) -> Option<Cow<'_, str>> { self.0.to_text() }
/// }
/// // enables `min`, `max` and `step`
/// impl NumberField for UserId { const WHOLE: bool = true; }
///
/// #[derive(Form)]
/// #[form(fields = all)]
/// struct Transfer {
///     #[form(min = 1)]
///     to: UserId,
/// }
///
/// assert_eq!(Transfer::bind(&Body::form("to=7")).into_result().unwrap().to, UserId(7));
/// assert_eq!(Transfer::bind(&Body::form("to=0")).errors().to_string(), "to: To must be 1 or more.\n");
/// ```
///
/// Use `impl forms::field::TextField for Name {}` in the same way for `min_length`, `max_length`, `regex` and
/// the other rules for texts. They check the result of [`to_text`](Self::to_text).
///
/// Do not call `String::clean` in a type that changes the text, because it also applies the rules to the
/// submitted text. Use [`BindContext::parse`] instead, which checks only the final value. (`max_length`
/// always limits the submitted text too.)
///
/// ```
/// use forms::{Body, BindContext, FieldSchema, FieldType, Form, Kind, RawValue, field::TextField};
/// use std::borrow::Cow;
///
/// /// The plate of a car, in capitals.
/// #[derive(Debug, Clone, PartialEq)]
/// struct Plate(String);
///
/// impl FieldType for Plate {
///     type Subject = str; // rules check the text of `to_text`
///     const KIND: Kind = Kind::Text;
///     fn clean<'b>(raw: &RawValue<'b>, field: &'static FieldSchema, cx: &mut BindContext<'b>) -> Option<Self> {
///         cx.parse(raw, field, |text| Ok(Plate(text.to_uppercase())))
///     }
///     fn to_text(&self) -> Option<Cow<'_, str>> { Some((&self.0).into()) }
/// }
/// impl TextField for Plate {}
///
/// #[derive(Form)]
/// #[form(fields = all)]
/// struct Car {
///     #[form(regex = "[A-Z0-9 -]+")]
///     plate: Plate,
/// }
/// assert_eq!(Car::bind(&Body::form("plate=b-ab+123")).into_result().unwrap().plate, Plate("B-AB 123".into()));
/// ```
///
/// The page's `pattern` is the `regex`, so that a browser rejects small letters here. Write a `regex` that
/// also matches such input (`[A-Za-z0-9 -]+`), or check the format in `parse` instead.
///
/// Any other type reads its value through the [`BindContext`], in most cases as a text:
///
/// ```
/// use forms::{BindContext, FieldSchema, FieldType, Kind, Problem, RawValue};
/// use std::borrow::Cow;
///
/// #[derive(Debug, Clone, PartialEq)]
/// struct Colour(u32);
///
/// impl FieldType for Colour {
///     type Subject = Self;
///     const KIND: Kind = Kind::Text;
///     const DESCRIPTION: &'static str = "a colour, such as #336699";
///     fn clean<'b>(raw: &RawValue<'b>, field: &'static FieldSchema, cx: &mut BindContext<'b>) -> Option<Self> {
///         cx.parse(raw, field, |text| {
///             let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.bytes().all(|digit| digit.is_ascii_hexdigit()));
///             digits.and_then(|digits| u32::from_str_radix(digits, 16).ok()).map(Colour)
///                 .ok_or_else(|| Problem::new("colour", "Enter {label} as a colour, such as #336699."))
///         })
///     }
///     fn to_text(&self) -> Option<Cow<'_, str>> { Some(format!("#{:06x}", self.0).into()) }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a form field",
    label = "no form can bind a value of this type",
    note = "leave the field out of `fields`, and provide its value in the rest when you create the model",
    note = "for an enum without data: `#[derive(forms::Choice)]`; for a struct of its own fields: `#[derive(forms::Form)]` with `#[form(fields = all)]`",
    note = "for any other type of your own: implement `forms::FieldType`",
    note = "for dates, decimals, UUIDs and URLs of other crates: the feature of `forms` that has the crate's name (`jiff`, `chrono`, `time`, `rust_decimal`, `bigdecimal`, `uuid`, `url`); a type of another version of that crate is another type"
)]
pub trait FieldType: Sized + Clone + PartialEq + 'static {
    /// The type that rules such as `validate` receive. For your own type, use `Self` for rules that take the
    /// value, or `str` for rules that take its [`to_text`](Self::to_text). `Option` and `Vec` use the type of
    /// their content.
    type Subject: ?Sized + 'static;
    /// The kind of the value, which decides how the field is displayed and described.
    const KIND: Kind;
    /// `true` if a value is required by default.
    const REQUIRED: bool = true;
    /// `true` if the type has an empty value. `required = false` needs one.
    const MAY_BE_EMPTY: bool = false;
    /// `true` if the type is an `Option`.
    #[doc(hidden)]
    const OPTIONAL: bool = false;
    /// `true` if the type is an `Option` of an `Option`, or contains one.
    #[doc(hidden)]
    const NESTS_OPTIONS: bool = false;
    /// The format of the text, for types that guarantee one.
    const FORMAT: Option<&'static TextFormat> = None;
    /// The rules of a newtype with `#[derive(FieldType)]`, as the schema of a field.
    #[doc(hidden)]
    const OF_TYPE: Option<&'static FieldSchema> = None;
    /// Attributes of the `<input>`, for example its `type`: `&[("type", "color")]`. Attributes from a
    /// declaration or a page take precedence.
    const INPUT: &'static [(&'static str, &'static str)] = &[];
    /// What a value is, for the [description](crate::FormSchema::describe) of a form: `"a colour, such as #336699"`.
    /// If it is empty, the description has the words for the [`KIND`](Self::KIND), such as "text".
    const DESCRIPTION: &'static str = "";
    /// The codes of the type's own problems, for the [description](crate::FormSchema::describe) of a form.
    const CODES: &'static [Code] = &[];

    /// The number of items, if the type is a set or an array.
    #[doc(hidden)]
    const SIZE: ListSize = ListSize::Any;
    /// `true` if [`hash_value`](Self::hash_value) is implemented. `unique_items` needs it for lists of more
    /// than 100 items.
    const HASHES: bool = false;

    /// `true` if the type is a moment in time: a date and time with an offset. Its text ends with an offset.
    #[doc(hidden)]
    const HAS_OFFSET: bool = false;

    /// Converts a raw value. Returns `None` and reports a problem to the [`BindContext`] if the value is
    /// invalid. Not called for missing values, nor for blank values of optional fields.
    fn clean<'b>(raw: &RawValue<'b>, field: &'static FieldSchema, cx: &mut BindContext<'b>) -> Option<Self>;

    /// Returns the value as a text, as a user would type it and as it is submitted. Returns `None` for a
    /// value that is not displayed: a secret, or `None`.
    fn to_text(&self) -> Option<Cow<'_, str>>;

    /// Returns the text for comparing a value with the choices of a field. Equal values must have the same
    /// text.
    ///
    /// The default is [`to_text`](Self::to_text). Implement it for your own type if equal values can have
    /// different texts (`1.5` and `1.50`).
    fn canonical_text(&self) -> Option<Cow<'_, str>> {
        self.to_text()
    }

    /// Returns whether this is the empty value, which counts as missing: an empty text, `None`, an empty
    /// list, `false`. Rules between fields use it.
    fn is_blank(&self) -> bool {
        Self::MAY_BE_EMPTY && self.to_text().is_none_or(|text| text.is_empty())
    }

    /// Returns whether `text` is equal to [`to_text`](Self::to_text).
    #[doc(hidden)]
    #[inline(always)]
    fn has_text(&self, text: &str) -> bool {
        self.to_text().as_deref() == Some(text)
    }
    /// Returns whether the raw value repeats this value, in the text that a page displays or as in JSON. If
    /// not, the JSON reader is not moved.
    #[doc(hidden)]
    #[inline(never)]
    fn repeats<'b>(&self, raw: &RawValue<'b>, field: &'static FieldSchema, cx: &mut BindContext<'b>) -> bool {
        // forms override this method and compare field by field
        !const { Self::KIND.is_compound() } && repeats::scalar(self, raw, field, cx)
    }

    /// Feeds the value to a hasher, like [`Hash`](std::hash::Hash): equal values must feed the same data. If
    /// [`HASHES`](Self::HASHES) is set, `unique_items` uses the hash to find equal items in long lists.
    fn hash_value<H: Hasher>(&self, state: &mut H) {
        let _ = state;
    }

    /// Calls [`clean`](Self::clean), applies the rules of the field, and stores the result in `out`.
    #[doc(hidden)]
    #[inline(always)]
    fn fill(input: FieldInput<'_, '_, Self>, out: &mut Option<Self>) {
        let FieldInput { raw, field, context, .. } = input;
        *out = Self::clean(raw, field, context);
        let obeys =
            !field.has_rules_of(const { &Self::KIND }) || meets_declared_rules(out.as_ref(), field, context);
        if field.is_judged {
            validate_value(out, field, context);
        }
        if !obeys {
            *out = None;
        }
    }
    /// Returns whether all parts of the raw value are `null`, and skips it in that case.
    #[doc(hidden)]
    #[inline(always)]
    fn is_nothing<'b>(raw: &RawValue<'b>, cx: &mut BindContext<'b>) -> bool {
        let _ = (raw, cx);
        false
    }
    /// `true` if an update changes the fields of a present value instead of replacing it, as forms do.
    #[doc(hidden)]
    const MERGES: bool = false;
    /// Parses one of the field's choices.
    #[doc(hidden)]
    fn read_choice(
        text: &str,
        by: WrittenBy,
        field: &'static FieldSchema,
        context: &(dyn Any + Send + Sync),
    ) -> Option<ChoiceText> {
        read_choice::<Self>(text, by, field, context)
    }
    /// Returns the value for a missing key, or reports a problem.
    #[doc(hidden)]
    fn absent(field: &'static FieldSchema, cx: &mut BindContext<'_>) -> Option<Self> {
        let _ = field;
        cx.refuse(Fault::Required)
    }
    /// Records, in an update, whether the value differs from the present one.
    #[doc(hidden)]
    fn note_change(&self, present: &Self, cx: &mut BindContext<'_>) {
        if self != present {
            cx.note_change();
        }
    }
    /// Writes the recorded changes to the model.
    #[doc(hidden)]
    fn apply(self, target: &mut Self, changes: &mut Changes<'_>) -> bool {
        changes.write(target, self)
    }
    /// Adds the texts of the value to `shown`, including those of nested forms and lists.
    #[doc(hidden)]
    fn show(&self, shown: &mut Shown) {
        shown.text(self.to_text());
    }
    /// Adds the defaults of a form's fields to `shown`, to display a blank form.
    #[doc(hidden)]
    fn show_defaults(shown: &mut Shown) {
        let _ = shown;
    }
}

/// Checks a value of a custom type against the rules for texts or numbers, because its `clean` may not have
/// applied them.
#[inline(never)]
fn meets_declared_rules<T: FieldType>(
    value: Option<&T>,
    field: &'static FieldSchema,
    cx: &mut BindContext<'_>,
) -> bool {
    match (value.and_then(T::to_text), &T::KIND) {
        (Some(text), Kind::Integer | Kind::Float) => number::meets_declared_rules(&text, field, cx),
        (Some(text), _) => text.is_empty() || text_rules::meets_declared_rules(&text, field, cx),
        (None, _) => true,
    }
}

/// Applies the custom rules to a value that `clean` did not check. The rules take the value, or else its
/// text.
#[inline(never)]
pub(crate) fn validate_value<T: FieldType>(
    out: &mut Option<T>,
    field: &'static FieldSchema,
    cx: &mut BindContext<'_>,
) {
    let Some(value) = out else { return };
    let is_available = is_available(value, field, cx);
    let valid = if field.rule_sets().all(<dyn RuleSet>::judges::<T>) {
        obeys(value, field, cx) && is_available
    } else if field.rule_sets().all(<dyn RuleSet>::judges::<str>) {
        obeys(&*value.to_text().unwrap_or_default(), field, cx) && is_available
    } else {
        // the rules take another type and cannot be applied: reject the value
        cx.fault(Fault::Invalid);
        false
    };
    if !valid {
        *out = None;
    }
}

/// Applies the custom rules and the choices of the field to a value. Reports all problems.
#[inline(always)]
pub(crate) fn validate<S: ?Sized + ChoiceValue + 'static>(
    subject: &S,
    field: &'static FieldSchema,
    cx: &mut BindContext<'_>,
) -> bool {
    !field.is_judged || apply_rules(subject, field, cx)
}

#[inline(never)]
fn apply_rules<S: ?Sized + ChoiceValue + 'static>(
    subject: &S,
    field: &'static FieldSchema,
    cx: &mut BindContext<'_>,
) -> bool {
    let is_available = is_available(subject, field, cx);
    obeys(subject, field, cx) && is_available
}

/// Returns whether the value is one of the field's choices, if it has any. Reports a problem otherwise.
fn is_available<S: ?Sized + ChoiceValue>(
    subject: &S,
    field: &'static FieldSchema,
    cx: &mut BindContext<'_>,
) -> bool {
    let is_available = field.choices.is_none() || cx.reads_choice || cx.offers(field, subject);
    if !is_available {
        cx.fault(Fault::InvalidChoice);
    }
    is_available
}

/// Applies the custom rules only, for forms, which have no choices.
pub(crate) fn obeys<S: ?Sized + 'static>(
    subject: &S,
    field: &'static FieldSchema,
    cx: &mut BindContext<'_>,
) -> bool {
    if cx.reads_choice {
        return true;
    }
    let (mut accepted, context) = (true, Context::new(cx.context));
    for rules in field.rule_sets().filter_map(|rules| rules.of::<S>()) {
        for rule in rules.all {
            if let Err(problem) = rule.validate_with(subject, context) {
                cx.problem(problem);
                accepted = false;
            }
        }
    }
    accepted
}

impl ChoiceValue for str {
    fn choice_text(&self) -> Option<Cow<'_, str>> {
        Some(Cow::Borrowed(self))
    }
    fn canonical(&self) -> Option<Cow<'_, str>> {
        Some(Cow::Borrowed(self))
    }
}

impl<T: FieldType> ChoiceValue for T {
    fn choice_text(&self) -> Option<Cow<'_, str>> {
        self.to_text()
    }
    fn canonical(&self) -> Option<Cow<'_, str>> {
        self.canonical_text()
    }
}
