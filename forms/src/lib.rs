//! Forms and model binding: a declaration says which fields a request may set, everything else is refused, every value is
//! validated, and every problem is shown beside its field.
//!
//! ```
//! use forms::{Body, Form, Problem, Report};
//!
//! #[derive(Form, Debug)]
//! #[form(fields = all, check = starts_before_it_ends)]
//! struct Event {
//!     #[form(max_length = 80)]
//!     title: String,
//!     #[form(min = 0, max = 23)]
//!     starts: u8,
//!     #[form(min = 1, max = 24)]
//!     ends: u8,
//! }
//!
//! fn starts_before_it_ends(event: &forms::Draft<Event>, report: &mut Report<'_, Event>) {
//!     if let (Some(starts), Some(ends)) = (event.starts, event.ends) && starts >= ends {
//!         report.add(Event::ENDS, Problem::new("order", "{label} must be later than the start."));
//!     }
//! }
//!
//! let form = Event::bind(&Body::form("title=Tea&starts=17&ends=16&is_public=true"));
//! assert_eq!(form.errors().to_string(), "\
//! ends: Ends must be later than the start.
//! Remove “is_public”: this form has no such field.
//! ");
//!
//! let event = Event::bind(&Body::json(r#"{"title": "Tea", "starts": 16, "ends": 17}"#)).into_result()?.into_inner();
//! assert_eq!(event.ends, 17);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Where to find what
//!
//! | | |
//! | --- | --- |
//! | declaring a form, every attribute | [`derive@Form`], [`derive@Choice`] |
//! | texts, addresses, names, slugs, phone numbers | [`manual::fields_texts_and_network`] |
//! | numbers, dates, times, lengths of time, UUIDs | [`manual::fields_dates_and_numbers`] |
//! | forms over a model, rows, rules of your own, by example | [`manual::declaring`] |
//! | an error of the compiler | [`manual::compile_errors`] |
//! | what Django calls what, and what is stricter | [`manual::coming_from_django`] |
//! | what a body may look like, and the decision table | [`manual::binding`] |
//! | binding, and what comes of it | [`Form`], [`Body`], [`Bound`], [`Clean`], [`Invalid`], [`Receipt`] |
//! | updating a row of a database | [`manual::updating`] |
//! | reports in every shape | [`Errors`] |
//! | every code, and words of your own for them | [`manual::codes`], [`manual::declaring`](manual::declaring#words-of-ones-own) |
//! | choices: enums, fixed ones, those of a context | [`derive@Choice`], [`Choices`] |
//! | what a form asks for, as a page for whoever writes to it | [`FormSchema::describe`] |
//! | types and rules of your own | [`FieldType`], [`validator::Validator`], [`Problem`] |
//! | one field by itself | [`StandaloneField`] |
//! | HTML | [`html`], and [`manual::rendering`]: the control of each type, rows, themes, live checking; [`manual::accessibility`] |
#![cfg_attr(
    all(feature = "askama", feature = "maud", feature = "minijinja", feature = "tera"),
    doc = "| templates of askama, maud, minijinja, tera; a theme of your own; htmx | [`manual::templates`] |"
)]
//! | passwords | [`manual::passwords`], [`Password`], [`password::PasswordPolicy`] |
#![cfg_attr(
    feature = "csrf",
    doc = "| against requests of other sites (CSRF) | [`manual::csrf`], [`csrf`] |"
)]
#![cfg_attr(feature = "fuzzing", doc = "| fuzzing forms of one's own | [`manual::fuzzing`], [`fuzzing`] |")]
//! | what a security review asks | [`manual::security`] |
//! | bounds | [`Limits`] |
//! | frameworks | [`web`] |
//!
//! # Features
//!
//! | feature | what it brings |
//! | --- | --- |
//! | `regex` (default) | the rule `regex = "..."`, and the `pattern` of its controls |
//! | `jiff`, `chrono`, `time` | dates, times and lengths of time of `jiff` 1, `chrono` 0.4 and `time` 0.3 as field types |
//! | `rust_decimal`, `bigdecimal` | decimals of `rust_decimal` 1 and `bigdecimal` 0.4 as field types |
//! | `uuid`, `url` | the types of `uuid` 1 and `url` 2 as field types |
//! | `csrf` | `#[form(csrf)]`: an origin check and tokens against requests that another site has a browser send |
//! | `axum` | extractors for axum 0.8 |
//! | `askama`, `maud`, `minijinja`, `tera` | forms in templates of `askama` 0.16, `maud` 0.27, `minijinja` 3 and `tera` 2 |
//! | `zxcvbn` | `password(min_score = 3)`: how hard a password is to guess |
//! | `fuzzing` | a harness that holds forms of one's own to what every form promises |
//!
//! Types of other versions of these crates are no field types: to the compiler they are other types.
// docs.rs builds with `--cfg docsrs`, and marks what needs a feature.
#![cfg_attr(docsrs, feature(doc_cfg))]
#![forbid(unsafe_code)]
#![warn(missing_docs)]

mod bind;
mod body;
#[cfg(feature = "csrf")]
pub mod csrf;
mod date_time;
pub mod error;
pub mod field;
mod form;
#[cfg(feature = "fuzzing")]
pub mod fuzzing;
pub mod html;
pub mod manual;
pub mod password;
pub mod schema;
pub mod validator;
pub mod web;

pub use bind::BindContext;
pub use body::{Body, RawValue};
pub use error::{Error, Errors, Param, Params, Problem};
pub use field::{
    Choice, Comparable, DomainName, Email, FieldType, Password, PhoneNumber, Slug, UnicodeSlug, Url, Username,
};
#[cfg(any(feature = "jiff", feature = "chrono", feature = "time"))]
pub use field::{DateAndTime, SplitDateTime};
pub use form::{
    Binder, Bound, Changed, Clean, Create, CreateWith, Creates, Edit, FieldRef, Form, HasFields, Invalid,
    NoContext, Presence, Receipt, Report, StandaloneField, Update, Updates, VisitField, VisitFields,
};
pub use schema::{ChoiceOption, Choices, FieldSchema, FormSchema, InvalidChoice, Kind, Limits};

/// The form while it is checked: every field an `Option`, of nested forms an `Option` too, of flattened forms their
/// own draft.
pub type Draft<F> = <F as Form>::Draft;

/// The examples of the first page are tests.
#[cfg(all(doctest, feature = "axum"))]
#[doc = include_str!("../../README.md")]
mod readme {}

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;

pub use forms_derive::{Choice, Form};
