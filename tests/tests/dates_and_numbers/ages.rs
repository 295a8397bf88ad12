//! Dates of birth.

use super::each;
use forms::{
    Body, Form,
    validator::{Age, CalendarDate, Validator, age_on},
};

struct Request<D> {
    today: D,
}

#[derive(Form, Debug)]
#[form(fields = all, context = Request<jiff::civil::Date>)]
struct Registration {
    #[form(age(min = 18, max = 100, on = today), label = "Date of birth")]
    born: jiff::civil::Date,
    #[form(age(on = today))]
    children: Vec<jiff::civil::Date>,
}

fn today(request: &Request<jiff::civil::Date>) -> jiff::civil::Date {
    request.today
}

#[test]
fn the_context_gives_the_present_day() {
    let body = Body::form("born=2000-02-29&children=2020-01-01&children=2027-01-01");
    let on = |year, month, day| Request { today: jiff::civil::date(year, month, day) };
    assert_eq!(
        Registration::bind_with(&on(2018, 2, 28), &body).errors().to_string(),
        "born: Date of birth must be the birthday of someone aged 18 or more.\n\
         children[0]: Item 1 of children must be the birthday of someone aged 0 or more.\n\
         children[1]: Item 2 of children must be the birthday of someone aged 0 or more.\n"
    );
    assert!(Registration::bind_with(&on(2027, 1, 1), &body).is_valid());
    let form = Registration::bind_with(&on(2101, 3, 1), &Body::form("born=2000-02-29"));
    assert!(form.errors().has_error("born", "max_value"));
}

fn of<D: CalendarDate + Copy + Send + Sync>(born: D, day: D, years: i32) {
    assert_eq!(age_on(&born, &day), years);
    assert_eq!(Age::new(18, 130).on(day).validate(&born).is_ok(), years >= 18);
}

#[test]
fn dates_of_every_crate_have_ages() {
    let chrono = |y, m, d| chrono::NaiveDate::from_ymd_opt(y, m, d).unwrap();
    let time = |y, m: u8, d| time::Date::from_calendar_date(y, m.try_into().unwrap(), d).unwrap();
    of(jiff::civil::date(2000, 3, 1), jiff::civil::date(2018, 2, 28), 17);
    of(chrono(2000, 3, 1), chrono(2018, 3, 1), 18);
    of(time(2000, 12, 31), time(2020, 12, 31), 20);
    fn is_a_field<T: forms::FieldType + CalendarDate>() {}
    each!(date, is_a_field);
}
