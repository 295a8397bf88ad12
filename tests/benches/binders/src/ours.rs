//! The contender that the gates measure: forms as a user of this crate declares them.

use std::borrow::Cow;
use std::hint::black_box;

use forms::{
    BindContext, Body, Choice, Clean, FieldSchema, FieldType, Form, Invalid, Kind, Password, Problem,
    RawValue,
};

use crate::bodies::{Scenario, Shape, Wire};
use crate::date::Date;
use crate::harness::{Contender, Refusal, Role};
use crate::rules;

#[derive(Debug, Clone, PartialEq, Form)]
#[form(fields = all)]
struct Signup {
    #[form(username, min_length = 3, max_length = 30)]
    username: String,
    #[form(email)]
    email: String,
    #[form(password(django, similar_to = [username]))]
    password: Password,
    #[form(equals = password)]
    password2: Password,
    #[form(min = 18, max = 120)]
    age: u8,
}

/// The same with the default policy, which also rejects common passwords and sequences in a password. No peer does
/// that.
#[derive(Debug, Clone, PartialEq, Form)]
#[form(fields = all)]
struct SignupByDefault {
    #[form(username, min_length = 3, max_length = 30)]
    username: String,
    #[form(email)]
    email: String,
    #[form(password(min_length = 8, similar_to = [username]))]
    password: Password,
    #[form(equals = password)]
    password2: Password,
    #[form(min = 18, max = 120)]
    age: u8,
}

/// The same with plain texts and the functions that the handwritten peers call. This measures reading without our own
/// rules and secrets, which do more than theirs.
#[derive(Debug, Clone, PartialEq, Form)]
#[form(fields = all, check = unlike_username)]
struct SignupByHand {
    #[form(validate = username)]
    username: String,
    #[form(validate = email)]
    email: String,
    #[form(validate = password, strip = false)]
    password: String,
    #[form(equals = password, strip = false)]
    password2: String,
    #[form(min = 18, max = 120)]
    age: u8,
}

fn unlike_username(draft: &forms::Draft<SignupByHand>, report: &mut forms::Report<'_, SignupByHand>) {
    if let (Some(password), Some(username)) = (&draft.password, &draft.username)
        && let Err(code) = rules::unlike_username(password, username)
    {
        report.add(
            SignupByHand::PASSWORD,
            Problem::new(code, "Choose a password without your user name in it."),
        );
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Choice)]
#[form(rename_all = "lowercase")]
enum Gender {
    Female,
    Male,
    Other,
}

#[derive(Debug, Clone, Copy, PartialEq, Choice)]
#[form(rename_all = "lowercase")]
enum Locale {
    De,
    En,
    Es,
    Fr,
    It,
}

impl FieldType for Date {
    type Subject = Date;
    const KIND: Kind = Kind::Text;

    fn clean<'b>(raw: &RawValue<'b>, field: &'static FieldSchema, cx: &mut BindContext<'b>) -> Option<Date> {
        cx.parse(raw, field, |text| {
            Date::parse(text).ok_or_else(|| Problem::new("date", "Give {label} as YYYY-MM-DD."))
        })
    }

    fn to_text(&self) -> Option<Cow<'_, str>> {
        Some(format!("{:04}-{:02}-{:02}", self.year, self.month, self.day).into())
    }
}

macro_rules! profile {
    ($name:ident { $($more:tt)* }) => {
        #[derive(Debug, Clone, PartialEq, Form)]
        #[form(fields = all)]
        struct $name {
            #[form(max_length = 50)]
            first_name: String,
            #[form(max_length = 50)]
            last_name: String,
            #[form(max_length = 60)]
            display_name: String,
            #[form(max_length = 500, multiline)]
            bio: String,
            #[form(validate = url)]
            website: String,
            #[form(validate = phone)]
            phone: String,
            birth_date: Date,
            joined_on: Date,
            #[form(min = 50, max = 272)]
            height_cm: u16,
            #[form(min = 2.0, max = 635.0)]
            weight_kg: f64,
            #[form(max = 20)]
            children: u8,
            newsletter: bool,
            is_public: bool,
            accept_tos: bool,
            gender: Gender,
            locale: Locale,
            #[form(max_length = 100)]
            company: String,
            #[form(max_length = 100)]
            job_title: String,
            #[form(max_length = 50)]
            timezone: String,
            #[form(validate = color)]
            favorite_color: String,
            $($more)*
        }
    };
}

profile!(Profile {});
profile!(DetailedProfile {
    #[form(nested)]
    address: Address,
    #[form(max_items = 20, max_length = 30)]
    tags: Vec<String>,
});

#[derive(Debug, Clone, PartialEq, Form)]
#[form(fields = all)]
struct Address {
    #[form(max_length = 100)]
    street: String,
    #[form(max_length = 60)]
    city: String,
    #[form(min_length = 3, max_length = 10)]
    zip: String,
    #[form(validate = country)]
    country: String,
}

#[derive(Debug, Clone, PartialEq, Form)]
#[form(fields = all)]
struct Items {
    #[form(nested, max_items = 60_000)]
    items: Vec<Item>,
}

#[derive(Debug, Clone, PartialEq, Form)]
#[form(fields = all)]
struct Item {
    #[form(max_length = 20)]
    sku: String,
    #[form(max_length = 100)]
    name: String,
    #[form(min = 1, max = 1000)]
    qty: u32,
    #[form(min = 0.0, max = 1_000_000.0)]
    price: f64,
    active: bool,
    #[form(max_length = 200)]
    note: Option<String>,
}

macro_rules! by_hand {
    ($($rule:ident),*) => {
        $(fn $rule(text: &str) -> Result<(), Problem> {
            rules::$rule(text).map_err(|code| Problem::new(code, "{label} is not right."))
        })*
    };
}
by_hand!(username, email, password, url, phone, color, country);

impl<F: Form> Refusal for Invalid<F> {
    fn errors(&self) -> usize {
        Invalid::errors(self).len()
    }
}

fn bind<F: Form<Context = ()>>(body: &Body) -> Result<Clean<F>, Invalid<F>> {
    F::bind(body).into_result()
}

pub fn contenders(scenario: &Scenario) -> Vec<Contender<'_>> {
    match scenario.shape {
        Shape::Signup => {
            let mut all = of::<Signup>(scenario);
            let (body, again) = (made(scenario), made(scenario));
            all.push(Contender::with_value(
                "forms, the default policy",
                Role::Informative,
                move || bind::<SignupByDefault>(black_box(&again)),
                |clean| &**clean,
            ));
            all.push(Contender::with_value(
                "forms by hand",
                Role::Informative,
                move || bind::<SignupByHand>(black_box(&body)),
                |clean| &**clean,
            ));
            all
        }
        Shape::Profile => of::<Profile>(scenario),
        Shape::DetailedProfile => of::<DetailedProfile>(scenario),
        Shape::Items => of::<Items>(scenario),
    }
}

fn of<F: Form<Context = ()> + Clone>(scenario: &Scenario) -> Vec<Contender<'_>> {
    let body = made(scenario);
    vec![
        Contender::with_value("forms", Role::Ours, move || bind::<F>(black_box(&body)), |clean| &**clean),
        Contender::with_value(
            "forms, the body made from bytes",
            Role::Informative,
            move || bind::<F>(&made(black_box(scenario))),
            |clean| &**clean,
        ),
    ]
}

/// What a server does once for each body: copies the bytes, checks them as UTF-8, and shares them.
fn made(scenario: &Scenario) -> Body {
    let content_type = match scenario.wire {
        Wire::Urlencoded => "application/x-www-form-urlencoded",
        Wire::Json => "application/json",
    };
    Body::new(content_type, scenario.body.as_bytes())
}
