//! Dates, times, durations, decimals and UUIDs of every supported crate: the same results for each crate, the decision
//! table, round trips, and no panic.
#![allow(missing_docs)]
#![allow(
    clippy::items_after_statements,
    clippy::type_complexity,
    clippy::trivially_copy_pass_by_ref,
    reason = "tests are read from top to bottom, and run once"
)]

mod ages;
mod declared;
mod split;
mod zones;

use forms::{
    Body, Errors, FieldType, Kind, StandaloneField,
    field::{Field, ZonedField},
    schema::TimeZone,
};
use proptest::{prelude::*, test_runner::RngSeed};
use std::fmt::Write;

const FORM: [fn(&str) -> Body; 2] = [
    |text| Body::form(form_urlencoded::Serializer::new(String::new()).append_pair("v", text).finish()),
    |text| Body::json(serde_json::json!({ "v": text }).to_string()),
];

fn codes(errors: &Errors) -> String {
    let mut codes = String::new();
    for error in errors.iter() {
        let _ = write!(codes, "{}{}", if codes.is_empty() { "" } else { " " }, error.code());
    }
    codes
}

/// The result: the value's text, or the codes.
fn outcome<T: FieldType>(field: &StandaloneField<T>, body: &Body) -> String {
    match field.clean(body) {
        Ok(value) => value.to_text().map_or_else(|| "nothing".to_owned(), std::borrow::Cow::into_owned),
        Err(errors) => codes(&errors),
    }
}

/// Binds to every type of a kind, in fields that a closure declares.
macro_rules! each {
    ($kind:ident, $run:ident $(, $argument:expr)*) => {
        each!(@ $kind, $run, ($($argument),*))
    };
    (@ date, $run:ident, $arguments:tt) => { each!(= $run, $arguments, jiff::civil::Date, chrono::NaiveDate, time::Date) };
    (@ time, $run:ident, $arguments:tt) => { each!(= $run, $arguments, jiff::civil::Time, chrono::NaiveTime, time::Time) };
    (@ local, $run:ident, $arguments:tt) => {
        each!(= $run, $arguments, jiff::civil::DateTime, chrono::NaiveDateTime, time::PrimitiveDateTime)
    };
    (@ moment, $run:ident, $arguments:tt) => {
        each!(= $run, $arguments, jiff::ZonedDateTime, chrono::DateTime<chrono::FixedOffset>, time::OffsetDateTime)
    };
    (@ utc, $run:ident, $arguments:tt) => {
        each!(= $run, $arguments, jiff::Timestamp, chrono::DateTime<chrono::Utc>, time::UtcDateTime)
    };
    (@ duration, $run:ident, $arguments:tt) => {
        each!(= $run, $arguments, jiff::SignedDuration, chrono::TimeDelta, time::Duration)
    };
    (@ decimal, $run:ident, $arguments:tt) => { each!(= $run, $arguments, rust_decimal::Decimal, bigdecimal::BigDecimal) };
    (@ uuid, $run:ident, $arguments:tt) => { each!(= $run, $arguments, uuid::Uuid) };
    (= $run:ident, $arguments:tt, $($t:ty),*) => { $($run::<$t> $arguments;)* };
}
pub(crate) use each;

fn answers<T: FieldType>(format: usize, cases: &[(&str, &str)]) {
    let field = Field::<T>::new("v").standalone();
    for (text, expected) in cases {
        assert_eq!(
            outcome(&field, &FORM[format](text)),
            *expected,
            "{} {text:?}",
            std::any::type_name::<T>()
        );
    }
}

#[test]
fn all_date_types_read_the_same() {
    let forms = [
        ("2024-01-31", "2024-01-31"),
        (" 2024-1-5 ", "2024-01-05"),
        ("1/5/24", "2024-01-05"),
        ("jan 31, 2024", "2024-01-31"),
        ("31 January  2024", "2024-01-31"),
        ("9999-12-31", "9999-12-31"),
        ("1000-01-01", "1000-01-01"),
        ("0999-12-31", "min_value"),
        ("0027-03-31", "min_value"),
        ("2023-02-29", "invalid"),
        ("0000-01-01", "invalid"),
        ("2024-01-31T00:00", "invalid"),
        ("20240131", "invalid"),
        ("\u{662}024-01-31", "invalid"),
        ("31.01.2024", "invalid"),
        ("Jan 31\n2024", "invalid"),
        ("", "required"),
    ];
    each!(date, answers, 0, &forms);
    let json = [
        ("2024-01-31", "2024-01-31"),
        ("2024-1-5", "invalid"),
        ("1/5/24", "invalid"),
        ("Jan 31 2024", "invalid"),
        ("0999-12-31", "min_value"),
    ];
    each!(date, answers, 1, &json);
}

#[test]
fn all_time_types_read_the_same() {
    let forms = [
        ("9:5", "09:05"),
        ("23:59:59.000001", "23:59:59.000001"),
        ("12:30:00", "12:30"),
        ("24:00", "invalid"),
        ("23:59:60", "invalid"),
        ("01:02:03.4567891", "invalid"),
        ("12:30 pm", "invalid"),
        ("12:30Z", "invalid"),
    ];
    each!(time, answers, 0, &forms);
    let json = [("09:05", "09:05"), ("23:59:59.5", "23:59:59.5"), ("9:5", "invalid"), ("0905", "invalid")];
    each!(time, answers, 1, &json);
}

#[test]
fn all_date_and_time_types_read_the_same() {
    let forms = [
        ("2024-01-31T10:20", "2024-01-31T10:20"),
        ("2024-1-5 1:2:3.5", "2024-01-05T01:02:03.5"),
        ("20240131T102030", "2024-01-31T10:20:30"),
        ("2024-W05-3T10:20", "2024-01-31T10:20"),
        ("2024-01-31 10", "2024-01-31T10:00"),
        ("01/31/2024", "2024-01-31T00:00"),
        ("2024-01-31T10:20:30.1234567", "2024-01-31T10:20:30.123456"),
        ("1000-01-01T00:00", "1000-01-01T00:00"),
        ("0999-12-31T23:59:59", "min_value"),
        ("2024-01-31T10:20Z", "invalid"),
        ("2024-01-31x10:20", "invalid"),
        ("2024-01-31T24:00", "invalid"),
    ];
    each!(local, answers, 0, &forms);
    let json = [
        ("2024-01-31T10:20:30", "2024-01-31T10:20:30"),
        ("2024-01-31", "invalid"),
        ("2024-01-31T10:20+01:00", "invalid"),
    ];
    each!(local, answers, 1, &json);
}

#[test]
fn all_timestamp_types_read_the_same() {
    let forms = [
        ("2024-01-31T10:20:30Z", "2024-01-31T10:20:30Z"),
        ("2024-01-31T10:20:30+0530", "2024-01-31T10:20:30+05:30"),
        ("2024-01-31T10:20:30 -08", "2024-01-31T10:20:30-08:00"),
        ("0027-01-31T10:20:30Z", "min_value"),
        ("2024-01-31T10:20:30", "invalid"),
        ("2024-01-31T10:20:30+24:00", "invalid"),
        ("2024-01-31T10:20:30+05:30:15.5", "invalid"),
    ];
    each!(moment, answers, 0, &forms);
    each!(moment, answers, 1, &forms[..2]);
    let utc = [
        ("2024-01-31T10:20:30+05:30", "2024-01-31T04:50:30Z"),
        ("0001-01-01T00:00+01:00", "invalid"),
        ("9999-12-31T23:59-01:00", "invalid"),
    ];
    each!(utc, answers, 0, &utc);
}

#[test]
fn all_duration_types_read_the_same() {
    let cases = [
        ("90", "00:01:30"),
        ("-4 15:30", "-3 -23:44:30"),
        ("P1DT1.5H", "1 01:30:00"),
        ("3 days 04:05:06.5", "3 04:05:06.5"),
        ("5 ", "invalid"),
        ("1e5", "invalid"),
        ("1000000000 0:0:0", "overflow"),
    ];
    for format in [0, 1] {
        each!(duration, answers, format, &cases);
        answers::<std::time::Duration>(
            format,
            &[("1:30", "00:01:30"), ("-1", "min_value"), ("-00:00:00.000001", "min_value")],
        );
    }
}

#[test]
fn all_decimal_types_read_the_same() {
    let cases = [
        ("1.50", "1.50"),
        ("+.5", "0.5"),
        ("5.", "5"),
        ("1e2", "100"),
        ("-0.0", "0.0"),
        ("0.1234567890123456789012345678", "0.1234567890123456789012345678"),
        ("NaN", "invalid"),
        ("Infinity", "invalid"),
        ("1_000", "invalid"),
        ("1,5", "invalid"),
        ("1E+1000000", "max_digits"),
        ("1e99999999999999999999", "invalid"),
    ];
    for format in [0, 1] {
        each!(decimal, answers, format, &cases);
    }
    let nines = "9".repeat(40);
    answers::<bigdecimal::BigDecimal>(0, &[(&nines, &nines), (&format!("{nines}9"), "max_digits")]);
    answers::<rust_decimal::Decimal>(0, &[(&nines, "max_digits"), ("1e-29", "max_decimal_places")]);
}

#[test]
fn json_numbers_are_read_exactly() {
    fn exact<T: FieldType>() {
        let field = Field::<T>::new("v").standalone();
        for number in ["0.1", "-12.3400", "0.30000000000000004441", "9007199254740993"] {
            let body = Body::json(format!(r#"{{"v": {number}}}"#));
            assert_eq!(outcome(&field, &body), number);
        }
        assert_eq!(outcome(&field, &Body::json(r#"{"v": 1e400}"#)), "max_digits");
    }
    each!(decimal, exact);
}

#[test]
fn uuids_have_one_normal_form() {
    let text = "550e8400-e29b-41d4-a716-446655440000";
    answers::<uuid::Uuid>(
        0,
        &[("{550E8400E29B41D4A716446655440000}", text), ("550e8400-e29b-41d4-a716-446655440_00", "invalid")],
    );
    answers::<uuid::Uuid>(1, &[(text, text), ("{550E8400E29B41D4A716446655440000}", "invalid")]);
}

/// The decision table: blank, null, absent, and other JSON types.
fn decisions<T: FieldType>() {
    let (required, optional) = (Field::<T>::new("v").standalone(), Field::<Option<T>>::new("v").standalone());
    // of these types, Django strips only UUIDs before it checks for a blank value
    let blank = if matches!(T::KIND, Kind::Uuid) { ("required", "nothing") } else { ("invalid", "invalid") };
    for (body, of_required, of_optional) in [
        (Body::form("v="), "required", "nothing"),
        (Body::form("v=+"), blank.0, blank.1),
        (Body::form(""), "required", "nothing"),
        (Body::json("{}"), "required", "nothing"),
        (Body::json(r#"{"v": null}"#), "required", "nothing"),
        (Body::json(r#"{"v": true}"#), "invalid", "invalid"),
        (Body::json(r#"{"v": []}"#), "invalid", "invalid"),
        (Body::json(r#"{"v": {}}"#), "invalid", "invalid"),
        (Body::form("v=x&v=y"), "duplicate", "duplicate"),
    ] {
        let name = std::any::type_name::<T>();
        assert_eq!(outcome(&required, &body), of_required, "{name} {body:?}");
        assert_eq!(outcome(&optional, &body), of_optional, "Option {name} {body:?}");
    }
}

/// JSON has texts for these types, not numbers.
fn no_numbers<T: FieldType>() {
    let field = Field::<T>::new("v").standalone();
    for number in ["0", "20240131", "1.5"] {
        assert_eq!(outcome(&field, &Body::json(format!(r#"{{"v": {number}}}"#))), "invalid");
    }
    assert_eq!(outcome(&Field::<Option<T>>::new("v").standalone(), &Body::json(r#"{"v": ""}"#)), "required");
}

macro_rules! every_kind {
    ($run:ident) => {
        each!(date, $run);
        each!(time, $run);
        each!(local, $run);
        each!(moment, $run);
        each!(utc, $run);
        each!(duration, $run);
        each!(uuid, $run);
        $run::<std::time::Duration>();
    };
}

#[test]
fn every_type_follows_the_decision_table() {
    every_kind!(decisions);
    each!(decimal, decisions);
    every_kind!(no_numbers);
}

/// A clean value that is written can be read again, and is equal.
fn round_trip<T: FieldType>(text: &str) {
    let field = Field::<T>::new("v").standalone();
    let Ok(value) = field.clean(&FORM[0](text)) else { return };
    let written = value.to_text().expect("a text").into_owned();
    for form in FORM {
        let again = field.clean(&form(&written)).map_err(|errors| codes(&errors));
        assert!(
            again == Ok(value.clone()),
            "{}: {text:?} as {written:?}: {:?}",
            std::any::type_name::<T>(),
            again.err()
        );
    }
}

fn with_zone<T: FieldType + ZonedField>(text: &str) {
    static ZONE: TimeZone = TimeZone::named("America/New_York");
    let field = Field::<T>::new("v").time_zone(&ZONE).standalone();
    for form in FORM {
        let _ = field.clean(&form(text));
    }
}

macro_rules! trip_each {
    ($text:expr) => {{
        let text: &str = $text;
        each!(date, round_trip, text);
        each!(time, round_trip, text);
        each!(local, round_trip, text);
        each!(moment, round_trip, text);
        each!(utc, round_trip, text);
        each!(duration, round_trip, text);
        each!(decimal, round_trip, text);
        each!(uuid, round_trip, text);
        round_trip::<std::time::Duration>(text);
        each!(moment, with_zone, text);
        each!(utc, with_zone, text);
    }};
}

fn settings() -> ProptestConfig {
    ProptestConfig {
        cases: 200,
        rng_seed: RngSeed::Fixed(5),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(settings())]

    #[test]
    fn random_texts_cause_no_panic(text in any::<String>()) {
        trip_each!(&text);
    }

    #[test]
    fn texts_like_dates_and_numbers_cause_no_panic(text in "[-+:.,eEPTWDHMSZ /0-9a-z\u{661}]{0,40}") {
        trip_each!(&text);
    }

    #[test]
    fn dates_and_times_round_trip(
        year in 0..10_000u16, month in 0..14u8, day in 0..33u8, hour in 0..25u8, minute in 0..61u8, second in 0..61u8,
        fraction in "[0-9]{0,9}", offset in prop_oneof![Just(String::new()), Just("Z".to_owned()), "[-+][0-2][0-9]:?[0-6][0-9]"],
    ) {
        let fraction = if fraction.is_empty() { fraction } else { format!(".{fraction}") };
        let date = format!("{year:04}-{month:02}-{day:02}");
        let time = format!("{hour:02}:{minute:02}:{second:02}{fraction}");
        for text in [&date, &time, &format!("{date}T{time}{offset}"), &format!("{date} {hour}:{minute}{offset}")] {
            trip_each!(text);
        }
    }

    #[test]
    fn numbers_and_durations_round_trip(
        sign in "[-+]?", whole in "[0-9]{0,45}", fraction in "\\.?[0-9]{0,45}", exponent in "([eE][-+]?[0-9]{1,7})?",
    ) {
        trip_each!(&format!("{sign}{whole}{fraction}{exponent}"));
        trip_each!(&format!("{sign}P{whole}DT{whole}H"));
        trip_each!(&format!("{sign}{whole} {sign}{whole}:{whole}{fraction}"));
    }

    #[test]
    fn uuids_round_trip(bits in any::<u128>()) {
        round_trip::<uuid::Uuid>(&uuid::Uuid::from_u128(bits).simple().to_string());
    }
}

#[test]
fn long_texts_are_read_quickly() {
    for piece in ["9", " ", "-", "2024-01-31 ", "P", "0:", "e", "\u{301}"] {
        let text = piece.repeat(60_000 / piece.len());
        trip_each!(&text);
    }
}
