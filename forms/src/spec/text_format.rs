//! A shape that a text must have.

/// A named shape of a text, such as an e-mail address: one value carries the check, the words for what is wrong,
/// and how a browser should ask for it.
///
/// The library's own are [`EMAIL`](crate::validator::EMAIL) and [`USERNAME`](crate::validator::USERNAME).
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct TextFormat {
    /// Its name, such as `email`.
    pub name: &'static str,
    /// The code of the problem.
    pub code: &'static str,
    /// The message of the problem: a template, in which `{label}` is the field's label.
    pub message: &'static str,
    /// Whether the text has the shape. Called with texts that are not blank, within the field's limits.
    pub accepts: fn(&str) -> bool,
    /// The text in its one form, before it is judged; `None` where it already is. Called once the text's length
    /// is known to be within the field's `max_length`.
    pub normalize: Option<fn(&str) -> Option<String>>,
    /// `type` of the HTML input.
    pub input_type: &'static str,
    /// `autocomplete` of the HTML input; empty for none.
    pub autocomplete: &'static str,
}

impl TextFormat {
    /// A format of that name, with its check and its message.
    pub const fn new(name: &'static str, accepts: fn(&str) -> bool, message: &'static str) -> Self {
        TextFormat {
            name,
            code: "invalid",
            message,
            accepts,
            normalize: None,
            input_type: "text",
            autocomplete: "",
        }
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
