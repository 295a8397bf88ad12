//! Forms as HTML: a page's fields with their labels, hints, errors, and what was typed.
//!
//! A form that is not bound ([`Form::blank`](crate::Form::blank), [`Form::filled`](crate::Form::filled)), one that was
//! bound, and one that was refused are shown the same way: `to_html()` gives all fields, `field(F::NAME)` one of them, and
//! `view()` what a template goes through. The `<form>` tag, its buttons and tokens are the page's own, as in Django.
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
//! let html = Search::blank().to_html();
//! assert!(html.contains(r#"<input type="text" id="id_text" name="text" required maxlength="100">"#));
//!
//! let form = Search::bind(&Body::form("text="));
//! let field = form.field(Search::TEXT);
//! assert_eq!(field.errors().next().unwrap().message(), "Enter text.");
//! let page = format!("<p>{}</p>{}", field.label_tag(), field.control());
//! # assert!(page.contains("aria-invalid"));
//! ```
//!
//! Which control asks for a field, with which attributes, is a table in [`manual::rendering`](crate::manual::rendering).
//!
//! What no one may set is shown as it is, disabled; in a form that creates there is nothing to show. Secrets are never
//! shown again. What was typed comes back as it was typed, also if the form was sent as JSON; of a body that could not be
//! read as a whole, nothing does. Errors stand beside their fields, others (of the form, of keys that no field has, of
//! hidden fields) at the top.

mod bounds;
mod control;
mod custom;
mod engines;
mod escape;
mod field;
mod field_rows;
mod ids;
mod input;
mod markup;
mod option_order;
mod options;
mod other_bounds;
#[cfg(feature = "regex")]
mod pattern;
mod render;
mod renderer;
mod room;
mod rows;
mod scene;
mod start_tag;
mod summary;
pub mod theme;
mod unbound;
mod view;
mod words;

#[doc(hidden)]
pub use crate::shown::Shown;
pub(crate) use control::{SentAs, is_always_sent, sent_as};
pub use escape::escape;
pub use field::BoundField;
pub use markup::Html;
pub use options::FieldOption;
#[cfg(feature = "regex")]
pub use pattern::pattern;
pub use renderer::{Part, Plain, Renderer};
pub(crate) use room::{CUT_KEY, LEAST_ROW_BYTES};
pub(crate) use rows::{ROWS_KEY, changed as changed_rows};
pub use start_tag::StartTag;
pub use summary::Summary;
pub use unbound::Unbound;
pub use view::View;
pub use words::UiStrings;
