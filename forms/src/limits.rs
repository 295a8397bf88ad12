//! The bounds of everything that is read. Each has a finite default.

/// The most bytes of any body: places within it are kept with what they are in three bits beside.
pub(crate) const MOST_BYTES: u32 = 1 << 29;

/// The bounds of a submission, enforced while the body is read.
///
/// A form states its own with `#[form(limits = ...)]`; [`Binder::limits`](crate::Binder::limits) gives one request others.
/// Limits that a nested form states hold in it within any other form, whatever the request was given: of two limits, the
/// tighter one. The manual's page on [declaring](crate::manual::declaring#settings-of-a-form-within-another) has the rules.
///
/// ```
/// use forms::Limits;
/// const UPLOADS: Limits = Limits::DEFAULT.max_body_bytes(8 * 1024 * 1024).max_fields(2_000);
/// assert_eq!(UPLOADS.max_fields, 2_000);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Bytes of the whole body. Default 1 MiB, at most 512 MiB whatever is set here; more is answered `too_large` (413).
    pub max_body_bytes: u32,
    /// Pairs of an urlencoded body, where nothing between two `&` counts as one; or members of all JSON objects and items
    /// of all JSON lists together, also of those that are refused. What is in a JSON-valued field, or in the value of an
    /// unknown key, does not count. More is answered `too_many_fields` (413).
    ///
    /// Default 256, or what the form can hold if that is more. For that, lists in rows that state no `max_items` add at most
    /// 10,000: three lists in each other of 100 items hold a million.
    pub max_fields: u32,
    /// Nesting of a JSON body or of a form key. Default 8, where the top level is the first; deeper is answered
    /// `too_deep` (413). Forms within forms nest at most 8 levels whatever is set here; JSON-valued fields go as
    /// deep as it says, up to 128.
    pub max_depth: u32,
    /// Items of a list whose field states no `max_items`, at most 65,532. Default 100; more is `max_items` on the field (422).
    pub max_items: u32,
    /// Characters (Unicode code points) of a text whose field states no `max_length`. Default 65,536; more is
    /// `max_length` on the field (422).
    pub max_text_chars: u32,
    /// Bytes of a key, once decoded. Default 128; a longer key is `unknown`, unless the form itself names one that long.
    pub max_key_bytes: u32,
    /// Digits of a number. Default 40; more is `max_digits` on the field (422), found before it is parsed. What a machine holds
    /// anyway is not counted: whole numbers of up to 18 digits, floats of up to 15. Of a `BigDecimal`, time grows with the
    /// square of the digits: with a limit above some thousands, making the number takes longer than reading it.
    pub max_digits: u32,
    /// Values in a JSON-valued field that states no `max_nodes`, those within arrays and objects included. Default 1,000;
    /// more is `max_nodes` on the field (422).
    pub max_json_values: u32,
    /// Bytes of one page, drawn from a form with what was submitted or is present. Default 8 MiB. A page that needs more shows
    /// as many rows and options as there is room for and says so; it cannot be submitted, since what it left out would be
    /// lost. A form as a value of a template engine takes at most eight times as much memory.
    pub max_page_bytes: u32,
}

impl Limits {
    /// The defaults.
    pub const DEFAULT: Limits = Limits {
        max_body_bytes: 1024 * 1024,
        max_fields: 256,
        max_depth: 8,
        max_items: 100,
        max_text_chars: 65_536,
        max_key_bytes: 128,
        max_digits: 40,
        max_json_values: 1_000,
        max_page_bytes: 8 * 1024 * 1024,
    };
    /// These, with another number of bytes.
    pub const fn max_body_bytes(mut self, bytes: u32) -> Self {
        self.max_body_bytes = bytes;
        self
    }
    /// These, with another number of fields.
    pub const fn max_fields(mut self, fields: u32) -> Self {
        self.max_fields = fields;
        self
    }
    /// These, with another depth.
    pub const fn max_depth(mut self, depth: u32) -> Self {
        self.max_depth = depth;
        self
    }
    /// These, with another number of list items.
    pub const fn max_items(mut self, items: u32) -> Self {
        self.max_items = items;
        self
    }
    /// These, with another number of characters of a text.
    pub const fn max_text_chars(mut self, chars: u32) -> Self {
        self.max_text_chars = chars;
        self
    }
    /// These, with another number of bytes of a key.
    pub const fn max_key_bytes(mut self, bytes: u32) -> Self {
        self.max_key_bytes = bytes;
        self
    }
    /// These, with another number of digits.
    pub const fn max_digits(mut self, digits: u32) -> Self {
        self.max_digits = digits;
        self
    }
    /// These, with another number of bytes of a page.
    pub const fn max_page_bytes(mut self, bytes: u32) -> Self {
        self.max_page_bytes = bytes;
        self
    }
    /// These, with another number of values in a JSON-valued field.
    pub const fn max_json_values(mut self, values: u32) -> Self {
        self.max_json_values = values;
        self
    }
}

impl Limits {
    /// Returns the tighter of the two, each limit by itself.
    pub(crate) fn tightest(&self, other: &Limits) -> Limits {
        Limits {
            max_body_bytes: self.max_body_bytes.min(other.max_body_bytes),
            max_fields: self.max_fields.min(other.max_fields),
            max_depth: self.max_depth.min(other.max_depth),
            max_items: self.max_items.min(other.max_items),
            max_text_chars: self.max_text_chars.min(other.max_text_chars),
            max_key_bytes: self.max_key_bytes.min(other.max_key_bytes),
            max_digits: self.max_digits.min(other.max_digits),
            max_json_values: self.max_json_values.min(other.max_json_values),
            max_page_bytes: self.max_page_bytes.min(other.max_page_bytes),
        }
    }
    pub(crate) const fn most_bytes(&self) -> u32 {
        if self.max_body_bytes < MOST_BYTES { self.max_body_bytes } else { MOST_BYTES - 1 }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self::DEFAULT
    }
}
