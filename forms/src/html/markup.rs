//! HTML as a type, separate from text.

use super::{escape, start_tag::StartTag};
use std::fmt;

/// A piece of HTML in which all text is escaped.
///
/// Template engines escape text. With the features `askama`, `maud`, `minijinja` and `tera`, these engines recognize
/// `Html` as markup, so a template needs no `|safe` or `PreEscaped`. [Other
/// engines](crate::manual::rendering#templates) need their own notation for markup, such as `{{{field}}}`.
///
/// It is built from pieces, and no method takes text without escaping it:
///
/// ```
/// use forms::html::Html;
/// let mut html = Html::default();
/// html.start_tag("p").class("note").attribute("title", "\"quoted\"").close();
/// html.push_text("1 < 2");
/// html.push_markup("</p>");
/// assert_eq!(html.as_str(), r#"<p class="note" title="&quot;quoted&quot;">1 &lt; 2</p>"#);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Html(pub(super) String);

impl Html {
    pub(crate) fn new(markup: String) -> Self {
        Html(markup)
    }
    /// Returns the markup.
    pub fn as_str(&self) -> &str {
        &self.0
    }
    /// Returns the markup.
    pub fn into_string(self) -> String {
        self.0
    }
    /// Returns whether it is empty.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
    /// Appends a text, escaped.
    pub fn push_text(&mut self, text: &str) {
        escape::push(&mut self.0, text);
    }
    /// Appends markup that is written in the program, such as `</div>`.
    pub fn push_markup(&mut self, markup: &'static str) {
        self.0.push_str(markup);
    }
    /// Appends other HTML.
    pub fn push_html(&mut self, html: &Html) {
        self.0.push_str(&html.0);
    }
    /// Begins a start tag, to which attributes can be added.
    pub fn start_tag(&mut self, name: &'static str) -> StartTag<'_> {
        StartTag::open(&mut self.0, name)
    }
}

impl fmt::Display for Html {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl AsRef<str> for Html {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl From<Html> for String {
    fn from(html: Html) -> Self {
        html.0
    }
}
