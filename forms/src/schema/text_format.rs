//! Formats of texts.

/// A named format of a text, such as an e-mail address: its check, its error message, and the attributes of its
/// control.
///
/// The library's own formats are in [`validator`](crate::validator), such as [`EMAIL`](crate::validator::EMAIL) and
/// [`URL`](crate::validator::URL). To change one, derive it where it is used:
///
/// ```
/// use forms::{field::Field, schema::{FieldSchema, TextFormat}, validator::{URL, is_url}};
/// static HOMEPAGE: TextFormat = URL.accepting(|text| is_url(text, &["https"]));
/// const FIELD: FieldSchema = Field::<String>::new("homepage").format(&HOMEPAGE).build();
/// ```
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct TextFormat {
    /// The name, such as `email`.
    pub name: &'static str,
    /// The code of the error.
    pub code: &'static str,
    /// The message of the error: a template, in which `{label}` is the field's label.
    pub message: &'static str,
    /// The parameters of the error, by name.
    pub params: &'static [(&'static str, &'static str)],
    /// The check of a text. It is called with texts that are not blank and within the field's limits.
    pub accepts: fn(&str) -> bool,
    /// Converts the text to its canonical form before the check; `None` if it already is. It is called once the length
    /// of the text is within the field's `max_length`, and never with pure ASCII.
    pub normalize: Option<fn(&str) -> Option<String>>,
    /// Converts the text to the form that is stored, before its length or anything else is checked.
    pub rewrite: Option<Rewrite>,
    /// Removes characters that copying adds to a text; `None` if there is nothing to remove. It is never called with
    /// printable ASCII.
    pub(crate) pasted: Option<fn(&str) -> Option<String>>,
    /// The error for a text that is too long before it is rewritten, if the format has its own.
    pub(crate) refuse_longer: Option<fn(&str) -> Option<&'static TextFormat>>,
    /// The maximum length in characters, if the field has none; `u32::MAX` for no maximum.
    pub max_length: u32,
    /// The `type` of the HTML input.
    pub input_type: &'static str,
    /// The `inputmode` of a single-line HTML input; empty for no attribute.
    pub input_mode: &'static str,
    /// The `autocomplete` of the HTML input; empty for no attribute.
    pub autocomplete: &'static str,
}

/// Converts a text to the form that is stored, such as an address with its scheme. Returns `None` if the text already
/// has it, and the format that fails as the error if the text cannot be converted.
pub type Rewrite = fn(&str) -> Result<Option<String>, &'static TextFormat>;

impl TextFormat {
    /// Creates a format with this name, check and message.
    pub const fn new(name: &'static str, accepts: fn(&str) -> bool, message: &'static str) -> Self {
        TextFormat {
            name,
            code: "invalid",
            message,
            params: &[],
            accepts,
            normalize: None,
            rewrite: None,
            pasted: None,
            refuse_longer: None,
            max_length: u32::MAX,
            input_type: "text",
            input_mode: "",
            autocomplete: "",
        }
    }
    /// Sets a different, narrower check.
    pub const fn accepting(mut self, accepts: fn(&str) -> bool) -> Self {
        self.accepts = accepts;
        self
    }
    /// Sets the message: a template, in which `{label}` is the field's label.
    pub const fn message(mut self, message: &'static str) -> Self {
        self.message = message;
        self
    }
    /// Sets parameters of the error, for its message and for programs.
    pub const fn params(mut self, params: &'static [(&'static str, &'static str)]) -> Self {
        self.params = params;
        self
    }
    /// Sets a conversion of texts that runs before all checks.
    pub const fn rewrite(mut self, rewrite: Rewrite) -> Self {
        self.rewrite = Some(rewrite);
        self
    }
    /// Sets a function that removes characters that copying adds, before anything else reads the text.
    pub(crate) const fn pasted(mut self, clean: fn(&str) -> Option<String>) -> Self {
        self.pasted = Some(clean);
        self
    }
    /// Sets a separate error for texts that are too long before they are rewritten.
    pub(crate) const fn refuse_longer(mut self, refuse: fn(&str) -> Option<&'static TextFormat>) -> Self {
        self.refuse_longer = Some(refuse);
        self
    }
    /// Sets the maximum length in characters for fields that state none.
    pub const fn max_length(mut self, length: u32) -> Self {
        self.max_length = length;
        self
    }
    /// Sets a conversion to the canonical form, which runs before the check.
    pub const fn normalize(mut self, normalize: fn(&str) -> Option<String>) -> Self {
        self.normalize = Some(normalize);
        self
    }
    /// Sets the `type` and `autocomplete` of the input.
    pub const fn input(mut self, input_type: &'static str, autocomplete: &'static str) -> Self {
        self.input_type = input_type;
        self.autocomplete = autocomplete;
        self
    }
    /// Sets the `inputmode` of a single-line input, which selects the keyboard that a browser shows.
    pub const fn input_mode(mut self, input_mode: &'static str) -> Self {
        self.input_mode = input_mode;
        self
    }
}

impl PartialEq for TextFormat {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name && self.code == other.code && self.message == other.message
    }
}

impl std::fmt::Debug for TextFormat {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}
