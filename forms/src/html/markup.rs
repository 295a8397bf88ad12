//! Markup, apart from text by its type.

use super::{escape, start_tag::StartTag};
use std::fmt;

/// A piece of HTML that is ready to stand in a page: whatever it holds of texts is escaped.
///
/// Template engines escape what they take for text. The features `askama`, `maud`, `minijinja` and `tera` tell these four that it is
/// markup, so that a template says nothing (no `|safe`, no `PreEscaped`); [any other engine](crate::manual::rendering#templates) is
/// told in its own way, such as `{{{field}}}`.
///
/// It is written piece by piece, and no piece can be a text that is not escaped:
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
    /// The markup.
    pub fn as_str(&self) -> &str {
        &self.0
    }
    /// The markup.
    pub fn into_string(self) -> String {
        self.0
    }
    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
    /// A text, escaped.
    pub fn push_text(&mut self, text: &str) {
        escape::push(&mut self.0, text);
    }
    /// Markup that stands in the program, such as `</div>`.
    pub fn push_markup(&mut self, markup: &'static str) {
        self.0.push_str(markup);
    }
    /// A piece that is ready.
    pub fn push_html(&mut self, html: &Html) {
        self.0.push_str(&html.0);
    }
    /// A start tag; its attributes follow.
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
