//! A date and a time in two controls.

use super::{codes, each};
use forms::{Body, DateAndTime, Form, SplitDateTime, field::Field};
use jiff::civil::DateTime;

fn parts<T: DateAndTime>(shown: &str) {
    let (required, optional) = (
        Field::<SplitDateTime<T>>::new("when").standalone(),
        Field::<Option<SplitDateTime<T>>>::new("when").standalone(),
    );
    let value = |body: &Body| {
        required
            .clean(body)
            .map(|when| when.to_text().unwrap_or_default().into_owned())
            .map_err(|e| codes(&e))
    };
    for body in [
        Body::form("when.date=01/31/2024&when.time=9:5"),
        Body::json(r#"{"when": {"time": "09:05", "date": "2024-01-31"}}"#),
    ] {
        assert_eq!(value(&body).as_deref(), Ok(shown));
    }
    for (body, of_required, of_optional) in [
        ("", "required", None),
        ("when=", "required", None),
        ("when=x", "invalid", Some("invalid")),
        ("when.date=&when.time=", "required", None),
        ("when.date=2024-01-31&when.time=", "required", Some("invalid_time")),
        ("when.time=10:20", "required", Some("invalid_date")),
        ("when.date=bad&when.time=bad", "invalid invalid", Some("invalid invalid")),
        ("when.date=bad", "invalid required", Some("invalid invalid_time")),
        ("when.date=2024-01-31&when.time=10:20&when.zone=Z", "unknown", Some("unknown")),
        ("when.date=2024-01-31&when.time=10:20&when.time=10:21", "duplicate", Some("duplicate")),
    ] {
        let body = Body::form(body);
        assert_eq!(value(&body), Err(of_required.to_owned()), "{body:?}");
        let found = optional.clean(&body).map_err(|errors| codes(&errors));
        assert_eq!(found.as_ref().err().map(String::as_str), of_optional, "{body:?}");
        assert!(found.is_err() || found == Ok(None));
    }
}

/// A client that writes every member sends `null` for both parts if there is no value.
#[test]
fn two_null_parts_are_a_missing_value() {
    let optional = Field::<Option<SplitDateTime<DateTime>>>::new("when").standalone();
    let code = |when: &str| {
        optional.clean(&Body::json(format!(r#"{{"when": {when}}}"#))).map_err(|errors| codes(&errors))
    };
    for nothing in [r#"{"date": null, "time": null}"#, r#"{ "time" : null , "date" : null }"#] {
        assert_eq!(code(nothing), Ok(None), "{nothing}");
    }
    for (when, expected) in [
        (r#"{"date": null, "time": "10:20"}"#, "invalid_date"),
        (r#"{"date": "2024-01-31", "time": null}"#, "invalid_time"),
        (r#"{"date": null, "time": null, "date": null}"#, "duplicate invalid_time"),
        (r#"{"date": null, "time": null, "zone": null}"#, "required unknown"),
        (r#"{"date": null}"#, "required"),
        ("{}", "required"),
    ] {
        assert_eq!(code(when), Err(expected.to_owned()), "{when}");
    }
    let required = Field::<SplitDateTime<DateTime>>::new("when").standalone();
    let body = Body::json(r#"{"when": {"date": null, "time": null}}"#);
    assert_eq!(required.clean(&body).map_err(|errors| codes(&errors)), Err("required".to_owned()));
}

#[test]
fn both_parts_make_one_value() {
    each!(local, parts, "2024-01-31T09:05");
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Event {
    name: String,
    starts: SplitDateTime<DateTime>,
    #[form(time_zone = "-04:00")]
    posted: Option<SplitDateTime<chrono::DateTime<chrono::Utc>>>,
}

fn event() -> Event {
    let body = Body::form(
        "name=Tea&starts.date=2024-01-31&starts.time=16:00&posted.date=2024-01-30&posted.time=22:00",
    );
    Event::bind(&body).into_result().unwrap().into_inner()
}

#[test]
fn a_timestamp_uses_the_declared_zone() {
    assert_eq!(event().posted.unwrap().to_string(), "2024-01-31 02:00:00 UTC");
}

#[test]
fn updating_one_part_keeps_the_other() {
    let mut target = event();
    let changes = Event::bind_partial(&target.clone(), &Body::form("starts.time=17:30"))
        .into_result()
        .unwrap()
        .apply_to(&mut target);
    assert_eq!(changes, ["starts"]);
    assert_eq!(
        target,
        Event { starts: SplitDateTime(DateTime::constant(2024, 1, 31, 17, 30, 0, 0)), ..event() }
    );
    let body = Body::json(r#"{"starts": {"date": "2024-01-31", "time": "16:00"}, "posted": null}"#);
    let mut target = event();
    let changes = Event::bind_partial(&event(), &body).into_result().unwrap().apply_to(&mut target);
    assert_eq!(changes, ["posted"]);
    assert_eq!(target.posted, None);
}

#[test]
fn the_page_has_a_control_for_each() {
    let page = Event::filled(&event()).to_html();
    for control in [
        "<fieldset",
        r#"type="date" id="id_starts.date" name="starts.date" value="2024-01-31""#,
        r#"type="time" id="id_starts.time" name="starts.time" value="16:00""#,
        r#"name="posted.date" value="2024-01-30""#,
        r#"name="posted.time" value="22:00""#,
    ] {
        assert!(page.contains(control), "{control}\n{page}");
    }
    let form = Event::bind(&Body::form("name=Tea&starts.date=2024-02-30&starts.time=16:00"));
    let page = form.to_html();
    assert!(page.contains("Date must be a real date"), "{page}");
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Shift {
    #[form(
        input_formats = ["%d.%m.%Y", "%d %B %Y", "%H.%M"],
        min = "2024-01-01T06:00",
        max = "2024-12-31T22:00",
        label = "Start"
    )]
    starts: SplitDateTime<DateTime>,
    #[form(input_formats = ["%I:%M %p"], label = "End")]
    ends: Option<SplitDateTime<DateTime>>,
    #[form(min = "2024-01-01T00:00Z", time_zone = "+01:00")]
    entered: Option<SplitDateTime<jiff::Timestamp>>,
    #[form(max = "2024-12-31T22:00", max_items = 2)]
    pauses: Vec<SplitDateTime<DateTime>>,
}

fn report(body: &str) -> String {
    Shift::bind(&Body::form(body)).errors().to_string()
}

#[test]
fn each_part_has_its_own_formats() {
    for body in [
        Body::form("starts.date=31.1.2024&starts.time=7.30&ends.date=2024-01-31&ends.time=4:05 PM"),
        Body::json(
            r#"{"starts": {"date": "31 January 2024", "time": "07.30"}, "ends": {"date": "2024-01-31", "time": "4:05 pm"}, "pauses": []}"#,
        ),
    ] {
        let shift = Shift::bind(&body).into_result().unwrap().into_inner();
        assert_eq!(shift.starts.to_string(), "2024-01-31T07:30:00");
        assert_eq!(shift.ends.unwrap().to_string(), "2024-01-31T16:05:00");
    }
    let wrong = "starts.date=2024-01-31&starts.time=07:30&ends.date=31.1.2024&ends.time=16:05";
    assert_eq!(
        report(wrong),
        "starts.date: Enter date in the correct format, like 31.03.2027.\n\
         starts.time: Enter time in the correct format, like 13.30.\n\
         ends.date: Date must be a real date, such as 2027-03-31.\n\
         ends.time: Enter time in the correct format, like 01:30 PM.\n"
    );
}

#[test]
fn the_whole_is_within_its_bounds() {
    for (start, said) in [
        ("starts.date=1.1.2024&starts.time=6.00", ""),
        ("starts.date=31.12.2024&starts.time=22.00", ""),
        ("starts.date=1.1.2024&starts.time=5.59", "starts: Start must be 2024-01-01 06:00 or later.\n"),
        ("starts.date=31.12.2024&starts.time=22.01", "starts: Start must be 2024-12-31 22:00 or earlier.\n"),
    ] {
        assert_eq!(report(start), said, "{start}");
    }
    let right = "starts.date=1.2.2024&starts.time=6.00";
    // 2024-01-01T00:30+01:00 is in the year 2023 in UTC
    let early = report(&format!("{right}&entered.date=2024-01-01&entered.time=00:30"));
    assert_eq!(early, "entered: Entered must be 2024-01-01 01:00 or later.\n");
    assert_eq!(report(&format!("{right}&entered.date=2024-01-01&entered.time=01:00")), "");
    let late = report(&format!(
        "{right}&pauses[0].date=2024-12-31&pauses[0].time=22:00&pauses[1].date=2025-01-01&pauses[1].time=00:00"
    ));
    assert_eq!(late, "pauses[1]: Item 2 of pauses must be 2024-12-31 22:00 or earlier.\n");
    let form = Shift::bind(&Body::form("starts.date=1.1.2023&starts.time=6.00"));
    let error = form.errors().iter().next().unwrap();
    assert_eq!((error.path().as_str(), error.code()), ("starts", "min_value"));
}

#[test]
fn controls_have_the_attributes_of_their_part() {
    let body = "starts.date=31.1.2024&starts.time=7.30&ends.date=2024-01-31&ends.time=4:05 PM&pauses[0].date=2024-01-31&pauses[0].time=12:00";
    let shift = Shift::bind(&Body::form(body)).into_result().unwrap().into_inner();
    let page = Shift::filled(&shift).view().browser_validation(true).to_html();
    for control in [
        r#"type="text" id="id_starts.date" name="starts.date" value="31.01.2024" required"#,
        r#"type="text" id="id_starts.time" name="starts.time" value="07.30" required"#,
        r#"type="date" id="id_ends.date" name="ends.date" value="2024-01-31""#,
        r#"type="text" id="id_ends.time" name="ends.time" value="04:05 PM""#,
        // a control of a browser has no offset: the default limits replace a limit that has one
        r#"type="date" id="id_entered.date" name="entered.date" min="1000-01-01" max="9999-12-31">"#,
        r#"name="pauses[0].date" value="2024-01-31" min="1000-01-01" max="2024-12-31""#,
        r#"name="pauses[0].time" value="12:00" step="any""#,
    ] {
        assert!(page.contains(control), "{control}\n{page}");
    }
    // the initial value is accepted again
    assert_eq!(Shift::bind(&Body::form(body)).into_result().unwrap().into_inner(), shift);
}

/// The properties of every form: the value can be shown and submitted again, in both formats, and no error has a submitted value.
#[test]
fn split_values_have_the_properties_of_every_form() {
    let mut random = forms::fuzzing::Random::new(20_240_131);
    for _ in 0..60 {
        let bytes = random.bytes(96);
        forms::fuzzing::assert::<Shift>(&bytes);
        forms::fuzzing::assert::<Event>(&bytes);
    }
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Row {
    label: String,
    when: Option<SplitDateTime<DateTime>>,
}

#[derive(Form, Debug, PartialEq)]
#[form(fields = all)]
struct Timetable {
    #[form(nested)]
    rows: Vec<Row>,
}

/// Looking ahead does not change the depth: a body with many values has the same depth as a body with one.
#[test]
fn many_split_values_nest_no_deeper_than_one() {
    let row = r#"{"label":"a","when":{"date":"2027-03-31","time":"10:00"}}"#;
    let body = Body::json(format!(r#"{{"rows":[{}]}}"#, [row; 50].join(",")));
    assert_eq!(Timetable::bind(&body).errors().to_string(), "");
    let wrong = r#"{"label":"a","when":{"date":null,"time":[[1]]}}"#;
    let body = Body::json(format!(r#"{{"rows":[{}]}}"#, [wrong; 50].join(",")));
    let form = Timetable::bind(&body);
    assert!(
        form.status() == 422 && form.errors().has_error("rows[9].when.time", "invalid"),
        "{}",
        form.errors()
    );
}

#[test]
fn a_missing_value_is_missing_in_every_spelling() {
    for when in [
        r#"{"date":null,"time":null}"#,
        r#"{"d\u0061te":null,"time":null}"#,
        r#"{ "time" : null , "\u0064ate" : null }"#,
    ] {
        let body = Body::json(format!(r#"{{"rows":[{{"label":"a","when":{when}}}]}}"#));
        let form = Timetable::bind(&body);
        assert_eq!(form.cleaned().map(|timetable| timetable.rows[0].when), Some(None), "{}", form.errors());
    }
}
