//! The forms that the scenarios bind and render.

use forms::{Choice, Form, Password};

#[derive(Debug, Clone, PartialEq, Form)]
#[form(fields = all)]
pub(crate) struct Signup {
    #[form(username, min_length = 3, max_length = 30)]
    pub(crate) username: String,
    #[form(email)]
    pub(crate) email: String,
    #[form(password(django, similar_to = [username]))]
    pub(crate) password: Password,
    #[form(equals = password)]
    pub(crate) password2: Password,
    #[form(min = 18, max = 120)]
    pub(crate) age: u8,
}

#[derive(Debug, Clone, Copy, PartialEq, Choice)]
#[form(rename_all = "lowercase")]
pub(crate) enum Plan {
    Free,
    Team,
    Company,
}

#[derive(Debug, Clone, PartialEq, Form)]
#[form(fields = all)]
pub(crate) struct Address {
    #[form(max_length = 80)]
    pub(crate) street: String,
    #[form(max_length = 40)]
    pub(crate) city: String,
    #[form(regex = "[0-9]{5}")]
    pub(crate) postcode: String,
}

#[derive(Debug, Clone, PartialEq, Form)]
#[form(fields = all)]
pub(crate) struct Phone {
    #[form(max_length = 20)]
    pub(crate) label: String,
    #[form(phone)]
    pub(crate) number: String,
}

/// Twenty controls of every common kind.
#[derive(Debug, Clone, PartialEq, Form)]
#[form(fields = all)]
pub(crate) struct Profile {
    #[form(max_length = 50)]
    pub(crate) first_name: String,
    #[form(max_length = 50)]
    pub(crate) last_name: String,
    #[form(email)]
    pub(crate) email: String,
    #[form(max_length = 500, multiline, default)]
    pub(crate) bio: String,
    #[form(url)]
    pub(crate) website: Option<String>,
    #[form(min = 0, max = 150)]
    pub(crate) age: Option<u8>,
    pub(crate) height: Option<f64>,
    pub(crate) plan: Plan,
    pub(crate) newsletter: bool,
    pub(crate) invoices: bool,
    #[form(max_items = 10)]
    pub(crate) tags: Vec<String>,
    #[form(max_items = 3)]
    pub(crate) plans_before: Vec<Plan>,
    #[form(nested)]
    pub(crate) address: Address,
    #[form(nested, max_items = 50)]
    pub(crate) phones: Vec<Phone>,
}

#[derive(Debug, Clone, PartialEq, Form)]
#[form(fields = all)]
pub(crate) struct Numbers {
    #[form(max_items = 1_000)]
    pub(crate) values: Vec<i64>,
}
