//! Markup, apart from text by its type.

use std::fmt;

/// A piece of HTML that is ready to stand in a page: whatever it holds of texts is escaped.
///
/// Template engines escape what they take for text: hand this to them as markup (`|safe`, `PreEscaped`).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Html(String);

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
