//! A shape that a text must have.

/// A named shape of a text, such as an e-mail address: one value carries the check, the words for what is wrong,
/// and how a browser should ask for it.
///
/// The library's own stand in [`validator`](crate::validator), such as [`EMAIL`](crate::validator::EMAIL) and
/// [`URL`](crate::validator::URL). One of them with a parameter is made from it where it is used:
///
/// ```
/// use forms::{field::Field, schema::{FieldSchema, TextFormat}, validator::{URL, is_url}};
/// static HOMEPAGE: TextFormat = URL.accepting(|text| is_url(text, &["https"]));
/// const FIELD: FieldSchema = Field::<String>::new("homepage").format(&HOMEPAGE).build();
/// ```
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct TextFormat {
    /// Its name, such as `email`.
    pub name: &'static str,
    /// The code of the problem.
    pub code: &'static str,
    /// The message of the problem: a template, in which `{label}` is the field's label.
    pub message: &'static str,
    /// The parameters of the problem, by name.
    pub params: &'static [(&'static str, &'static str)],
    /// Whether the text has the shape. Called with texts that are not blank, within the field's limits.
    pub accepts: fn(&str) -> bool,
    /// The text in its one form, before it is judged; `None` where it already is. Called once the text's length
    /// is known to be within the field's `max_length`, and never with a text of ASCII alone.
    pub normalize: Option<fn(&str) -> Option<String>>,
    /// The text as it is kept, before its length or anything else is judged.
    pub rewrite: Option<Rewrite>,
    /// The text without what copying adds to it; `None` if there is nothing to remove. Never called with a text of printable
    /// ASCII.
    pub(crate) pasted: Option<fn(&str) -> Option<String>>,
    /// The error for a text that is longer than its field allows before it is rewritten, if the format has its own.
    pub(crate) refuse_longer: Option<fn(&str) -> Option<&'static TextFormat>>,
    /// The greatest length in characters, where the field does not say; `u32::MAX` for none of its own.
    pub max_length: u32,
    /// `type` of the HTML input.
    pub input_type: &'static str,
    /// `inputmode` of the HTML input, where it is a line of text; empty for none.
    pub input_mode: &'static str,
    /// `autocomplete` of the HTML input; empty for none.
    pub autocomplete: &'static str,
}

/// A text as it is kept, such as an address with its scheme: `None` where it already is so. What cannot be is an error,
/// the format that it fails.
pub type Rewrite = fn(&str) -> Result<Option<String>, &'static TextFormat>;

impl TextFormat {
    /// A format of that name, with its check and its message.
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
    /// This format, with another check: a narrower one.
    pub const fn accepting(mut self, accepts: fn(&str) -> bool) -> Self {
        self.accepts = accepts;
        self
    }
    /// This format, with another message: a template, in which `{label}` is the field's label.
    pub const fn message(mut self, message: &'static str) -> Self {
        self.message = message;
        self
    }
    /// This format, with parameters of the problem, for its message and for machines.
    pub const fn params(mut self, params: &'static [(&'static str, &'static str)]) -> Self {
        self.params = params;
        self
    }
    /// This format, with texts rewritten before anything is judged.
    pub const fn rewrite(mut self, rewrite: Rewrite) -> Self {
        self.rewrite = Some(rewrite);
        self
    }
    /// Returns this format with what copying adds to a text removed before anything else looks at it.
    pub(crate) const fn pasted(mut self, clean: fn(&str) -> Option<String>) -> Self {
        self.pasted = Some(clean);
        self
    }
    /// Returns this format with an error of its own for texts that are too long before they are rewritten.
    pub(crate) const fn refuse_longer(mut self, refuse: fn(&str) -> Option<&'static TextFormat>) -> Self {
        self.refuse_longer = Some(refuse);
        self
    }
    /// This format, with a greatest length in characters for fields that state none.
    pub const fn max_length(mut self, length: u32) -> Self {
        self.max_length = length;
        self
    }
    /// This format, with texts brought into one form first.
    pub const fn normalize(mut self, normalize: fn(&str) -> Option<String>) -> Self {
        self.normalize = Some(normalize);
        self
    }
    /// This format, with what a browser is told: `type` and `autocomplete` of the input.
    pub const fn input(mut self, input_type: &'static str, autocomplete: &'static str) -> Self {
        self.input_type = input_type;
        self.autocomplete = autocomplete;
        self
    }
    /// Returns this format with the keyboard that a browser shows for a line of text: `inputmode` of the input.
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
