//! How much one page shows. A small body may ask for a large page: each of its rows has controls, and each control its options.

#[cfg(any(feature = "minijinja", feature = "tera"))]
use super::Html;
use super::{BoundField, Part, escape, option_order::FEW, scene::Scene, start_tag::StartTag};
use crate::bind::CUT_KEY;

impl Scene<'_> {
    pub(super) fn bound(&self) -> usize {
        self.limits.max_page_bytes as usize
    }
    /// No row and no field begins behind so many bytes: the rest is for what was begun.
    fn most_bytes(&self) -> usize {
        /// What the end of a list has: its button, and what says that not everything is shown.
        const END: usize = 1024;
        (self.bound() - self.bound() / 8).saturating_sub(END)
    }
    /// No list of options goes beyond so many bytes: the rest is for the rows that follow.
    pub(super) fn most_bytes_with_options(&self) -> usize {
        self.bound() - self.bound() / 4
    }
}

impl BoundField<'_> {
    /// How many bytes a page may have behind so many options of the field. To leave fewer out would say no less.
    pub(super) fn most_bytes(&self, options: usize) -> usize {
        match self.few_options {
            _ if options <= FEW => usize::MAX,
            true => 0,
            false => self.scene.most_bytes_with_options(),
        }
    }
}

/// What template engines ask.
#[cfg(any(feature = "minijinja", feature = "tera"))]
impl BoundField<'_> {
    /// This field, and what is in it, with the options alone that are chosen.
    pub(super) fn with_few_options(mut self) -> Self {
        self.few_options = true;
        self
    }
    /// Whether of so many options it has those alone that are chosen.
    pub(super) fn leaves_out_options(&self, options: usize) -> bool {
        self.few_options && options > FEW
    }
    /// What says that not everything is shown.
    pub(super) fn cut(&self) -> Html {
        let mut out = String::new();
        push_cut(&self.scene, &mut out);
        Html::new(out)
    }
}

/// Whether a page that has so much already has room for the field and its text.
pub(super) fn has_room(field: &BoundField<'_>, out: &str) -> bool {
    /// What a character becomes at most: `&quot;`.
    const ESCAPED: usize = 6;
    let left = field.scene.most_bytes().checked_sub(out.len());
    left.is_some_and(|left| {
        field.scene.text_bytes * ESCAPED <= left
            || field.value().is_none_or(|text| text.len() * ESCAPED <= left || escape::length(text) <= left)
    })
}

/// Says that not everything is shown, and keeps the page from being submitted.
pub(super) fn push_cut(scene: &Scene<'_>, out: &mut String) {
    out.push_str("<p class=\"error\">");
    escape::push(out, scene.renderer.strings().too_long);
    out.push_str("</p>\n");
    StartTag::open(out, "input")
        .written(" type=\"hidden\"")
        .attribute("name", CUT_KEY)
        .written(" value=\"\"")
        .close();
    out.push('\n');
}

/// Says that a control has no other options than those that are chosen.
pub(super) fn push_options_left_out(field: &BoundField<'_>, out: &mut String) {
    out.push('\n');
    StartTag::open(out, "p").class(field.class_of(Part::Hint)).close();
    escape::push(out, field.strings().options_left_out);
    out.push_str("</p>");
}
