//! A date and a time in two controls, as in Django's `SplitDateTimeField`.

use super::{is_within, with_offset};
use crate::{
    BindContext, Comparable, FieldSchema, FieldType, Kind, RawValue,
    bind::{self, Target, urlencoded},
    body::{Format, Given, json},
    date_time::{Holds, Parts, parts_of, written},
    error::{Code, Fault},
    field::{DateTimeField, Field, FieldInput, ZonedField, initial::Shown, repeats},
    schema::FormSchema,
};
use std::{borrow::Cow, ops::Deref};

/// A date and time that is entered in two controls, as in Django's `SplitDateTimeField`. It is submitted with
/// two keys, `when.date` and `when.time`, or in JSON as `{"date": "2024-01-31", "time": "10:20"}`.
///
/// `T` is `jiff::civil::DateTime`, `chrono::NaiveDateTime` or `time::PrimitiveDateTime`. If the field has a
/// `time_zone`, `T` may also be a type for a moment in time. The value dereferences to the inner one.
///
#[cfg_attr(feature = "jiff", doc = "```")]
#[cfg_attr(not(feature = "jiff"), doc = "```ignore")]
/// use forms::{Body, Form, SplitDateTime};
/// use jiff::civil::DateTime;
///
/// #[derive(Form)]
/// #[form(fields = all)]
/// struct Meeting {
///     starts: SplitDateTime<DateTime>,
///     ends: Option<SplitDateTime<DateTime>>,
/// }
///
/// let meeting = Meeting::bind(&Body::form("starts.date=2027-03-31&starts.time=13:30&ends.date=&ends.time=")).into_result()?;
/// assert_eq!(meeting.starts.to_string(), "2027-03-31T13:30:00");
/// assert!(meeting.ends.is_none());
///
/// let errors = Meeting::bind(&Body::form("starts.date=2027-02-30&ends.date=2027-03-31"));
/// let codes: Vec<_> = errors.errors().iter().map(|error| (error.path(), error.code().to_owned())).collect();
/// let expected = [("starts.date", "invalid"), ("starts.time", "required"), ("ends.time", "invalid_time")];
/// assert_eq!(codes, expected.map(|(path, code)| (path.to_owned(), code.to_owned())));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// Codes: `required` and `invalid` apply to each part, as for a separate field. If the value is optional and
/// only one part was submitted, `invalid_date` or `invalid_time` is reported for the other part. If both parts
/// are empty or `null`, an `Option` is `None`. `min_value` and `max_value` apply to the value as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SplitDateTime<T>(pub T);

impl<T> Deref for SplitDateTime<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.0
    }
}

/// A date and time type that [`SplitDateTime`] can hold.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be split into a date and a time",
    label = "this needs a date and time of `jiff`, `chrono` or `time`, whose features make them fields"
)]
pub trait DateAndTime: FieldType {
    #[doc(hidden)]
    fn from_parts(parts: &Parts) -> Option<Self>;
    #[doc(hidden)]
    fn to_parts(&self) -> Option<Parts>;
    /// Converts the value to the time zone of the field, if the type stores a time zone.
    #[doc(hidden)]
    fn in_zone_of(self, field: &FieldSchema) -> Self {
        let _ = field;
        self
    }
}

static FIELDS: [FieldSchema; 2] = [
    Field::<DatePart>::new("date").label("Date").build(),
    Field::<TimePart>::new("time").label("Time").build(),
];
/// The fields as they are read: both are optional, because a missing part is reported once both are known.
static INPUT_FIELDS: [FieldSchema; 2] =
    [Field::<Option<DatePart>>::new("date").build(), Field::<Option<TimePart>>::new("time").build()];
static SCHEMA: FormSchema = FormSchema::new("SplitDateTime", &FIELDS);

macro_rules! part {
    ($name:ident, $holds:ident, $code:literal) => {
        /// One part of the value. Its text is parsed only when the formats of the whole field are known.
        #[derive(Clone, PartialEq)]
        enum $name {
            Typed(String),
            Known(Parts),
        }
        impl FieldType for $name {
            type Subject = Self;
            const KIND: Kind = Kind::$holds;
            const CODES: &'static [Code] = &Code::of([$code]);
            fn clean<'b>(
                raw: &RawValue<'b>,
                field: &'static FieldSchema,
                cx: &mut BindContext<'b>,
            ) -> Option<Self> {
                cx.text(raw, field).map(|text| $name::Typed(text.into_owned()))
            }
            fn to_text(&self) -> Option<Cow<'_, str>> {
                match self {
                    $name::Typed(_) => None,
                    $name::Known(parts) => Some(Holds::$holds.text(parts).into()),
                }
            }
        }
        impl $name {
            fn read_for(self, whole: &'static FieldSchema, cx: &mut BindContext<'_>) -> Option<Self> {
                let $name::Typed(text) = self else { return Some(self) };
                match parts_of(&text, Holds::$holds, whole, cx.format == Format::Json) {
                    Some(parts) => Some($name::Known(parts)),
                    None => cx.refuse(Fault::Invalid),
                }
            }
        }
    };
}
part!(DatePart, Date, "invalid_date");
part!(TimePart, Time, "invalid_time");

/// The two parts while they are read. `None` is an invalid part, `Some(None)` a missing one.
#[expect(clippy::option_option, reason = "an invalid part differs from a missing one")]
struct SplitInput {
    whole: &'static FieldSchema,
    date: Option<Option<DatePart>>,
    time: Option<Option<TimePart>>,
    present: Option<Parts>,
}

impl Target for SplitInput {
    fn field<'b>(&mut self, i: usize, raw: &RawValue<'b>, cx: &mut BindContext<'b>) {
        let (field, present) = (&INPUT_FIELDS[i], self.present);
        if i == 0 {
            let present = present.map(DatePart::Known).map(Some);
            FieldInput { raw, field, present: present.as_ref(), context: &mut *cx }.read(&mut self.date);
            if let Some(Some(date)) = self.date.take_if(|date| date.is_some()) {
                self.date = date.read_for(self.whole, cx).map(Some);
            }
        } else {
            let present = present.map(TimePart::Known).map(Some);
            FieldInput { raw, field, present: present.as_ref(), context: &mut *cx }.read(&mut self.time);
            if let Some(Some(time)) = self.time.take_if(|time| time.is_some()) {
                self.time = time.read_for(self.whole, cx).map(Some);
            }
        }
    }
}

impl<T: DateAndTime> FieldType for SplitDateTime<T> {
    type Subject = Self;
    const KIND: Kind = Kind::Form(|| &SCHEMA);
    const HAS_OFFSET: bool = T::HAS_OFFSET;
    fn clean<'b>(raw: &RawValue<'b>, field: &'static FieldSchema, cx: &mut BindContext<'b>) -> Option<Self> {
        FieldInput::new(raw, field, cx).clean()
    }
    fn to_text(&self) -> Option<Cow<'_, str>> {
        None
    }
    fn fill(input: FieldInput<'_, '_, Self>, out: &mut Option<Self>) {
        let FieldInput { raw, field, present, context: cx } = input;
        let present = present.and_then(|present| present.shown_at(field));
        let input = FieldInput { raw, field, present: present.as_ref(), context: &mut *cx };
        let Some(parts) = read_parts(input, T::HAS_OFFSET) else { return };
        match T::from_parts(&parts) {
            Some(value) if is_within(&parts, true, field, cx) => {
                *out = Some(SplitDateTime(value.in_zone_of(field)));
            }
            Some(_) => {}
            None => cx.fault(Fault::Invalid),
        }
        if field.rules.is_some() {
            crate::field::validate_value(out, field, cx);
        }
    }
    /// Returns whether the raw value is `{"date": null, "time": null}`.
    fn is_nothing<'b>(raw: &RawValue<'b>, cx: &mut BindContext<'b>) -> bool {
        if !matches!(raw.0, Given::Json) || cx.json.first() != b'{' {
            return false;
        }
        let (from, mut seen) = (cx.json.place(), [false; 2]);
        let mut more = cx.json.open(b'}');
        while more {
            let part = cx.json.key().and_then(|(key, is_escaped)| {
                let key = if is_escaped { Cow::Owned(json::unescape(key)) } else { Cow::Borrowed(key) };
                FIELDS.iter().position(|field| field.name.as_str() == key)
            });
            cx.json.blanks();
            match part {
                Some(i) if !seen[i] && cx.json.eat_null() => seen[i] = true,
                _ => {
                    cx.json.back_out(from, 1);
                    return false;
                }
            }
            more = cx.json.more(b'}');
        }
        let is_nothing = seen == [true; 2];
        if !is_nothing {
            cx.json.back_to(from);
        }
        // count the members as if they had been read
        is_nothing && cx.count(seen.len() as u32)
    }
    fn repeats<'b>(&self, raw: &RawValue<'b>, field: &'static FieldSchema, cx: &mut BindContext<'b>) -> bool {
        repeats::form(self, raw, field, cx)
    }
    fn show(&self, shown: &mut Shown) {
        let field = shown.current_field();
        if let Some(parts) = field.map_or_else(|| self.0.to_parts(), |field| self.shown_at(field)) {
            let typed = |holds: Holds| match field {
                Some(field) if !shown.is_json() => written(&parts, holds, field),
                _ => holds.text(&parts),
            };
            let (date, time) = (typed(Holds::Date), typed(Holds::Time));
            shown.part(0, date);
            shown.part(1, time);
        }
    }
}

impl<T: DateAndTime> SplitDateTime<T> {
    /// Returns the parts in the time zone of the field.
    fn shown_at(&self, field: &FieldSchema) -> Option<Parts> {
        let parts = self.0.to_parts()?;
        let seen = field.time_zone.and_then(|zone| parts.seen_at(|seconds| zone.at(seconds)));
        Some(seen.unwrap_or(parts))
    }
}

impl<T: DateAndTime + ZonedField> ZonedField for SplitDateTime<T> {}

impl<T: DateAndTime + PartialOrd> Comparable for SplitDateTime<T> {
    type Value = T;
    fn comparable(&self) -> Option<&T> {
        Some(&self.0)
    }
}

impl<T: DateAndTime> DateTimeField for SplitDateTime<T> {
    const HAS_DATE: bool = true;
    const HAS_TIME: bool = true;
    const IN_PARTS: bool = true;
}

/// Reads the date and the time. Returns `None` if one of them is missing or invalid.
fn read_parts(input: FieldInput<'_, '_, Parts>, is_moment: bool) -> Option<Parts> {
    let FieldInput { raw, field, present, context: cx } = input;
    let present = present.copied();
    let mut input = SplitInput { whole: field, date: None, time: None, present };
    let changes = cx.changed.len();
    match raw.0 {
        Given::Json if cx.json.first() == b'{' => {
            if !cx.enter() {
                return None;
            }
            bind::json::object(&SCHEMA, &mut input, cx);
        }
        Given::Form(form) => {
            if !cx.enter() {
                return None;
            }
            urlencoded::nested(form, &SCHEMA, &mut input, cx);
        }
        Given::Text("", _) => return cx.refuse(Fault::Required),
        _ => {
            cx.misfit(raw);
            return None;
        }
    }
    // record the change for the value as a whole
    cx.changed.truncate(changes);
    let (no_date, no_time) = (input.date == Some(None), input.time == Some(None));
    if no_date && no_time {
        cx.leave();
        return cx.refuse(Fault::Required);
    }
    if !cx.is_fatal() {
        let one = |missing: bool, other_given: bool, other: Fault| {
            missing.then_some(if field.required || !other_given { Fault::Required } else { other })
        };
        for (i, fault) in
            [one(no_date, !no_time, Fault::InvalidDate), one(no_time, !no_date, Fault::InvalidTime)]
                .into_iter()
                .enumerate()
        {
            if let Some(fault) = fault {
                cx.errors.at(i);
                cx.fault(fault);
            }
        }
    }
    cx.leave();
    let (Some(Some(DatePart::Known(date))), Some(Some(TimePart::Known(time)))) = (input.date, input.time)
    else {
        return None;
    };
    let parts = Parts { offset: None, year: date.year, month: date.month, day: date.day, ..time };
    // this control cannot tell apart the two occurrences of a repeated hour, so that the present offset is
    // kept
    match present {
        Some(present) if is_moment && present.local() == parts.local() => {
            Some(Parts { offset: present.offset, ..parts })
        }
        _ if is_moment => with_offset(parts, field, cx),
        _ => Some(parts),
    }
}
