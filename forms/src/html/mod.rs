//! Renders forms as HTML: fields with their labels, hints, errors and submitted text.
//!
//! Unbound forms ([`Form::blank`](crate::Form::blank), [`Form::filled`](crate::Form::filled)), bound forms and invalid
//! forms are rendered in the same way. `to_html()` renders all fields, `field(F::NAME)` returns one of them, and `view()`
//! returns a [`View`] for templates. The page writes the `<form>` tag and the buttons, as in Django.
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
//! [`manual::rendering`](crate::manual::rendering) lists the control and the attributes of each type of field.
//!
//! Fields that cannot be set are shown disabled, with their present value. A form that creates a model has no
//! present values, and does not show these fields. Secrets are never rendered. The submitted text is shown unchanged, also
//! if the form was sent as JSON. If the body could not be read as a whole, nothing of it is shown. Errors are shown beside
//! their fields. Errors of the form as a whole, of unknown keys and of hidden fields are shown at the top.

mod bound_field;
mod bounds;
#[cfg(feature = "regex")]
mod browser_pattern;
mod custom;
mod engines;
mod escape;
mod field_rows;
mod ids;
mod input;
mod markup;
mod option_index;
mod options;
mod other_bounds;
mod page_data;
mod page_size;
mod render;
mod renderer;
mod sanitization;
mod start_tag;
mod strings;
mod summary;
pub mod theme;
mod variants;
mod view;

#[doc(hidden)]
pub use crate::field::Shown;

pub use bound_field::BoundField;
#[cfg(feature = "regex")]
pub use browser_pattern::pattern;
pub use escape::escape;
pub use markup::Html;
pub use options::FieldOption;
pub use renderer::{Part, Plain, Renderer};
pub use start_tag::StartTag;
pub use strings::UiStrings;
pub use summary::Summary;
pub use view::View;

pub use crate::form::Unbound;
