//! Raw value -> typed value: one function per type, for all formats; what differs between fields is read from the
//! form's table.

mod access;
mod boolean;
mod builder;
mod builder_bounds;
mod changes;
mod choice;
mod choice_text;
mod comparable;
mod date_time;
#[cfg(any(feature = "rust_decimal", feature = "bigdecimal"))]
mod decimal;
mod domain_name;
mod duration;
mod email;
mod initial;
mod ip;
mod json;
mod list;
mod markers;
mod number;
mod optional;
mod phone_number;
mod repeats;
mod secret;
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

#[doc(hidden)]
pub use access::{At, clean_with};
pub use builder::Field;
#[doc(hidden)]
pub use changes::Changes;
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
pub use markers::{DateTimeField, DecimalField, ListField, NumberField, SecretField, TextField, ZonedField};
pub use phone_number::PhoneNumber;
pub use secret::Password;
pub use slug::{Slug, UnicodeSlug};
pub use url::Url;
pub use username::Username;

#[cfg(any(feature = "jiff", feature = "chrono", feature = "time"))]
pub use date_time::{DateAndTime, SplitDateTime};

pub(crate) use repeats::{as_compared, page_text};
pub(crate) use text::Make;
pub(crate) use unique::MOST_COMPARED;

use crate::{
    BindContext, RawValue,
    bind::ChoiceValue,
    error::{Code, Fault},
    schema::{ChoiceText, FieldSchema, Kind, RuleSet, TextFormat, WrittenBy},
    validator::Context,
};
use std::{any::Any, borrow::Cow, hash::Hasher};

/// A type that a form's field may have.
///
/// Implemented for texts, numbers, `bool`, `Option`, `Vec`, [`Email`], [`Url`], [`Username`], [`Slug`], [`DomainName`],
/// [`PhoneNumber`], [`Password`], the addresses of [`std::net`], `serde_json::Value`, and by
/// `#[derive(Form)]` and `#[derive(Choice)]` for forms and choices.
///
/// A type of your own that stands for one of these is read as that one is:
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
/// // and `min`, `max` and `step` fit it
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
/// `impl forms::field::TextField for Name {}` does the same for `min_length`, `max_length`, `regex` and the other rules for texts.
/// They judge what [`to_text`](Self::to_text) gives. Do not call `String::clean` for a type that changes the text: it judges what was
/// typed by the same rules. [`BindContext::parse`] judges the finished value alone (`max_length` bounds what was typed in any case):
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
///     type Subject = str; // rules judge the text of `to_text`
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
/// The page's `pattern` is that of the `regex`, so a browser refuses small letters here. Write a `regex` of what may be typed
/// (`[A-Za-z0-9 -]+`), or check the shape in `parse` instead.
///
/// Any other type takes its value through the [`BindContext`], most often as a text:
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
///     fn clean<'b>(raw: &RawValue<'b>, field: &'static FieldSchema, cx: &mut BindContext<'b>) -> Option<Self> {
///         cx.parse(raw, field, |text| {
///             let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.bytes().all(|digit| digit.is_ascii_hexdigit()));
///             digits.and_then(|digits| u32::from_str_radix(digits, 16).ok()).map(Colour)
///                 .ok_or_else(|| Problem::new("colour", "Give {label} as a colour, such as #336699."))
///         })
///     }
///     fn to_text(&self) -> Option<Cow<'_, str>> { Some(format!("#{:06x}", self.0).into()) }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a form field",
    label = "no form can bind a value of this type",
    note = "leave the field out of `fields`: whoever creates the model gives it in the rest",
    note = "for an enum without data: `#[derive(forms::Choice)]`; for a struct of its own fields: `#[derive(forms::Form)]` with `#[form(fields = all)]`",
    note = "for any other type of your own: implement `forms::FieldType`",
    note = "for dates, decimals, UUIDs and URLs of other crates: the feature of `forms` that has the crate's name (`jiff`, `chrono`, `time`, `rust_decimal`, `bigdecimal`, `uuid`, `url`); a type of another version of that crate is another type"
)]
pub trait FieldType: Sized + Clone + PartialEq + 'static {
    /// What a rule such as `validate` is given. A type of your own writes `Self` for rules that take the value, or `str` for
    /// rules that take its [`to_text`](Self::to_text). (Of `Option` and `Vec` it is what those within have.)
    type Subject: ?Sized + 'static;
    /// What it is, for whoever draws or describes it.
    const KIND: Kind;
    /// Whether a value must be given, where the declaration does not say.
    const REQUIRED: bool = true;
    /// Whether the type has an empty value, so that nothing need be given: what `required = false` asks for.
    const MAY_BE_EMPTY: bool = false;
    /// Whether it may hold nothing: of an `Option`.
    #[doc(hidden)]
    const OPTIONAL: bool = false;
    /// Whether it is an `Option` of an `Option`, or a list of such.
    #[doc(hidden)]
    const NESTS_OPTIONS: bool = false;
    /// The shape of the text, for types that stand for one.
    const FORMAT: Option<&'static TextFormat> = None;
    /// Attributes of the `<input>` that asks for it, among them its `type`: `&[("type", "color")]`. What a declaration or
    /// a page says counts before.
    const INPUT: &'static [(&'static str, &'static str)] = &[];
    /// The codes of problems of its own, for whoever [describes](crate::FormSchema::describe) a form.
    const CODES: &'static [Code] = &[];

    /// Whether [`hash_value`](Self::hash_value) is written, so that `unique_items` fits lists of more than 100 items.
    const HASHES: bool = false;

    /// Whether it is a date and time that is one moment, wherever it is seen from: its text ends in an offset.
    #[doc(hidden)]
    const HAS_OFFSET: bool = false;

    /// The typed value; or `None`, and a problem reported to the [`BindContext`]. Called with a value that was given; blank
    /// values of optional fields never come here.
    fn clean<'b>(raw: &RawValue<'b>, field: &'static FieldSchema, cx: &mut BindContext<'b>) -> Option<Self>;

    /// The value as a person would type it and the wire carries it; none for what is not shown: a secret, or nothing.
    fn to_text(&self) -> Option<Cow<'_, str>>;

    /// Returns the text by which values are compared, where a field has choices: values that are equal have the same. By
    /// default [`to_text`](Self::to_text); a type of your own whose equal values may have different texts says another
    /// (`1.5` and `1.50`).
    fn canonical_text(&self) -> Option<Cow<'_, str>> {
        self.to_text()
    }

    /// Whether it is the empty value, as if nothing had been given: an empty text, `None`, no items, `false`. Rules
    /// between fields ask it.
    fn is_blank(&self) -> bool {
        Self::MAY_BE_EMPTY && self.to_text().is_none_or(|text| text.is_empty())
    }

    /// Returns whether that text is [`to_text`](Self::to_text).
    #[doc(hidden)]
    #[inline(always)]
    fn has_text(&self, text: &str) -> bool {
        self.to_text().as_deref() == Some(text)
    }
    /// Returns whether what was submitted repeats this value, in the text that a page shows or as JSON gives it. If not, the
    /// JSON reader is where it was.
    #[doc(hidden)]
    #[inline(never)]
    fn repeats<'b>(&self, raw: &RawValue<'b>, field: &'static FieldSchema, cx: &mut BindContext<'b>) -> bool {
        // a form is compared field by field
        !const { Self::KIND.is_compound() } && repeats::scalar(self, raw, field, cx)
    }

    /// Feeds the value to a hasher, as [`Hash`](std::hash::Hash) does: values that are equal feed the same. With
    /// [`HASHES`](Self::HASHES), `unique_items` finds the equal ones among many by it.
    fn hash_value<H: Hasher>(&self, state: &mut H) {
        let _ = state;
    }

    /// [`clean`](Self::clean) and the field's rules, with the answer written where it belongs.
    #[doc(hidden)]
    #[inline(always)]
    fn fill<'b>(
        out: &mut Option<Self>,
        raw: &RawValue<'b>,
        field: &'static FieldSchema,
        _present: Option<&Self>,
        cx: &mut BindContext<'b>,
    ) {
        *out = Self::clean(raw, field, cx);
        let obeys = !field.has_rules_of(const { &Self::KIND }) || obeys_declared(out.as_ref(), field, cx);
        if field.is_judged {
            judge_whole(out, field, cx);
        }
        if !obeys {
            *out = None;
        }
    }
    /// Whether what was given says by its parts that it is nothing, which is then passed over.
    #[doc(hidden)]
    #[inline(always)]
    fn is_nothing<'b>(raw: &RawValue<'b>, cx: &mut BindContext<'b>) -> bool {
        let _ = (raw, cx);
        false
    }
    /// True for forms: an update writes field by field into a value that is there.
    #[doc(hidden)]
    const MERGES: bool = false;
    /// Reads one of the field's choices.
    #[doc(hidden)]
    fn read_choice(
        text: &str,
        by: WrittenBy,
        field: &'static FieldSchema,
        context: &(dyn Any + Send + Sync),
    ) -> Option<ChoiceText> {
        read_choice::<Self>(text, by, field, context)
    }
    /// What stands in for a value that was not given.
    #[doc(hidden)]
    fn absent(field: &'static FieldSchema, cx: &mut BindContext<'_>) -> Option<Self> {
        let _ = field;
        cx.refuse(Fault::Required)
    }
    /// Notes, on an update, that the value is another than the present one.
    #[doc(hidden)]
    fn note_change(&self, present: &Self, cx: &mut BindContext<'_>) {
        if self != present {
            cx.note_change();
        }
    }
    /// Writes into the model what was noted.
    #[doc(hidden)]
    fn apply(self, target: &mut Self, changes: &mut Changes<'_>) -> bool {
        changes.write(target, self)
    }
    /// Hands its text, and of forms and lists those within, to whoever shows it.
    #[doc(hidden)]
    fn show(&self, shown: &mut Shown) {
        shown.text(self.to_text());
    }
    /// Of a form: hands the defaults of its fields to whoever shows a blank one.
    #[doc(hidden)]
    fn show_defaults(shown: &mut Shown) {
        let _ = shown;
    }
}

/// What a declaration asks of a type of a user's own that is a text or a number: its `clean` may have taken the value without it.
#[inline(never)]
fn obeys_declared<T: FieldType>(
    value: Option<&T>,
    field: &'static FieldSchema,
    cx: &mut BindContext<'_>,
) -> bool {
    match (value.and_then(T::to_text), &T::KIND) {
        (Some(text), Kind::Integer | Kind::Float) => number::obeys_declared(&text, field, cx),
        (Some(text), _) => text.is_empty() || text_rules::obeys_declared(&text, field, cx),
        (None, _) => true,
    }
}

/// The rules of a type that takes its value by `clean` alone: it is its own subject, or its text is.
#[inline(never)]
pub(crate) fn judge_whole<T: FieldType>(
    out: &mut Option<T>,
    field: &'static FieldSchema,
    cx: &mut BindContext<'_>,
) {
    let Some(value) = out else { return };
    let is_offered = is_offered(value, field, cx);
    let judged = if field.rules.is_none_or(<dyn RuleSet>::judges::<T>) {
        obeys(value, field, cx) && is_offered
    } else if field.rules.is_some_and(<dyn RuleSet>::judges::<str>) {
        obeys(&*value.to_text().unwrap_or_default(), field, cx) && is_offered
    } else {
        // no one can show the rules what they judge: nothing is accepted unjudged
        cx.fault(Fault::Invalid);
        false
    };
    if !judged {
        *out = None;
    }
}

/// Judges a value by the declaration's own rules; every problem is reported.
#[inline(always)]
pub(crate) fn judge<S: ?Sized + ChoiceValue + 'static>(
    subject: &S,
    field: &'static FieldSchema,
    cx: &mut BindContext<'_>,
) -> bool {
    !field.is_judged || judge_by_rules(subject, field, cx)
}

#[inline(never)]
fn judge_by_rules<S: ?Sized + ChoiceValue + 'static>(
    subject: &S,
    field: &'static FieldSchema,
    cx: &mut BindContext<'_>,
) -> bool {
    let is_offered = is_offered(subject, field, cx);
    obeys(subject, field, cx) && is_offered
}

/// Whether the value is one of the field's choices, if it has any; reported if not.
fn is_offered<S: ?Sized + ChoiceValue>(
    subject: &S,
    field: &'static FieldSchema,
    cx: &mut BindContext<'_>,
) -> bool {
    let is_offered = field.choices.is_none() || cx.reads_choice || cx.offers(field, subject);
    if !is_offered {
        cx.fault(Fault::InvalidChoice);
    }
    is_offered
}

/// The rules alone: a form is never chosen.
pub(crate) fn obeys<S: ?Sized + 'static>(
    subject: &S,
    field: &'static FieldSchema,
    cx: &mut BindContext<'_>,
) -> bool {
    let rules = field.rules.filter(|_| !cx.reads_choice);
    let Some(rules) = rules.and_then(|rules| rules.of::<S>()) else { return true };
    let (mut accepted, context) = (true, Context::new(cx.context));
    for rule in rules.all {
        if let Err(problem) = rule.validate_with(subject, context) {
            cx.problem(problem);
            accepted = false;
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
