//! Custom messages for errors.

use super::code::Code;

/// A custom message: the code of the errors that it is for, and a template.
///
/// In the template, `{label}` stands for the field's label inside a sentence, `{Label}` for the label as declared, and
/// `{name}` for the parameter of that name. `{name:one|other}` chooses a word by a number: the first word if the number
/// is 1. The code itself stands for the first parameter. [The manual](crate::manual::codes) lists the parameters of
/// each code.
///
/// A message of a field takes precedence over one of its form ([`FormSchema::messages`](crate::FormSchema::messages)),
/// which takes precedence over the library's own. It replaces the message of every error with that code, wherever the
/// error comes from. Like Django's `error_messages`.
///
/// ```
/// use forms::{Body, field::Field, schema::Message};
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
    /// Creates a message for errors with this code.
    ///
    /// # Panics
    /// Panics if a placeholder is not `{label}`, `{Label}` or a parameter of the code. Only codes of the library
    /// ([`CODES`](crate::error::CODES)) are checked. In a constant, that is a compile error.
    pub const fn new(code: &'static str, text: &'static str) -> Self {
        if let Some(known) = Code::named(code) {
            known.check_placeholders(text);
        }
        Message { code, text }
    }
    /// Returns the code of the errors that the message is for.
    pub const fn code(&self) -> &'static str {
        self.code
    }
    /// Returns the template.
    pub const fn text(&self) -> &'static str {
        self.text
    }
    /// Returns the template for this code, if there is one.
    pub(crate) fn find(messages: &[Message], code: &str) -> Option<&'static str> {
        messages.iter().find(|message| message.code == code).map(|message| message.text)
    }
}

#[cfg(test)]
mod tests {
    use super::Message;

    #[test]
    fn rejects_placeholders_that_are_not_parameters() {
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
