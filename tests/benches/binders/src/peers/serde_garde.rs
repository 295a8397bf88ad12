//! Serde reads and `garde` validates, with `serde_urlencoded`, `serde_json` and `sonic-rs`.

use std::hint::black_box;

use garde::Validate;
use serde::Deserialize;

use super::Refused;
use super::choice::{Gender, Locale};
use crate::bodies::{Scenario, Shape, Wire};
use crate::date::Date;
use crate::harness::{Contender, Refusal, Role};
use crate::rules;

/// With the rules of the crate where it has them.
#[derive(Debug, Clone, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
struct Signup {
    #[garde(length(chars, min = 3, max = 30), pattern(r"^[A-Za-z0-9._-]+$"))]
    username: String,
    #[garde(email)]
    email: String,
    #[garde(custom(policy(&self.username)))]
    password: String,
    #[garde(matches(password))]
    password2: String,
    #[garde(range(min = 18, max = 120))]
    age: u8,
}

/// With handwritten rules where they are faster.
#[derive(Debug, Clone, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
struct SignupByHand {
    #[garde(custom(by_hand(rules::username)))]
    username: String,
    #[garde(custom(by_hand(rules::email)))]
    email: String,
    #[garde(custom(policy(&self.username)))]
    password: String,
    #[garde(custom(same(&self.password)))]
    password2: String,
    #[garde(range(min = 18, max = 120))]
    age: u8,
}

/// Ignores unknown keys, as Serde does by default.
#[derive(Debug, Clone, Deserialize, Validate)]
struct LenientSignup {
    #[garde(custom(by_hand(rules::username)))]
    username: String,
    #[garde(custom(by_hand(rules::email)))]
    email: String,
    #[garde(custom(policy(&self.username)))]
    password: String,
    #[garde(custom(same(&self.password)))]
    password2: String,
    #[garde(range(min = 18, max = 120))]
    age: u8,
}

// Serde's `flatten` buffers every value and does not work with `deny_unknown_fields`, so fields that two
// structs share are written in both.
macro_rules! profile {
    ($name:ident { $($more:tt)* }) => {
        #[derive(Debug, Clone, Deserialize, Validate)]
        #[serde(deny_unknown_fields)]
        struct $name {
            #[garde(length(chars, min = 1, max = 50))]
            first_name: String,
            #[garde(length(chars, min = 1, max = 50))]
            last_name: String,
            #[garde(length(chars, min = 1, max = 60))]
            display_name: String,
            #[garde(length(chars, max = 500))]
            bio: String,
            #[garde(custom(by_hand(rules::url)))]
            website: String,
            #[garde(custom(by_hand(rules::phone)))]
            phone: String,
            #[garde(skip)]
            birth_date: Date,
            #[garde(skip)]
            joined_on: Date,
            #[garde(range(min = 50, max = 272))]
            height_cm: u16,
            #[garde(range(min = 2.0, max = 635.0))]
            weight_kg: f64,
            #[garde(range(min = 0, max = 20))]
            children: u8,
            #[garde(skip)]
            newsletter: bool,
            #[garde(skip)]
            is_public: bool,
            #[garde(skip)]
            accept_tos: bool,
            #[garde(skip)]
            gender: Gender,
            #[garde(skip)]
            locale: Locale,
            #[garde(length(chars, max = 100))]
            company: String,
            #[garde(length(chars, max = 100))]
            job_title: String,
            #[garde(length(chars, max = 50))]
            timezone: String,
            #[garde(custom(by_hand(rules::color)))]
            favorite_color: String,
            $($more)*
        }
    };
}

profile!(Profile {});
profile!(DetailedProfile {
    #[garde(dive)]
    address: Address,
    #[garde(length(max = 20), inner(length(chars, min = 1, max = 30)))]
    tags: Vec<String>,
});

#[derive(Debug, Clone, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
struct Address {
    #[garde(length(chars, min = 1, max = 100))]
    street: String,
    #[garde(length(chars, min = 1, max = 60))]
    city: String,
    #[garde(length(chars, min = 3, max = 10))]
    zip: String,
    #[garde(custom(by_hand(rules::country)))]
    country: String,
}

#[derive(Debug, Clone, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
struct Items {
    #[garde(length(max = 100_000), dive)]
    items: Vec<Item>,
}

#[derive(Debug, Clone, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
struct Item {
    #[garde(length(chars, min = 1, max = 20))]
    sku: String,
    #[garde(length(chars, min = 1, max = 100))]
    name: String,
    #[garde(range(min = 1, max = 1000))]
    qty: u32,
    #[garde(range(min = 0.0, max = 1_000_000.0))]
    price: f64,
    #[garde(skip)]
    active: bool,
    #[garde(inner(length(chars, max = 200)))]
    note: Option<String>,
}

fn by_hand(rule: fn(&str) -> rules::Verdict) -> impl FnOnce(&str, &()) -> garde::Result {
    move |text, ()| rule(text).map_err(garde::Error::new)
}

fn policy(username: &str) -> impl FnOnce(&str, &()) -> garde::Result {
    move |password, ()| {
        rules::password(password)
            .and_then(|()| rules::unlike_username(password, username))
            .map_err(garde::Error::new)
    }
}

fn same(other: &str) -> impl FnOnce(&str, &()) -> garde::Result {
    move |text, ()| if text == other { Ok(()) } else { Err(garde::Error::new("different")) }
}

impl Refusal for garde::Report {
    fn errors(&self) -> usize {
        self.iter().count()
    }
}

type Read<T> = Result<T, Refused<garde::Report>>;

fn validated<T: Validate<Context = ()>>(value: T) -> Read<T> {
    value.validate().map_err(Refused::Rules)?;
    Ok(value)
}

fn urlencoded<'body, T>(body: &'body str) -> Read<T>
where
    T: Deserialize<'body> + Validate<Context = ()>,
{
    serde_urlencoded::from_str(body).map_err(|_| Refused::Reading).and_then(validated)
}

fn json<'body, T>(body: &'body str) -> Read<T>
where
    T: Deserialize<'body> + Validate<Context = ()>,
{
    serde_json::from_str(body).map_err(|_| Refused::Reading).and_then(validated)
}

fn sonic<'body, T>(body: &'body str) -> Read<T>
where
    T: Deserialize<'body> + Validate<Context = ()>,
{
    sonic_rs::from_str(body).map_err(|_| Refused::Reading).and_then(validated)
}

pub(super) fn contenders(scenario: &Scenario) -> Vec<Contender<'_>> {
    let body = scenario.body.as_str();
    macro_rules! peer {
        ($name:literal, $read:ident::<$form:ty>) => {
            Contender::new($name, Role::Peer, move || $read::<$form>(black_box(body)))
        };
    }
    let mut all = match (scenario.wire, scenario.shape) {
        (Wire::Urlencoded, Shape::Signup) => vec![
            peer!("serde_urlencoded + garde", urlencoded::<Signup>),
            peer!("serde_urlencoded + garde by hand", urlencoded::<SignupByHand>),
        ],
        (Wire::Urlencoded, Shape::Profile) => vec![peer!("serde_urlencoded + garde", urlencoded::<Profile>)],
        (Wire::Json, Shape::Signup) => vec![
            peer!("serde_json + garde", json::<Signup>),
            peer!("serde_json + garde by hand", json::<SignupByHand>),
            peer!("sonic-rs + garde by hand", sonic::<SignupByHand>),
        ],
        (Wire::Json, Shape::DetailedProfile) => vec![
            peer!("serde_json + garde", json::<DetailedProfile>),
            peer!("sonic-rs + garde", sonic::<DetailedProfile>),
        ],
        (Wire::Json, Shape::Items) => {
            vec![peer!("serde_json + garde", json::<Items>), peer!("sonic-rs + garde", sonic::<Items>)]
        }
        _ => Vec::new(),
    };
    if scenario.name == "A1" {
        all.push(peer!("serde_urlencoded + garde, unknown let through", urlencoded::<LenientSignup>));
    }
    if scenario.name == "A3" {
        // `sonic-rs` recurses without a limit: this body overflows the stack, which ends the program.
        all.retain(|contender| !contender.name.starts_with("sonic-rs"));
    }
    all
}
