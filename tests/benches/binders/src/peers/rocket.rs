//! Rocket's forms, which read and validate in one step. Rocket is the only fast peer that reports wrong types and broken rules
//! together. Its strict mode is used, so that unknown keys are errors.

use std::hint::black_box;

use rocket::form::{self, Errors, Form, FromForm, Strict};
use rocket::http::RawStr;

use super::choice::{Gender, Locale};
use crate::bodies::{Scenario, Shape, Wire};
use crate::date::Date;
use crate::harness::{Contender, Refusal, Role};
use crate::rules;

#[derive(Debug, Clone, FromForm)]
struct Signup {
    #[field(validate = by_hand(rules::username))]
    username: String,
    #[field(validate = by_hand(rules::email))]
    email: String,
    #[field(validate = policy(&self.username))]
    password: String,
    #[field(validate = same(&self.password))]
    password2: String,
    #[field(validate = range(18..=120))]
    age: u8,
}

#[derive(Debug, Clone, FromForm)]
struct Profile {
    #[field(validate = characters(1, 50))]
    first_name: String,
    #[field(validate = characters(1, 50))]
    last_name: String,
    #[field(validate = characters(1, 60))]
    display_name: String,
    #[field(validate = characters(0, 500))]
    bio: String,
    #[field(validate = by_hand(rules::url))]
    website: String,
    #[field(validate = by_hand(rules::phone))]
    phone: String,
    birth_date: Date,
    joined_on: Date,
    #[field(validate = range(50..=272))]
    height_cm: u16,
    #[field(validate = between(2.0, 635.0))]
    weight_kg: f64,
    #[field(validate = range(0..=20))]
    children: u8,
    newsletter: bool,
    is_public: bool,
    accept_tos: bool,
    gender: Gender,
    locale: Locale,
    #[field(validate = characters(0, 100))]
    company: String,
    #[field(validate = characters(0, 100))]
    job_title: String,
    #[field(validate = characters(0, 50))]
    timezone: String,
    #[field(validate = by_hand(rules::color))]
    favorite_color: String,
}

fn by_hand<'v>(text: &str, rule: fn(&str) -> rules::Verdict) -> form::Result<'v, ()> {
    rule(text).map_err(|message| form::Error::validation(message).into())
}

fn policy<'v>(password: &str, username: &str) -> form::Result<'v, ()> {
    rules::password(password)
        .and_then(|()| rules::unlike_username(password, username))
        .map_err(|message| form::Error::validation(message).into())
}

fn same<'v>(text: &str, other: &str) -> form::Result<'v, ()> {
    if text == other { Ok(()) } else { Err(form::Error::validation("different").into()) }
}

// Rocket's `len` counts bytes, and its `range` takes only integers.
fn characters<'v>(text: &str, least: usize, most: usize) -> form::Result<'v, ()> {
    if (least..=most).contains(&text.chars().count()) {
        Ok(())
    } else {
        Err(form::Error::validation("length").into())
    }
}

fn between<'v>(number: &f64, least: f64, most: f64) -> form::Result<'v, ()> {
    if (least..=most).contains(number) { Ok(()) } else { Err(form::Error::validation("range").into()) }
}

impl Refusal for Errors<'static> {
    fn errors(&self) -> usize {
        self.len()
    }
}

fn strict<T: for<'v> FromForm<'v> + 'static>(body: &str) -> Result<T, Errors<'static>> {
    Form::<Strict<T>>::parse_encoded(RawStr::new(body)).map(Strict::into_inner)
}

pub(super) fn contenders(scenario: &Scenario) -> Vec<Contender<'_>> {
    let body = scenario.body.as_str();
    match (scenario.wire, scenario.shape) {
        (Wire::Urlencoded, Shape::Signup) => {
            vec![Contender::new("rocket", Role::Peer, move || strict::<Signup>(black_box(body)))]
        }
        (Wire::Urlencoded, Shape::Profile) => {
            vec![Contender::new("rocket", Role::Peer, move || strict::<Profile>(black_box(body)))]
        }
        _ => Vec::new(),
    }
}
