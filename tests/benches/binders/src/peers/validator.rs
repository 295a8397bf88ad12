//! Serde reads and `validator` validates, with `serde_urlencoded` and `serde_json`.

use std::hint::black_box;
use std::sync::LazyLock;

use regex::Regex;
use serde::{Deserialize, Serialize};
use validator::{Validate, ValidationError, ValidationErrors, ValidationErrorsKind};

use super::Refused;
use super::choice::{Gender, Locale};
use crate::bodies::{Scenario, Shape, Wire};
use crate::date::Date;
use crate::harness::{Contender, Refusal, Role};
use crate::rules;

static USERNAME: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^[A-Za-z0-9._-]+$").expect("a valid pattern"));

// The only rule of a password that needs another field is in a function over the whole struct, which by
// default is skipped if a field has failed. Rules that need no other field are on the field.
macro_rules! signup {
    ($name:ident, $unlike:ident, [$($username:tt)*], [$($email:tt)*]) => {
        #[derive(Debug, Clone, Deserialize, Validate)]
        #[serde(deny_unknown_fields)]
        #[validate(schema(function = $unlike, skip_on_field_errors = false))]
        struct $name {
            #[validate($($username)*)]
            username: String,
            #[validate($($email)*)]
            email: String,
            #[validate(custom(function = password))]
            password: String,
            #[validate(must_match(other = "password"))]
            password2: String,
            #[validate(range(min = 18, max = 120))]
            age: u8,
        }

        fn $unlike(signup: &$name) -> Result<(), ValidationError> {
            rules::unlike_username(&signup.password, &signup.username).map_err(ValidationError::new)
        }
    };
}

signup!(Signup, signup_unlike, [length(min = 3, max = 30), regex(path = *USERNAME)], [email]);
signup!(SignupByHand, signup_by_hand_unlike, [custom(function = username)], [custom(function = email)]);

macro_rules! profile {
    ($name:ident { $($more:tt)* }) => {
        #[derive(Debug, Clone, Deserialize, Validate)]
        #[serde(deny_unknown_fields)]
        struct $name {
            #[validate(length(min = 1, max = 50))]
            first_name: String,
            #[validate(length(min = 1, max = 50))]
            last_name: String,
            #[validate(length(min = 1, max = 60))]
            display_name: String,
            #[validate(length(max = 500))]
            bio: String,
            #[validate(custom(function = url))]
            website: String,
            #[validate(custom(function = phone))]
            phone: String,
            birth_date: Date,
            joined_on: Date,
            #[validate(range(min = 50, max = 272))]
            height_cm: u16,
            #[validate(range(min = 2.0, max = 635.0))]
            weight_kg: f64,
            #[validate(range(min = 0, max = 20))]
            children: u8,
            newsletter: bool,
            is_public: bool,
            accept_tos: bool,
            gender: Gender,
            locale: Locale,
            #[validate(length(max = 100))]
            company: String,
            #[validate(length(max = 100))]
            job_title: String,
            #[validate(length(max = 50))]
            timezone: String,
            #[validate(custom(function = color))]
            favorite_color: String,
            $($more)*
        }
    };
}

profile!(Profile {});
profile!(DetailedProfile {
    #[validate(nested)]
    address: Address,
    #[validate(length(max = 20), custom(function = tags))]
    tags: Vec<String>,
});

#[derive(Debug, Clone, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
struct Address {
    #[validate(length(min = 1, max = 100))]
    street: String,
    #[validate(length(min = 1, max = 60))]
    city: String,
    #[validate(length(min = 3, max = 10))]
    zip: String,
    #[validate(custom(function = country))]
    country: String,
}

#[derive(Debug, Clone, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
struct Items {
    #[validate(length(max = 100_000), nested)]
    items: Vec<Item>,
}

// The error of a list that is too long contains the list, serialized.
#[derive(Debug, Clone, Deserialize, Serialize, Validate)]
#[serde(deny_unknown_fields)]
struct Item {
    #[validate(length(min = 1, max = 20))]
    sku: String,
    #[validate(length(min = 1, max = 100))]
    name: String,
    #[validate(range(min = 1, max = 1000))]
    qty: u32,
    #[validate(range(min = 0.0, max = 1_000_000.0))]
    price: f64,
    active: bool,
    #[validate(length(max = 200))]
    note: Option<String>,
}

macro_rules! by_hand {
    ($($rule:ident),*) => {
        $(fn $rule(text: &str) -> Result<(), ValidationError> {
            rules::$rule(text).map_err(ValidationError::new)
        })*
    };
}
by_hand!(username, email, password, url, phone, color, country);

fn tags(tags: &[String]) -> Result<(), ValidationError> {
    tags.iter().try_for_each(|tag| rules::tag(tag)).map_err(ValidationError::new)
}

impl Refusal for ValidationErrors {
    fn errors(&self) -> usize {
        let count = |kind: &ValidationErrorsKind| match kind {
            ValidationErrorsKind::Struct(inner) => Refusal::errors(&**inner),
            ValidationErrorsKind::List(items) => items.values().map(|item| Refusal::errors(&**item)).sum(),
            ValidationErrorsKind::Field(errors) => errors.len(),
        };
        ValidationErrors::errors(self).values().map(count).sum()
    }
}

type Read<T> = Result<T, Refused<ValidationErrors>>;

fn validated<T: Validate>(value: T) -> Read<T> {
    value.validate().map_err(Refused::Rules)?;
    Ok(value)
}

fn urlencoded<'body, T: Deserialize<'body> + Validate>(body: &'body str) -> Read<T> {
    serde_urlencoded::from_str(body).map_err(|_| Refused::Reading).and_then(validated)
}

fn json<'body, T: Deserialize<'body> + Validate>(body: &'body str) -> Read<T> {
    serde_json::from_str(body).map_err(|_| Refused::Reading).and_then(validated)
}

pub(super) fn contenders(scenario: &Scenario) -> Vec<Contender<'_>> {
    let body = scenario.body.as_str();
    macro_rules! peer {
        ($name:literal, $read:ident::<$form:ty>) => {
            Contender::new($name, Role::Peer, move || $read::<$form>(black_box(body)))
        };
    }
    match (scenario.wire, scenario.shape) {
        (Wire::Urlencoded, Shape::Signup) => vec![
            peer!("serde_urlencoded + validator", urlencoded::<Signup>),
            peer!("serde_urlencoded + validator by hand", urlencoded::<SignupByHand>),
        ],
        (Wire::Urlencoded, Shape::Profile) => {
            vec![peer!("serde_urlencoded + validator", urlencoded::<Profile>)]
        }
        (Wire::Json, Shape::Signup) => vec![
            peer!("serde_json + validator", json::<Signup>),
            peer!("serde_json + validator by hand", json::<SignupByHand>),
        ],
        (Wire::Json, Shape::DetailedProfile) => {
            vec![peer!("serde_json + validator", json::<DetailedProfile>)]
        }
        (Wire::Json, Shape::Items) => vec![peer!("serde_json + validator", json::<Items>)],
        _ => Vec::new(),
    }
}
