//! Forms as HTML: a page's fields with their labels, hints, errors, and what was typed.
//!
//! A form that is not bound ([`Form::blank`](crate::Form::blank), [`Form::filled`](crate::Form::filled)), one that was
//! bound, and one that was refused are shown the same way: `to_html()` gives all fields, `field(TOKEN)` one of them, and
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
//! | field | control |
//! | --- | --- |
//! | text | `<input type="text">`, or the type of its format (`email`); `<textarea>` if `multiline` |
//! | text with `one_of`, choice | `<select>`; radio buttons with `widget = radio` |
//! | secret | `<input type="password">`, always empty |
//! | number | `<input type="text" inputmode="numeric">` (`decimal`), without `inputmode` where it may be negative; `<input type="number">` with `widget = number` |
//! | yes or no | `<input type="checkbox" value="true">` |
//! | JSON | `<textarea>` |
//! | list of choices | a checkbox for each |
//! | other list | a row for each item that was submitted or filled in, and as many as `min_items` says |
//! | form | `<fieldset>` with its fields |
//!
//! Attributes come from the rules that the server runs: `required`, `minlength` and `maxlength` (not of passwords, which
//! browsers would cut when they are pasted), `min`, `max` and `step` of `type="number"`, `autocomplete`. Within a form
//! that may be left out, and within rows, nothing is `required`: the browser cannot know whether the rest is filled in.
//!
//! What no one may set is shown as it is, disabled; in a form that creates there is nothing to show. Secrets are never
//! shown again. What was typed comes back as it was typed, also if the form was sent as JSON; of a body that could not be
//! read as a whole, nothing does. Errors stand beside their fields, others (of the form, of keys that no field has, of
//! hidden fields) at the top.

mod attributes;
mod control;
mod escape;
mod field;
mod markup;
mod options;
mod render;
mod scene;
mod unbound;
mod view;

#[doc(hidden)]
pub use crate::shown::Shown;
pub use escape::escape;
pub use field::BoundField;
pub use markup::Html;
pub use unbound::Unbound;
pub use view::View;
