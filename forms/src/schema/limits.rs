//! The limits on everything that is read. Each has a finite default.

/// The maximum number of bytes of any body. A position in it shares a 32-bit word with three bits for its kind.
pub(crate) const MOST_BYTES: u32 = 1 << 29;

/// The maximum depth of nested forms and lists, which is the number of levels in a path.
pub(crate) const LEVELS: usize = 8;

/// The deepest nesting of JSON that is read, however high [`Limits::max_depth`] is set.
pub(crate) const MOST_DEPTH: u32 = 128;

/// The limits of a submission, enforced while the body is read.
///
/// A form states its own with `#[form(limits = ...)]`. [`Binder::limits`](crate::Binder::limits) sets those of one
/// request. Limits that a nested form states apply in it in every form that contains it, whatever the request's limits
/// are: the tighter of two limits wins. The manual's page on
/// [declaring](crate::manual::declaring#settings-of-a-form-within-another) has the rules.
///
/// ```
/// use forms::Limits;
/// const UPLOADS: Limits = Limits::DEFAULT.max_body_bytes(8 * 1024 * 1024).max_fields(2_000);
/// assert_eq!(UPLOADS.max_fields, 2_000);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Bytes of the whole body. Default 1 MiB, at most 512 MiB in any case. A larger body is `too_large` (413). Of a
    /// multipart body, everything but the content of files counts: names, texts and delimiters.
    pub max_body_bytes: u32,
    /// Pairs of an urlencoded body, including the empty ones between two `&`; or the total of members of JSON objects
    /// and items of JSON lists, including those that are refused. Values in a JSON-valued field or under an unknown key
    /// do not count. More is `too_many_fields` (413).
    ///
    /// Default 256, or the capacity of the form if that is greater. For the capacity, nested lists without `max_items`
    /// add at most 10,000: three levels of lists with 100 items each would be a million.
    pub max_fields: u32,
    /// Nesting of a JSON body or of a form key. Default 8, where the top level is the first. Deeper is `too_deep`
    /// (413). Nested forms have at most 8 levels in any case; JSON-valued fields may have the depth that is set here,
    /// up to 128.
    pub max_depth: u32,
    /// Items of a list whose field has no `max_items`, at most 65,532. Default 100. More is `max_items` on the field
    /// (422).
    pub max_items: u32,
    /// Characters (Unicode code points) of a text whose field has no `max_length`. Default 65,536. More is `max_length`
    /// on the field (422).
    pub max_text_chars: u32,
    /// Bytes of a decoded key. Default 128. A longer key is `unknown`, unless the form itself has a key of that length.
    pub max_key_bytes: u32,
    /// Digits of a number. Default 40. More is `max_digits` on the field (422), found before the number is parsed.
    /// Numbers that fit a machine word are exempt: whole numbers of up to 18 digits and floats of up to 15. Creating a
    /// `BigDecimal` takes time quadratic in the digits: from some thousands on, it takes longer than reading it.
    pub max_digits: u32,
    /// Values in a JSON-valued field without `max_nodes`, including those within arrays and objects. Default 1,000.
    /// More is `max_nodes` on the field (422).
    pub max_json_values: u32,
    /// Bytes of one page rendered from a form with submitted or current values. Default 8 MiB. A page that needs more
    /// shows as many rows and options as fit and says so. It cannot be submitted, since that would lose the rest. A
    /// form as a value of a template engine takes at most eight times as much memory.
    pub max_page_bytes: u32,
    /// Bytes of a file whose field has no `max_size`. Default 10 MiB. More is `max_size` on the field (422).
    pub max_file_bytes: u64,
    /// Files of a body, in all fields. Default 100, or the number of files that the form can take with its `max_items` if
    /// that is greater. More is `too_many_files` (413).
    pub max_files: u32,
    /// Bytes of all files of a body, including those that are refused. Default 100 MiB, or the size of all files that the
    /// form can take with its `max_size` and `max_items` if that is greater. More is `too_large` (413).
    pub max_upload_bytes: u64,
}

impl Limits {
    /// The default limits.
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
        max_file_bytes: 10 * 1024 * 1024,
        max_files: 100,
        max_upload_bytes: 100 * 1024 * 1024,
    };
    /// Sets the maximum number of bytes of the body.
    pub const fn max_body_bytes(mut self, bytes: u32) -> Self {
        self.max_body_bytes = bytes;
        self
    }
    /// Sets the maximum number of fields.
    pub const fn max_fields(mut self, fields: u32) -> Self {
        self.max_fields = fields;
        self
    }
    /// Sets the maximum depth.
    pub const fn max_depth(mut self, depth: u32) -> Self {
        self.max_depth = depth;
        self
    }
    /// Sets the maximum number of list items.
    pub const fn max_items(mut self, items: u32) -> Self {
        self.max_items = items;
        self
    }
    /// Sets the maximum number of characters of a text.
    pub const fn max_text_chars(mut self, chars: u32) -> Self {
        self.max_text_chars = chars;
        self
    }
    /// Sets the maximum number of bytes of a key.
    pub const fn max_key_bytes(mut self, bytes: u32) -> Self {
        self.max_key_bytes = bytes;
        self
    }
    /// Sets the maximum number of digits.
    pub const fn max_digits(mut self, digits: u32) -> Self {
        self.max_digits = digits;
        self
    }
    /// Sets the maximum number of bytes of a page.
    pub const fn max_page_bytes(mut self, bytes: u32) -> Self {
        self.max_page_bytes = bytes;
        self
    }
    /// Sets the maximum number of bytes of a file whose field has no `max_size`.
    pub const fn max_file_bytes(mut self, bytes: u64) -> Self {
        self.max_file_bytes = bytes;
        self
    }
    /// Sets the maximum number of files.
    pub const fn max_files(mut self, files: u32) -> Self {
        self.max_files = files;
        self
    }
    /// Sets the maximum number of bytes of all files.
    pub const fn max_upload_bytes(mut self, bytes: u64) -> Self {
        self.max_upload_bytes = bytes;
        self
    }
    /// Sets the maximum number of values in a JSON-valued field.
    pub const fn max_json_values(mut self, values: u32) -> Self {
        self.max_json_values = values;
        self
    }
}

impl Limits {
    /// Returns the tighter of each limit.
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
            max_file_bytes: self.max_file_bytes.min(other.max_file_bytes),
            max_files: self.max_files.min(other.max_files),
            max_upload_bytes: self.max_upload_bytes.min(other.max_upload_bytes),
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
