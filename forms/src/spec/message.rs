//! Words of a declaration's own for the problems of its fields.

use crate::error::Code;

/// Other words for a problem: the code that they are for, and a template.
///
/// In the template, `{label}` stands for the field's label as a sentence has it, `{Label}` for the label as it is declared, `{name}` for the problem's parameter of that name, and
/// `{name:one|other}` for the word that goes with a number: the first where it is 1. The code itself stands for the first
/// parameter. Which parameters a code has, [the manual's page](crate::manual::codes) says.
///
/// The words of a field count before those of its form ([`FormSchema::messages`](crate::FormSchema::messages)), and these before the
/// library's own. They are for every problem of that code, whoever found it. Django's `error_messages`.
///
/// ```
/// use forms::{Body, spec::{Field, Message}};
///
/// const WORDS: &[Message] = &[
///     Message::new("required", "Tell us {label}."),
///     Message::new("min_length", "{label} needs {min_length} {min_length:letter|letters}; you gave {show_value}."),
/// ];
/// let name = Field::<String>::new("name").label("Your name").min_length(3).messages(WORDS).standalone();
/// assert_eq!(name.clean(&Body::form("name=")).unwrap_err().to_string(), "name: Tell us your name.\n");
/// let errors = name.clean(&Body::form("name=ab")).unwrap_err();
/// assert_eq!(errors.to_string(), "name: Your name needs 3 letters; you gave 2.\n");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Message {
    code: &'static str,
    text: &'static str,
}

impl Message {
    /// These words for problems of that code.
    ///
    /// # Panics
    /// If a placeholder is neither `{label}`, `{Label}` nor a parameter that the code has, where it is one of the library's own
    /// ([`CODES`](crate::error::CODES)); in a constant, while compiling.
    pub const fn new(code: &'static str, text: &'static str) -> Self {
        if let Some(known) = Code::named(code) {
            known.check_placeholders(text);
        }
        Message { code, text }
    }
    /// The code that they are for.
    pub const fn code(&self) -> &'static str {
        self.code
    }
    /// The template.
    pub const fn text(&self) -> &'static str {
        self.text
    }
    /// The template for that code among these.
    pub(crate) fn find(messages: &[Message], code: &str) -> Option<&'static str> {
        messages.iter().find(|message| message.code == code).map(|message| message.text)
    }
}

#[cfg(test)]
mod tests {
    use super::Message;

    #[test]
    fn a_placeholder_is_a_parameter_of_the_code() {
        for (code, text) in [
            ("min_length", "{label} {limit_value} {show_value} {min_length} {limit_value:a|b} {} { x {A b}"),
            ("required", "{label} and {no placeholder}"),
            ("of_my_own", "{anything}"),
        ] {
            assert_eq!((Message::new(code, text).code(), Message::new(code, text).text()), (code, text));
        }
        for (code, text) in
            [("required", "{limit_value}"), ("required", "{required}"), ("min_length", "x {value}")]
        {
            assert!(std::panic::catch_unwind(|| Message::new(code, text)).is_err(), "{code}: {text}");
        }
    }
}
