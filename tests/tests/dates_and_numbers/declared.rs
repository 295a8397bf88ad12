//! Rules in declarations.

use bigdecimal::BigDecimal;
use forms::{Body, Form, Param};
use jiff::civil::{Date, DateTime, Time};
use rust_decimal::Decimal;
use tests::report::report;

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Order {
    #[form(min = 0.01, max = 9_999.99, max_digits = 6, decimal_places = 2)]
    price: Decimal,
    #[form(min = 0.005, step = 0.01)]
    rate: Option<BigDecimal>,
    #[form(min = 1, max = 12345678901234567890.12345)]
    amounts: Vec<BigDecimal>,
    #[form(input_formats = ["%d.%m.%Y", "%d.%m.%y"])]
    on: Option<Date>,
    #[form(input_formats = ["%I:%M %p"])]
    at: Option<Time>,
}

fn problems(body: &Body) -> Vec<(String, String, Vec<(&'static str, Param)>)> {
    let form = Order::bind(body);
    form.errors()
        .iter()
        .map(|error| (error.path(), error.code().to_owned(), error.params().to_vec()))
        .collect()
}

fn decimal(digits: &'static str) -> Param {
    Param::Decimal(digits.into())
}

#[test]
fn bounds_have_the_exact_digits_of_the_declaration() {
    let order = Order::bind(&Body::json(
        r#"{"price": 9999.99, "rate": "0.015", "amounts": [1, 12345678901234567890.12345, "1.0"], "on": "1.2.2024", "at": "1:05 pm"}"#,
    ));
    let order = order.into_result().unwrap().into_inner();
    assert_eq!(
        (order.on.unwrap().to_string(), order.at.unwrap().to_string()),
        ("2024-02-01".into(), "13:05:00".into())
    );

    // a float would read the first limit, and report another one
    let body = Body::form("price=0.009&rate=0.01&amounts=12345678901234567890.123451&amounts=0.9");
    let limit = |digits| vec![("limit_value", decimal(digits))];
    let steps =
        [("limit_value", "0.01"), ("offset", "0.005"), ("valid_value1", "0.015"), ("valid_value2", "0.025")];
    assert_eq!(
        problems(&body),
        [
            ("price".into(), "min_value".into(), limit("0.01")),
            ("price".into(), "max_decimal_places".into(), vec![("max", Param::Integer(2))]),
            ("rate".into(), "step_size".into(), steps.map(|(name, digits)| (name, decimal(digits))).to_vec()),
            ("amounts[0]".into(), "max_value".into(), limit("12345678901234567890.12345")),
            ("amounts[1]".into(), "min_value".into(), vec![("limit_value", Param::Integer(1))]),
        ]
    );
    let form = Order::bind(&body);
    let json = form.errors().to_json().to_string();
    assert!(json.contains(r#""limit_value":"12345678901234567890.12345""#), "{json}");
}

#[test]
fn declared_formats_replace_the_defaults() {
    for (on, valid) in [("31.01.2024", true), ("31.1.24", true), ("2024-01-31", false), ("01/31/2024", false)]
    {
        let body = Body::form(format!("price=1&on={on}"));
        assert_eq!(Order::bind(&body).is_valid(), valid, "{on}");
        let body = Body::json(format!(r#"{{"price": 1, "on": "{on}"}}"#));
        assert_eq!(Order::bind(&body).is_valid(), valid, "{on} in JSON");
    }
    let order =
        Order::bind(&Body::form("price=1.50&on=31.1.24&at=1:05+pm")).into_result().unwrap().into_inner();
    let page = Order::filled(&order).to_html();
    for control in [
        r#"type="text" id="id_on" name="on" value="31.01.2024""#,
        r#"type="text" id="id_at" name="at" value="01:05 PM""#,
        r#"name="price" value="1.50""#,
    ] {
        assert!(page.contains(control), "{control}\n{page}");
    }
}

#[derive(Form, Debug)]
#[form(fields = all)]
struct Visit {
    #[form(min = "2024-02-29", max = "2024-12-31")]
    on: Date,
    #[form(min = "09:00", max = "17:30:00.5")]
    from: Option<Time>,
    #[form(max = "2024-12-31T23:59")]
    noted: Option<DateTime>,
    #[form(min = "2024-01-01T00:00+01:00")]
    sent: Option<jiff::Timestamp>,
    #[form(max = "2024-12-31")]
    others: Vec<Date>,
}

/// Django's `MinValueValidator` and `MaxValueValidator`, which also compare dates.
/// The messages write the limits in the format of the field.
#[derive(Form, Debug)]
#[form(fields = all)]
struct Term {
    #[form(input_formats = ["%d.%m.%Y", "%Y-%m-%d"], max = "2024-12-31")]
    ends: Date,
    #[form(
        time_zone = "+01:00",
        min = "2024-01-01T00:00Z",
        messages(min_value = "Not before {limit_value}.")
    )]
    meets: jiff::Timestamp,
    #[form(input_formats = ["%Y-%m-%d", "%d.%m.%Y %H:%M"], min = "2024-06-30T12:00")]
    due: DateTime,
    breaks: Option<forms::SplitDateTime<DateTime>>,
}

#[test]
fn dates_and_times_have_bounds() {
    for (text, expected) in [
        ("on=2024-02-29&from=9:00&noted=2024-12-31T23:59&others=2024-12-31&sent=2023-12-31T23:00Z", ""),
        ("on=2024-02-28", "on:min_value"),
        ("on=01/01/2025", "on:max_value"),
        ("on=2024-03-01&from=08:59:59.999999", "from:min_value"),
        ("on=2024-03-01&from=17:30:00.500001", "from:max_value"),
        ("on=2024-03-01&from=17:30:00.5", ""),
        ("on=2024-03-01&noted=2024-12-31T23:59:01", "noted:max_value"),
        ("on=2024-03-01&sent=2023-12-31T22:59:59Z", "sent:min_value"),
        ("on=2024-03-01&sent=2024-01-01T00:59:59%2B02:00", "sent:min_value"),
        ("on=2024-03-01&others=2024-01-01&others=2025-01-01", "others[1]:max_value"),
    ] {
        let form = Visit::bind(&Body::form(text));
        assert_eq!(report(form.errors()), expected, "{text}");
    }
    let form = Visit::bind(&Body::json(r#"{"on": "2025-01-01", "from": "08:00", "others": []}"#));
    assert_eq!(
        form.errors().to_string(),
        "on: On must be 2024-12-31 or earlier.\nfrom: From must be 09:00 or later.\n"
    );
    assert!(form.errors().to_json().to_string().contains(r#""limit_value":"2024-12-31""#));
    let page = Visit::blank().to_html();
    for attributes in [
        r#"name="on" required min="2024-02-29" max="2024-12-31""#,
        r#"name="from" min="09:00" max="17:30:00.5" step="any""#,
        r#"name="noted" min="1000-01-01T00:00" max="2024-12-31T23:59" step="any""#,
    ] {
        assert!(page.contains(attributes), "{attributes}\n{page}");
    }
    let form = Term::bind(&Body::form("ends=1.1.2025&meets=2023-12-31T23:00&due=2024-01-01"));
    assert_eq!(
        form.errors().to_string(),
        "ends: Ends must be 31.12.2024 or earlier.\nmeets: Not before 2024-01-01 01:00.\ndue: Due must be 2024-06-30 12:00 or later.\n"
    );
    let reference = Term::SCHEMA.describe().to_string();
    assert!(reference.contains("written as `%d.%m.%Y` or `%Y-%m-%d`, 2024-12-31 or earlier"), "{reference}");
    assert!(
        reference.contains("| `invalid_date` |") && reference.contains("`ambiguous_timezone`"),
        "{reference}"
    );
    assert!(Visit::SCHEMA.describe().to_string().contains("2024-02-29 or later, 2024-12-31 or earlier"));
}

type Metres = f64;

#[derive(Form, Debug)]
#[form(fields = all)]
struct Measure {
    #[form(min = 0.1, max = 2.5, step = 0.1)]
    height: Metres,
}

#[test]
fn a_float_type_alias_keeps_its_bounds() {
    for (height, valid) in
        [("0.1", true), ("2.5", true), ("0.3", true), ("0.05", false), ("2.6", false), ("0.35", false)]
    {
        assert_eq!(Measure::bind(&Body::form(format!("height={height}"))).is_valid(), valid, "{height}");
    }
}
