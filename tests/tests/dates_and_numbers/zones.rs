//! Time zones: from the declaration, never from the machine.

use super::{FORM, each, outcome};
use forms::{
    Body, FieldType, Form,
    field::{Field, ZonedField},
    schema::{LocalOffset, LocalTime, TimeZone},
};
use jiff::{Timestamp, ZonedDateTime};

static PARIS: TimeZone = TimeZone::named("Europe/Paris");
static NOWHERE: TimeZone = TimeZone::named("Europe/Nowhere");
/// A zone 37 seconds ahead of UTC, whose clocks stop at noon.
static ODD: TimeZone = TimeZone::custom("Odd", odd, |_| 37);

fn odd(local: LocalTime) -> LocalOffset {
    if local.hour == 12 { LocalOffset::Ambiguous } else { LocalOffset::Seconds(37) }
}

fn in_zone<T: FieldType + ZonedField>(zone: &'static TimeZone, cases: &[(&str, &str)]) {
    let field = Field::<T>::new("v").time_zone(zone).standalone();
    for (text, expected) in cases {
        assert_eq!(outcome(&field, &FORM[0](text)), *expected, "{} {text}", std::any::type_name::<T>());
        assert_eq!(
            outcome(&field, &FORM[1](text)),
            *expected,
            "{} {text} in JSON",
            std::any::type_name::<T>()
        );
    }
}

#[test]
fn local_times_use_the_declared_zone() {
    let cases = [
        ("2024-01-31T10:20", "2024-01-31T09:20:00Z"),
        ("2024-07-31T10:20", "2024-07-31T08:20:00Z"),
        // an offset has precedence over the declaration
        ("2024-07-31T10:20-03:00", "2024-07-31T13:20:00Z"),
        ("2024-03-31T02:30", "ambiguous_timezone"),
        ("2024-10-27T02:30", "ambiguous_timezone"),
        ("2024-10-27T02:30+02:00", "2024-10-27T00:30:00Z"),
        ("2023-02-29T10:20", "invalid"),
    ];
    each!(utc, in_zone, &PARIS, &cases);
    each!(moment, in_zone, &PARIS, &[("2024-07-31T10:20", "2024-07-31T10:20:00+02:00")]);
    each!(
        utc,
        in_zone,
        &ODD,
        &[("2024-01-31T10:20", "2024-01-31T10:19:23Z"), ("2024-01-31T12:20", "ambiguous_timezone")]
    );
    each!(
        utc,
        in_zone,
        &NOWHERE,
        &[("2024-01-31T10:20", "unknown_timezone"), ("2024-01-31T10:20Z", "2024-01-31T10:20:00Z")]
    );
}

#[test]
fn a_zoned_value_is_in_the_declared_zone() {
    let field = Field::<ZonedDateTime>::new("v").time_zone(&PARIS).standalone();
    let value = field.clean(&Body::form("v=2024-07-31T10:20-03:00")).unwrap();
    assert_eq!(value.to_string(), "2024-07-31T15:20:00+02:00[Europe/Paris]");
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Meeting {
    #[form(time_zone = "Europe/Paris")]
    starts: Timestamp,
    #[form(time_zone = "+05:30", input_formats = ["%d.%m.%Y, %H:%M"])]
    ends: chrono::DateTime<chrono::Utc>,
    #[form(time_zone = &ODD)]
    posted: Option<time::OffsetDateTime>,
    published: Timestamp,
}

#[test]
fn a_present_timestamp_is_shown_in_the_input_format() {
    let body =
        Body::form("starts=2024-07-31T10:20&ends=31.07.2024,+14:00&posted=&published=2024-07-31T10:20:30Z");
    let meeting = Meeting::bind(&body).into_result().unwrap().into_inner();
    let page = Meeting::filled(&meeting).to_html();
    for control in [
        r#"type="datetime-local" id="id_starts" name="starts" value="2024-07-31T10:20""#,
        r#"type="text" id="id_ends" name="ends" value="31.07.2024, 14:00""#,
        r#"type="text" id="id_published" name="published" value="2024-07-31T10:20:30Z""#,
    ] {
        assert!(page.contains(control), "{control}\n{page}");
    }
    // if it is sent back, nothing changes
    let mut same = meeting.clone();
    let changes = Meeting::bind_update(&meeting, &body).into_result().unwrap().apply_to(&mut same);
    assert!(changes.is_empty(), "{changes:?}");
}

#[test]
fn messages_say_what_to_do() {
    let body = Body::form("starts=2024-10-27T02:30&ends=2024-07-31+14&published=2024-07-31T10:20");
    assert_eq!(
        Meeting::bind(&body).errors().to_string(),
        "starts: Enter starts with a time zone, such as Z or +01:00: the clocks in Europe/Paris change at that time.\n\
         published: Enter published with a time zone, such as Z or +01:00.\n"
    );
    let body = Body::form("starts=now&ends=today&published=2024-07-31T10:20Z");
    assert_eq!(
        Meeting::bind(&body).errors().to_string(),
        "starts: Starts must be a real date and time, such as 2027-03-31 13:30.\nends: Enter ends in the correct format, like 31.03.2027, 13:30.\n"
    );
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Night {
    #[form(time_zone = "Europe/Berlin")]
    at: Timestamp,
    #[form(time_zone = "Europe/Berlin")]
    again: Option<forms::SplitDateTime<Timestamp>>,
}

/// In the hour in which clocks are set back, a page can be sent, and a person can say which of the two times is meant.
#[test]
fn an_ambiguous_local_time_can_be_submitted() {
    let [first, second] = ["2027-10-31T00:30:00Z", "2027-10-31T01:30:00Z"].map(|text| text.parse().unwrap());
    for night in [
        Night { at: first, again: Some(forms::SplitDateTime(second)) },
        Night { at: second, again: Some(forms::SplitDateTime(first)) },
    ] {
        let page = Night::filled(&night);
        let offset = if night.at == first { "+02:00" } else { "+01:00" };
        let shown = format!("2027-10-31T02:30:00{offset}");
        let control = page.field(Night::AT).control().into_string();
        assert!(
            control.contains(&format!("type=\"text\" id=\"id_at\" name=\"at\" value=\"{shown}\"")),
            "{control}"
        );
        let sent = shown.replace('+', "%2B");
        let body = Body::form(format!("at={sent}&again.date=2027-10-31&again.time=02:30:00"));
        let form = Night::bind_update(&night, &body);
        assert_eq!((form.errors().to_string(), form.cleaned()), (String::new(), Some(&night)));
        assert!(form.changed().is_empty());
    }
    let form = Night::bind(&Body::form("at=2027-10-31T02:30"));
    assert!(form.errors().has_error("at", "ambiguous_timezone"));
    let control = form.field(Night::AT).control().into_string();
    assert!(control.contains("type=\"text\"") && control.contains("value=\"2027-10-31T02:30\""), "{control}");
    let form = Night::bind(&Body::form("at=2027-10-31T03:30&again.date=2027-10-31&again.time=02:30"));
    assert!(form.errors().has_error("again", "ambiguous_timezone"), "{}", form.errors());
}
