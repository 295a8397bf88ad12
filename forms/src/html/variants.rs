//! Enums: a tag, and a `<fieldset>` for each variant. Radio buttons are each followed by the fields of their variant.

use super::{BoundField, Html, Part, start_tag::StartTag};
use crate::schema::Control;

impl<'f> BoundField<'f> {
    /// Returns whether it holds the fields of a variant of an enum.
    #[inline(always)]
    pub(super) fn is_variant(&self) -> bool {
        // most forms have none
        self.form.variants != 0 && self.is_one_of(self.form.variants)
    }
    /// Returns whether it is the tag of an enum.
    #[inline(always)]
    pub(super) fn is_tag(&self) -> bool {
        self.form.tags != 0 && self.is_one_of(self.form.tags)
    }
    /// Returns whether it holds the fields of a variant, which are rendered after the radio button of that variant.
    #[inline(always)]
    pub(super) fn is_beside_radio(&self) -> bool {
        self.form.variants != 0 && self.has_tag_with_radios()
    }
    /// Returns whether it is a field of its form whose bit is set.
    #[cold]
    #[inline(never)]
    fn is_one_of(&self, bits: u64) -> bool {
        let place = self.path.last().filter(|_| self.item.is_none());
        place.is_some_and(|i| i < 64 && bits >> i & 1 == 1)
    }
    #[cold]
    #[inline(never)]
    fn has_tag_with_radios(&self) -> bool {
        self.is_variant()
            && self.path.last().is_some_and(|i| {
                let tag = self.of_same_form(self.form.tag_of(i.into()));
                tag.is_some_and(|tag| tag.is_shown() && matches!(tag.control_kind(), Control::Radios))
            })
    }
    /// Returns the field with the fields of the variant that an option of this tag names. Returns `None` if the variant
    /// has none, or if this is not a tag.
    fn variant_of_option(&self, value: &str) -> Option<BoundField<'f>> {
        let tag = usize::from(self.path.last().filter(|_| self.is_tag())?);
        let field = self.of_same_form(self.form.variant_named(tag, value)?)?;
        field.is_shown().then_some(field)
    }
    fn of_same_form(&self, i: usize) -> Option<BoundField<'f>> {
        let mut field = self.page_data.field_at(self.path.parent().then(i as u16))?;
        field.few_options = self.few_options;
        Some(field)
    }
    /// Renders the fields of the variant that an option of this tag names.
    #[cold]
    #[inline(never)]
    pub(super) fn push_variant(&self, value: &str, out: &mut String) {
        let Some(variant) = self.variant_of_option(value) else { return };
        let class = self.class_of(Part::Conditional);
        if !class.is_empty() {
            StartTag::open(out, "div").class(class).close();
            out.push('\n');
        }
        let mut html = Html::new(std::mem::take(out));
        self.page_data.renderer.group(&variant, &mut html);
        *out = html.into_string();
        if !class.is_empty() {
            out.push_str("</div>\n");
        }
    }
}
