//! Date and time fields, with the types of jiff.

use super::{Asked, Config, Value, asked, clean, complaints, declared, kept, leaked};
use crate::conformance::{body::pair, vectors::Answer};
use forms::{
    Body, FieldType, SplitDateTime,
    field::{DateTimeField, Field},
    schema::{InputFormat, TimeZone},
};
use jiff::{
    SignedDuration, ZonedDateTime,
    civil::{Date, DateTime, Time},
};
use serde_json::Value as Json;
use std::rc::Rc;

pub(super) fn date_field(config: &Config<'_>) -> Result<Asked, String> {
    optional(config, |field| field, |field| field, |date: Date| Value::Date(date.to_string()))
}

pub(super) fn time_field(config: &Config<'_>) -> Result<Asked, String> {
    optional(config, |field| field, |field| field, |time: Time| Value::Time(time_text(time)))
}

pub(super) fn date_time_field(config: &Config<'_>) -> Result<Asked, String> {
    let zone = config.text("tz").filter(|_| config.flag("use_tz", false));
    let Some(zone) = zone else {
        return optional(
            config,
            |field| field,
            |field| field,
            |value: DateTime| Value::DateTime(date_time_text(value)),
        );
    };
    let zone = kept(TimeZone::named(leaked(zone)));
    optional(
        config,
        |field| field.time_zone(zone),
        |field| field.time_zone(zone),
        |value: ZonedDateTime| {
            Value::DateTime(format!("{}{}", date_time_text(value.datetime()), value.offset()))
        },
    )
}

/// The two controls of Django's field are our keys `v.date` and `v.time`.
pub(super) fn split_date_time_field(config: &Config<'_>) -> Result<Asked, String> {
    let shown = |value: SplitDateTime<DateTime>| Value::DateTime(date_time_text(*value));
    // a missing part is reported at that part, whether or not all parts are required
    let _ = config.flag("require_all_fields", true);
    Ok(if config.required() {
        in_parts(declared::<SplitDateTime<DateTime>>(), shown)
    } else {
        in_parts(declared::<Option<SplitDateTime<DateTime>>>(), move |value| value.map_or(Value::Null, shown))
    })
}

fn in_parts<T: FieldType>(field: Field<T>, shown: impl Fn(T) -> Value + 'static) -> Asked {
    let field = field.standalone().limits(super::DJANGO);
    Rc::new(move |input| {
        let Value::List(parts) = input else { return clean(field, input, &shown) };
        // a third part has no key
        let keys = ["v.date", "v.time"].into_iter().chain((2..).map(|_| "v.more"));
        let pairs: Vec<String> =
            keys.zip(parts).filter_map(|(key, part)| Some(pair(key, part.text()?))).collect();
        match field.clean(&Body::form(pairs.join("&"))) {
            Ok(value) => Answer::Accepted(shown(value)),
            Err(errors) => Answer::Refused(complaints(&errors)),
        }
    })
}

pub(super) fn duration_field(config: &Config<'_>) -> Result<Asked, String> {
    let shown = |length: SignedDuration| Value::Duration(length.as_micros());
    Ok(if config.required() {
        asked(declared::<SignedDuration>(), shown)
    } else {
        asked(declared::<Option<SignedDuration>>(), move |value| value.map_or(Value::Null, shown))
    })
}

/// Builds a field of this type, or of an `Option` of it if no value is required.
fn optional<T: FieldType + DateTimeField>(
    config: &Config<'_>,
    further: impl Fn(Field<T>) -> Field<T>,
    further_optional: impl Fn(Field<Option<T>>) -> Field<Option<T>>,
    shown: impl Fn(T) -> Value + 'static,
) -> Result<Asked, String>
where
    Option<T>: DateTimeField,
{
    Ok(if config.required() {
        asked(further(written(declared::<T>(), config)?), shown)
    } else {
        let field = further_optional(written(declared::<Option<T>>(), config)?);
        asked(field, move |value| value.map_or(Value::Null, &shown))
    })
}

fn written<T: DateTimeField>(field: Field<T>, config: &Config<'_>) -> Result<Field<T>, String> {
    let Some(formats) = config.get("input_formats").and_then(Json::as_array) else { return Ok(field) };
    let formats: Vec<InputFormat> =
        formats.iter().filter_map(Json::as_str).map(|pattern| InputFormat::new(leaked(pattern))).collect();
    Ok(field.input_formats(formats.leak()))
}

/// Formats the time as Python's `isoformat` does.
fn time_text(time: Time) -> String {
    let microseconds = time.subsec_nanosecond() / 1000;
    let text = format!("{:02}:{:02}:{:02}", time.hour(), time.minute(), time.second());
    if microseconds == 0 { text } else { format!("{text}.{microseconds:06}") }
}

fn date_time_text(value: DateTime) -> String {
    format!("{}T{}", value.date(), time_text(value.time()))
}
