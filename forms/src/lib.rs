//! forms is a library for HTML forms, JSON input and model binding in web applications.
//!
//! # High-level features
//!
//! - Bind request bodies, forms and JSON alike, to your structs.
//! - Declare the fields that a request may set. Any other key is an error, so nobody becomes an administrator by sending
//!   `is_admin=true`.
//! - Validate every field, and report all errors at once. Each error has a code, parameters and a message.
//! - Create and update models, and find out which fields have changed.
//! - Render forms as accessible HTML, with the submitted text and the errors.
//! - Use any web framework. Extractors for axum are included.
//!
//! # Example
//!
//! Derive [`Form`](derive@Form) for a model, and list the fields that a request may set:
//!
//! ```
//! use forms::{Body, Form};
//!
//! #[derive(Form)]
//! #[form(name = NewUser, fields = [username, email, age])]
//! struct User {
//!     id: u64,
//!     #[form(username, min_length = 3, max_length = 30)]
//!     username: String,
//!     #[form(email, label = "Email address")]
//!     email: String,
//!     #[form(min = 13)]
//!     age: u8,
//!     is_admin: bool,
//! }
//!
//! // the body of a request
//! let body = Body::form("username=ada&email=ada%40example.com&age=36");
//!
//! // bind the body, and validate it
//! let new_user = NewUser::bind(&body).into_result()?;
//!
//! // create the model: the application sets the other fields
//! let user = new_user.create(NewUserRest { id: 1, is_admin: false });
//! assert_eq!(user.username, "ada");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Declaring forms
//!
//! `#[form(name = NewUser, fields = [..])]` declares a form over a model, and generates the struct `NewUser` with these
//! fields. A model can have several forms. With `#[form(fields = all)]`, a struct is its own form.
//!
//! [`manual::declaring`] explains forms by example: nested forms, rows, choices and messages. [`derive@Form`] lists all
//! attributes. The types of fields are explained in [`manual::fields_texts_and_network`] and
//! [`manual::fields_dates_and_numbers`]. For an enum, derive [`Choice`](derive@Choice). For a newtype
//! whose rules belong to its type, derive [`FieldType`](derive@FieldType): [`manual::fields_newtypes`]. Maps have declared keys: [`manual::fields_maps`]. Implement
//! [`FieldType`](trait@FieldType) to use any other type of your own.
//!
//! # Binding
//!
//! | Method | Binds the body to |
//! | --- | --- |
//! | [`Form::bind`] | a new value |
//! | [`Form::bind_update`] | a present value, which it replaces (`PUT`) |
//! | [`Form::bind_partial`] | a present value, of which it changes some fields (`PATCH`) |
//!
//! Binding returns a [`Bound`] form, which is valid or has errors. [`Bound::into_result`] returns the [`Clean`] values, or
//! the [`Invalid`] form. [`manual::binding`] explains content types, keys, and missing and empty values.
//!
//! # Validation
//!
//! The type of a field and its attributes say which values are valid. A `check` function validates several fields together:
//!
//! ```
//! use forms::{Body, Draft, Form, Problem, Report};
//!
//! #[derive(Form)]
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
//! fn starts_before_it_ends(event: &Draft<Event>, report: &mut Report<'_, Event>) {
//!     if let (Some(starts), Some(ends)) = (event.starts, event.ends) && starts >= ends {
//!         report.add(Event::ENDS, Problem::new("order", "{label} must be later than the start."));
//!     }
//! }
//!
//! let form = Event::bind(&Body::json(r#"{"title": "Tea", "starts": 17, "ends": 16, "is_public": true}"#));
//! assert!(!form.is_valid());
//! assert!(form.errors().has_error("ends", "order"));
//! assert!(form.errors().to_string().contains("Ends must be later than the start."));
//! assert!(form.errors().iter().any(|error| error.is_unknown_key()));
//! ```
//!
//! See [`validator`] for rules of your own, [`Report`] for rules between fields, and [`Bound::check_async`] for checks that
//! need a database.
//!
//! # Updating models
//!
//! An update writes only the fields that the form declares and that have changed, and returns their names:
//!
//! ```
//! use forms::{Body, Form};
//!
//! #[derive(Form)]
//! #[form(name = EditProfile, fields = [name, motto])]
//! struct Profile {
//!     id: u64,
//!     name: String,
//!     motto: Option<String>,
//! }
//!
//! let mut profile = Profile { id: 1, name: "Ada".to_owned(), motto: None };
//! let body = Body::json(r#"{"name": "Grace"}"#);
//! let changed = EditProfile::bind_partial(&profile, &body).into_result()?.apply_to(&mut profile);
//! assert_eq!(changed, ["name"]);
//! assert_eq!(profile.name, "Grace");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! [`manual::updating`] shows how to write the changes to a database, and how to report a violated constraint at its field
//! with a [`Receipt`].
//!
//! # Errors
//!
//! [`Errors`] has all errors of a form: as text, as a map by field, or as problem details (RFC 9457). No error contains a
//! submitted value. [`manual::codes`] lists all codes, and [`manual::how_to::errors`] shows how to change messages.
//!
//! # Rendering
//!
//! Every form can be rendered as HTML, whole or field by field: a blank form, one with the values of a model, or one with
//! errors.
//!
//! ```
//! use forms::{Body, Form};
//!
//! #[derive(Form)]
//! #[form(fields = all)]
//! struct Search {
//!     #[form(max_length = 100)]
//!     text: String,
//! }
//!
//! let blank = Search::blank().to_html();
//! assert!(blank.contains(r#"<input type="text" id="id_text" name="text" required maxlength="100">"#));
//!
//! let with_errors = Search::bind(&Body::form("text=")).to_html();
//! assert!(with_errors.contains(r#"aria-invalid="true""#));
//! ```
//!
//! The module [`html`] explains the methods, [`manual::rendering`] the controls and themes, and [`manual::accessibility`]
//! what the pages do for accessibility.
//!
//! # Web frameworks
//!
//! [`Body::new`] takes the content type and the bytes of a request from any framework. The module [`web`] has adapters.
//! [`Limits`] bounds what a request may send; every limit has a default.
//!
//! # More in the manual
//!
//! | Page | Subject |
//! | --- | --- |
//! | [`manual::tutorial`] | a page and a JSON endpoint with axum, in ten minutes |
//! | [`manual::how_to`] | recipes |
//! | [`manual::compile_errors`] | errors of the compiler, and how to fix them |
//! | [`manual::coming_from_django`] | Django's names, and the names here |
//! | [`manual::passwords`] | passwords and their policies, with [`Password`] and [`password::PasswordPolicy`] |
#![cfg_attr(
    feature = "csrf",
    doc = "| [`manual::csrf`] | protection against cross-site request forgery, with the module [`csrf`] |"
)]
#![cfg_attr(
    all(feature = "askama", feature = "maud", feature = "minijinja", feature = "tera"),
    doc = "| [`manual::templates`] | forms in askama, maud, minijinja and tera, custom themes, htmx |"
)]
#![cfg_attr(
    feature = "fuzzing",
    doc = "| [`manual::fuzzing`] | fuzzing your own forms, with the module [`fuzzing`] |"
)]
//! | [`manual::security`] | the security properties, and the tests of each |
//!
//! # Feature flags
//!
//! | Name | Description | Default? | Rust |
//! | --- | --- | --- | --- |
//! | `regex` | Enables the rule `regex = ".."` and the `pattern` attribute of its controls | Yes | 1.88 |
//! | `axum` | Enables extractors for axum 0.8 | No | 1.88 |
//! | `multipart` | Enables bodies of type `multipart/form-data`, with [`Receiver`], [`upload`] and the reader [`multipart`] | No | 1.88 |
//! | `images` | Enables the rule `image(..)` for uploaded images: formats and dimensions | No | 1.88 |
//! | `csrf` | Enables `#[form(csrf)]`: protection against cross-site request forgery | No | 1.88 |
//! | `jiff`, `chrono`, `time` | Enables dates, times and durations of `jiff` 1, `chrono` 0.4 and `time` 0.3 as field types | No | 1.88 |
//! | `rust_decimal`, `bigdecimal` | Enables decimals of `rust_decimal` 1 and `bigdecimal` 0.4 as field types | No | 1.88 |
//! | `uuid`, `url` | Enables the types of `uuid` 1 and `url` 2 as field types | No | 1.88 |
//! | `askama`, `maud`, `minijinja`, `tera` | Enables forms in templates of `askama` 0.16, `maud` 0.27, `minijinja` 3 and `tera` 2 | No | 1.88 |
//! | `zxcvbn` | Enables `password(min_score = 3)`, which estimates how hard a password is to guess | No | 1.88 |
//! | `password-hash` | Enables `password::hash`, which hashes passwords for storage and verifies the hashes of Django and others | No | 1.88 |
//! | `encode` | Enables `Form::encode`, which writes a value as the body of a request | No | 1.88 |
//! | `testing` | Enables assertions about errors for your tests ([`manual::how_to`]), and `encode` | No | 1.88 |
//! | `fuzzing` | Enables a test harness for fuzzing your own forms, and `encode` | No | 1.88 |
//!
//! The column "Rust" is the first version of Rust that compiles the feature, with the newest versions of its crates. Without
//! features, it is 1.88.
//!
//! A field type works only with the version of its crate in this table, because the compiler treats the types of other
//! versions as different types.
// docs.rs builds with `--cfg docsrs`, to mark the items that need a feature
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
#[cfg(feature = "multipart")]
pub mod upload;
pub mod validator;
pub mod web;

pub use bind::BindContext;
#[cfg(feature = "multipart")]
pub use body::multipart;
pub use body::{Body, RawValue};
pub use error::{Error, Errors, Param, Params, Problem};
pub use field::{
    Choice, Comparable, DomainName, Email, FieldType, Password, PhoneNumber, Slug, UnicodeSlug, Url, Username,
};
#[cfg(any(feature = "jiff", feature = "chrono", feature = "time"))]
pub use field::{DateAndTime, SplitDateTime};
#[cfg(feature = "encode")]
pub use form::EncodeError;
#[cfg(feature = "multipart")]
pub use form::Receiver;
pub use form::{
    Binder, Bound, Changed, Clean, Create, CreateWith, Creates, Edit, FieldRef, Form, HasFields, InsertedRow,
    Invalid, InvalidValue, NoContext, Presence, Receipt, Report, RowChanges, StandaloneField, Update,
    UpdatedRow, Updates, VisitField, VisitFields,
};
pub use schema::{ChoiceOption, Choices, FieldSchema, FormSchema, InvalidChoice, Kind, Limits};

/// A form while it is validated, as `check` functions receive it. Every field is an `Option`, also that of a nested form;
/// a flattened form has its own draft.
pub type Draft<F> = <F as Form>::Draft;

// tests the examples of the repository's first page
#[cfg(all(doctest, feature = "axum"))]
#[doc = include_str!("../../README.md")]
mod readme {}

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;

pub use forms_derive::{Choice, FieldType, Form};
