//! The form and its submission: twenty fields of all kinds, ten of them invalid.

use forms::{Body, Bound, Choice, Email, Form, PhoneNumber, Url};
use jiff::civil::Date;

#[derive(Debug, Clone, Copy, PartialEq, Choice)]
#[form(rename_all = "lowercase")]
pub enum Gender {
    Female,
    Male,
    Other,
}

#[derive(Debug, Clone, Copy, PartialEq, Choice)]
#[form(rename_all = "lowercase")]
pub enum Locale {
    De,
    En,
    Es,
    Fr,
    It,
}

#[derive(Debug, Clone, PartialEq, Form)]
#[form(fields = all)]
pub struct Profile {
    #[form(max_length = 50, autocomplete = "given-name")]
    first_name: String,
    #[form(max_length = 50, autocomplete = "family-name")]
    last_name: String,
    #[form(max_length = 60, help = "What others see.")]
    display_name: String,
    #[form(max_length = 500, multiline)]
    bio: String,
    #[form(label = "Email address")]
    email: Email,
    website: Url,
    phone: PhoneNumber,
    birth_date: Date,
    joined_on: Option<Date>,
    #[form(min = 50, max = 272, label = "Height in cm")]
    height_cm: u16,
    #[form(min = 2.0, max = 635.0, label = "Weight in kg")]
    weight_kg: f64,
    #[form(max = 20)]
    children: u8,
    newsletter: bool,
    #[form(required, label = "I accept the terms")]
    accept_tos: bool,
    #[form(widget = radio)]
    gender: Gender,
    locale: Locale,
    #[form(max_length = 100, autocomplete = "organization")]
    company: Option<String>,
    #[form(max_length = 100)]
    job_title: Option<String>,
    #[form(max_length = 50, help = "As the list of time zones names it, such as Europe/London.")]
    timezone: String,
    #[form(one_of = ["red", "green", "blue"])]
    favorite_color: String,
}

/// The submitted body.
pub const BODY: &str = include_str!("../bodies/invalid");

/// The bound form, with its errors.
pub fn refused() -> Bound<Profile> {
    Profile::bind(&Body::form(BODY))
}
