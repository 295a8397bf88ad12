//! The schema of an enum whose variants are forms: a tag, which names the variant, and a nested form for each variant with
//! data.
//!
//! A form body names each field by its path (`payment.card.number`). JSON has the fields of the chosen variant beside the
//! tag (`{"method": "card", "number": ..}`), so their names must differ from those of the form around them.

use super::{FieldSchema, FormSchema, form::same};

impl FormSchema {
    /// Creates the schema of an enum. The first field is the tag; each other one holds the form of a variant, which
    /// `variants` lists in the same order.
    ///
    /// # Panics
    /// Fails to compile if a variant has a field with the name of the tag, or is an enum itself.
    #[doc(hidden)]
    pub const fn tagged(
        name: &'static str,
        fields: &'static [FieldSchema],
        variants: &'static [&'static FormSchema],
    ) -> FormSchema {
        let mut schema = FormSchema::new(name, fields);
        let mut i = 0;
        while i < variants.len() {
            assert!(
                variants[i].tags == 0,
                "a variant cannot hold an enum with data, nor flatten one, because JSON would have two tags in one object: put it \
                 into a field of the variant, with #[form(nested)]"
            );
            assert!(
                variants[i].field_at(fields[0].name.as_str()).is_none(),
                "a field of a variant has the name of the tag, and JSON has both in one object: rename the field with \
                 #[form(rename = \"...\")], or the tag"
            );
            if variants[i].longest_name > schema.longest_name {
                schema.longest_name = variants[i].longest_name;
            }
            schema.variants |= 1 << (i + 1);
            i += 1;
        }
        schema.tags = 1;
        schema.variant_forms = variants;
        schema
    }
    /// Adds the tags and variants of the flattened forms, and checks that the names of their fields differ.
    pub(super) const fn with_flattened_variants(mut self) -> Self {
        let mut i = 0;
        while i < self.flattened.len() {
            let inner = &self.flattened[i];
            if inner.form.tags != 0 {
                self.tags |= inner.form.tags << inner.at;
                self.variants |= inner.form.variants << inner.at;
                if inner.form.longest_name > self.longest_name {
                    self.longest_name = inner.form.longest_name;
                }
                let mut k = 0;
                while k < self.fields.len() {
                    let is_variant = self.variants >> k & 1 == 1;
                    assert!(
                        is_variant || !inner.form.has_variant_field(self.fields[k].name.as_str()),
                        "a field of this form and a field of a variant of a flattened enum have the same name, and JSON has both in \
                         one object: rename one of them with #[form(rename = \"...\")]"
                    );
                    k += 1;
                }
                let mut other = i + 1;
                while other < self.flattened.len() {
                    assert!(
                        !inner.form.shares_variant_field(self.flattened[other].form),
                        "variants of two flattened enums have a field of the same name, and JSON has both in one object: rename one \
                         of them with #[form(rename = \"...\")]"
                    );
                    other += 1;
                }
            }
            i += 1;
        }
        self
    }
    const fn field_at(&self, name: &str) -> Option<usize> {
        let mut i = 0;
        while i < self.fields.len() {
            if same(self.fields[i].name.as_str().as_bytes(), name.as_bytes()) {
                return Some(i);
            }
            i += 1;
        }
        None
    }
    /// Returns whether a variant, of this enum or of one that is flattened into this form, has a field with this name.
    const fn has_variant_field(&self, name: &str) -> bool {
        let mut i = 0;
        while i < self.variant_forms.len() {
            if self.variant_forms[i].field_at(name).is_some() {
                return true;
            }
            i += 1;
        }
        let mut i = 0;
        while i < self.flattened.len() {
            if self.flattened[i].form.has_variant_field(name) {
                return true;
            }
            i += 1;
        }
        false
    }
    const fn shares_variant_field(&self, other: &FormSchema) -> bool {
        let mut i = 0;
        while i < self.variant_forms.len() {
            let mut k = 0;
            while k < self.variant_forms[i].fields.len() {
                if other.has_variant_field(self.variant_forms[i].fields[k].name.as_str()) {
                    return true;
                }
                k += 1;
            }
            i += 1;
        }
        let mut i = 0;
        while i < self.flattened.len() {
            if self.flattened[i].form.shares_variant_field(other) {
                return true;
            }
            i += 1;
        }
        false
    }
    /// Returns whether the form is an enum.
    pub(crate) const fn is_enum(&self) -> bool {
        !self.variant_forms.is_empty()
    }
    /// Returns whether a field is the tag of an enum.
    pub(crate) const fn is_tag(&self, i: usize) -> bool {
        i < 64 && self.tags >> i & 1 == 1
    }
    /// Returns whether a field holds the form of a variant.
    pub(crate) const fn is_variant(&self, i: usize) -> bool {
        i < 64 && self.variants >> i & 1 == 1
    }
    /// Returns the fields that a key may name in a form body or in JSON, which has the fields of a variant beside its tag.
    pub(crate) fn fields_of_key<'s>(
        &'s self,
        key: &'s str,
    ) -> impl Iterator<Item = &'static FieldSchema> + 's {
        let of_variant = move |i: usize| {
            let form = self.fields[i].kind.form().filter(|_| self.is_variant(i))?;
            form.field(key)
        };
        self.field(key).into_iter().chain((0..self.fields.len()).filter_map(of_variant))
    }
    /// Returns whether a variant has this name.
    #[cfg(feature = "fuzzing")]
    pub(crate) fn has_variant(&self, name: &str) -> bool {
        self.position(name).is_some_and(|i| self.is_variant(i))
    }
    /// Returns the tag of a variant.
    pub(crate) const fn tag_of(&self, variant: usize) -> usize {
        // the variants follow their tag
        let mut i = variant;
        while i > 0 && !self.is_tag(i) {
            i -= 1;
        }
        i
    }
    /// Returns the fields that hold the variants of a tag, as bits.
    pub(crate) const fn variants_of(&self, tag: usize) -> u64 {
        let (mut bits, mut i) = (0, tag + 1);
        while self.is_variant(i) {
            bits |= 1 << i;
            i += 1;
        }
        bits
    }
    /// Returns the field of a tag's variant with this name, or `None` if the variant has no data.
    pub(crate) fn variant_named(&self, tag: usize, name: &str) -> Option<usize> {
        self.position(name).filter(|i| self.variants_of(tag) >> i & 1 == 1)
    }
}
