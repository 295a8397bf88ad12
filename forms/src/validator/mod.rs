//! Rules for typed values.
//!
//! Each rule has Django's code, and Django's name in the style of Rust. Declarations name rules without a path
//! (`#[form(max_length = 500)]`, `#[form(email)]`). The values in this module are for use anywhere else, and for
//! `#[form(validate = ...)]`. Texts are validated as a whole, including line breaks at both ends.

mod age;
mod age_on;
mod case_folding;
mod confusable;
mod context;
mod decimal_digits;
mod digits;
mod domain;
mod email;
mod email_key;
mod file;
mod file_name;
pub(crate) mod file_problem;
mod format;
mod integer;
mod ip;
mod length;
mod null_characters;
mod number_system;
mod pasted;
mod phone;
mod punycode;
mod range;
#[cfg(feature = "regex")]
mod regex;
mod rule_list;
mod slug;
mod step;
mod url;
mod username;
mod with_message;
mod word;

pub use crate::schema::attribute::Attribute;
pub use age::Age;
pub use age_on::{AgeOn, CalendarDate, age_on};
pub use confusable::{mixes_scripts, skeleton};
pub use context::Context;
pub use decimal_digits::DecimalDigits;
pub use domain::{
    ASCII_DOMAIN_NAME, DOMAIN_NAME, is_ascii_domain_name, is_domain_name, validate_ascii_domain_name,
    validate_domain_name,
};
pub use email::{EMAIL, EmailWithHosts, is_email_at, validate_email};
pub use email_key::email_key;
pub use file::{FileExtension, FileMetadata, FileRules, IMAGE_EXTENSIONS, validate_image_file_extension};
pub use file_name::sanitize_file_name;
pub use integer::{
    INTEGER, INTEGER_LIST, IntegerList, validate_comma_separated_integer_list, validate_integer,
};
pub use ip::{
    IP_ADDRESS, IP_ADDRESS_UNPACKED, IPV4, IPV6, validate_ipv4_address, validate_ipv6_address,
    validate_ipv46_address,
};
pub use length::{MaxLength, MinLength};
pub use null_characters::ProhibitNullCharacters;
pub use number_system::mixes_number_systems;
pub use phone::{PHONE, phone_digits, validate_phone};
pub use range::{MaxValue, MinValue};
#[cfg(feature = "regex")]
pub use regex::{DoesNotMatch, Matches};
#[doc(hidden)]
pub use rule_list::RuleList;
pub use slug::{SLUG, UNICODE_SLUG, UNICODE_SLUG_OF_MIXED_SCRIPTS, validate_slug, validate_unicode_slug};
pub use step::StepSize;
pub use url::{SCHEMES, URL, UrlWithSchemes, is_url, validate_url, with_scheme};
pub use username::{
    ASCII_USERNAME, USERNAME, USERNAME_OF_MIXED_SCRIPTS, normalize_username, username_key,
    username_lookalike_key, validate_ascii_username, validate_username,
};
pub use with_message::WithMessage;

pub(crate) use digits::Digits;
pub(crate) use number_system::zero_of;
pub(crate) use pasted::first_invisible;
pub(crate) use step::{is_step, is_step_of};
pub(crate) use username::has_long_run;
pub(crate) use word::{is_blank, is_invisible, is_word, turns_direction};

use crate::error::{Code, Problem};

/// A rule for a value: a function `fn(&T) -> Result<(), Problem>`, or a value of your own type.
///
/// A type can also declare attributes that make a browser check the same, and the codes of its errors. They appear in
/// the form's page and in its [description](crate::FormSchema::describe), like those of the library's own rules.
///
/// ```
/// use forms::{Form, Problem, error::Code, validator::{Attribute, Validator}};
///
/// const MULTIPLE_OF: Code = Code::new("multiple_of", "{label} must be a multiple of {factor}.").params(&["factor"]);
///
/// struct MultipleOf(u32);
/// impl Validator<u32> for MultipleOf {
///     fn validate(&self, value: &u32) -> Result<(), Problem> {
///         if value % self.0 == 0 { return Ok(()) }
///         Err(MULTIPLE_OF.problem().param("factor", self.0))
///     }
///     fn attributes(&self) -> Vec<Attribute> { vec![Attribute::new("step", self.0)] }
///     fn codes(&self) -> &[Code] { &[MULTIPLE_OF] }
/// }
/// assert!(MultipleOf(5).validate(&10).is_ok());
///
/// #[derive(Form)]
/// #[form(fields = all)]
/// struct Order {
///     #[form(validate = MultipleOf(6), min = 0, widget = number)]
///     eggs: u32,
/// }
/// assert!(Order::blank().to_html().contains(r#"min="0" step="6""#));
/// assert!(Order::SCHEMA.describe().to_string().contains("`multiple_of`"));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a rule for values seen as `{T}`",
    label = "a rule is a function `fn(&{T}) -> Result<(), forms::Problem>`, or a value whose type implements `forms::validator::Validator<{T}>`"
)]
pub trait Validator<T: ?Sized>: Send + Sync {
    /// Validates the value. It is never called with an empty value of an optional field.
    fn validate(&self, value: &T) -> Result<(), Problem>;

    /// Validates the value with the form's context, for rules that need to know about the request. [`Context::get`]
    /// returns the context that the form was bound with.
    fn validate_with(&self, value: &T, context: Context<'_>) -> Result<(), Problem> {
        let _ = context;
        self.validate(value)
    }

    /// Returns attributes of an `<input>` or a `<textarea>` that make a browser check the same: `pattern`, `maxlength`,
    /// `min`, `step`, `inputmode`. Attributes that the library sets itself (`id`, `name`, `type`, `value`) are ignored.
    fn attributes(&self) -> Vec<Attribute> {
        Vec::new()
    }

    /// Returns the codes of the rule's errors, for descriptions of the form.
    fn codes(&self) -> &[Code] {
        &[]
    }
}

impl<T: ?Sized, F: Fn(&T) -> Result<(), Problem> + Send + Sync> Validator<T> for F {
    fn validate(&self, value: &T) -> Result<(), Problem> {
        self(value)
    }
}
