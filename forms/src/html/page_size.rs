//! Limits the size of a page. A small body can cause a large page, because each row has controls and each control has
//! options.

#[cfg(any(feature = "minijinja", feature = "tera"))]
use super::Html;
use super::{
    BoundField, Part, escape, option_index::MAX_LINEAR_SEARCH, page_data::PageData, start_tag::StartTag,
};
use crate::bind::CUT_KEY;

impl PageData<'_> {
    pub(super) fn max_page_bytes(&self) -> usize {
        self.limits.max_page_bytes as usize
    }
    /// Returns the bytes after which no further row or field is rendered. The rest of the page is for elements that
    /// have begun.
    fn most_bytes(&self) -> usize {
        /// The bytes at the end of a list: its button, and the message that not everything is shown.
        const END: usize = 1024;
        (self.max_page_bytes() - self.max_page_bytes() / 8).saturating_sub(END)
    }
    /// Returns the bytes after which no further list of options is rendered. The rest of the page is for the rows that
    /// follow.
    pub(super) fn most_bytes_with_options(&self) -> usize {
        self.max_page_bytes() - self.max_page_bytes() / 4
    }
}

impl BoundField<'_> {
    /// Returns the bytes that a page may have after the options of the field. Leaving out only a few options would
    /// save nothing, so short lists have no limit.
    pub(super) fn most_bytes(&self, options: usize) -> usize {
        match self.few_options {
            _ if options <= MAX_LINEAR_SEARCH => usize::MAX,
            true => 0,
            false => self.page_data.most_bytes_with_options(),
        }
    }
}

/// For template engines.
#[cfg(any(feature = "minijinja", feature = "tera"))]
impl BoundField<'_> {
    /// Renders only the chosen options, in this field and in the fields within it.
    pub(super) fn with_few_options(mut self) -> Self {
        self.few_options = true;
        self
    }
    /// Returns whether a list of that many options is rendered with only its chosen ones.
    pub(super) fn leaves_out_options(&self, options: usize) -> bool {
        self.few_options && options > MAX_LINEAR_SEARCH
    }
    /// Renders the message that not everything is shown.
    pub(super) fn cut(&self) -> Html {
        let mut out = String::new();
        push_cut(&self.page_data, &mut out);
        Html::new(out)
    }
}

/// Returns whether a page that contains `out` has room for the field and its text.
pub(super) fn has_room(field: &BoundField<'_>, out: &str) -> bool {
    /// The maximum number of bytes of an escaped character: `&quot;`.
    const ESCAPED: usize = 6;
    let left = field.page_data.most_bytes().checked_sub(out.len());
    left.is_some_and(|left| {
        field.page_data.text_bytes * ESCAPED <= left
            || field.value().is_none_or(|text| text.len() * ESCAPED <= left || escape::length(text) <= left)
    })
}

/// Renders the message that not everything is shown, and a hidden field that prevents the page from being saved.
pub(super) fn push_cut(page_data: &PageData<'_>, out: &mut String) {
    out.push_str("<p class=\"error\">");
    escape::push(out, page_data.renderer.strings().too_long);
    out.push_str("</p>\n");
    StartTag::open(out, "input")
        .written(" type=\"hidden\"")
        .attribute("name", CUT_KEY)
        .written(" value=\"\"")
        .close();
    out.push('\n');
}

/// Renders the message that a control shows only the chosen options.
pub(super) fn push_options_left_out(field: &BoundField<'_>, out: &mut String) {
    out.push('\n');
    StartTag::open(out, "p").class(field.class_of(Part::Hint)).close();
    escape::push(out, field.strings().options_left_out);
    out.push_str("</p>");
}
