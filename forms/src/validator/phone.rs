//! Phone numbers.

use crate::{error::Problem, schema::TextFormat, validator::pasted::plain_phone};

/// The format of a phone number: code `invalid`. See [`validate_phone`] for what it accepts.
pub static PHONE: TextFormat = TextFormat::new(
    "phone",
    is_phone,
    "{label} must be a phone number, like 020 7946 0000 or +44 20 7946 0000.",
)
.input("tel", "tel")
.pasted(plain_phone)
.max_length(LONGEST as u32);

/// Fifteen digits (ITU-T E.164) and the separators between them.
const LONGEST: usize = 32;
/// The shortest subscriber numbers with an area code. Short codes such as 112 do not belong to a subscriber.
const LEAST_DIGITS: usize = 4;
/// ITU-T E.164, 6.1.
const MOST_DIGITS: usize = 15;

/// Validates that the whole text looks like a phone number: code `invalid`.
///
/// It accepts 4 to 15 ASCII digits (E.164) with an optional leading `+`. Between the digits, single spaces, hyphens,
/// dots, slashes and one pair of parentheses are allowed, up to 32 characters in total. Django has no such rule.
///
/// In a form, pasted numbers are cleaned first: direction marks (Apple's contacts add them) are removed, and no-break
/// spaces, typographic hyphens and full-width characters become ASCII. The cleaned number is validated and stored. The
/// error message names any other invisible character.
///
/// The rule does not know whether the number exists, in which country it is, or who owns it. For that, use a library
/// with the numbering plans, or send a code.
///
/// ```
/// use forms::validator::{phone_digits, validate_phone};
/// assert!(validate_phone("+44 (20) 7946-0000").is_ok());
/// assert_eq!(phone_digits("+44 (20) 7946-0000"), "+442079460000");
/// ```
pub fn validate_phone(text: &str) -> Result<(), Problem> {
    if is_phone(text) { Ok(()) } else { Err(PHONE.fault(text).into()) }
}

/// Returns only the `+`, if there is one, and the digits, for comparing and dialling.
pub fn phone_digits(text: &str) -> String {
    text.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect()
}

fn is_phone(text: &str) -> bool {
    if text.len() > LONGEST {
        return false;
    }
    let number = text.strip_prefix('+').unwrap_or(text);
    let (mut digits, mut open, mut closed, mut last) = (0, false, false, b' ');
    for byte in number.bytes() {
        let fits = match byte {
            b'0'..=b'9' => {
                digits += 1;
                true
            }
            b'(' => !std::mem::replace(&mut open, true) && last != b'-' && last != b'.' && last != b'/',
            b')' => open && !std::mem::replace(&mut closed, true) && last.is_ascii_digit(),
            b' ' | b'-' | b'.' | b'/' => last.is_ascii_digit() || last == b')',
            _ => false,
        };
        if !fits {
            return false;
        }
        last = byte;
    }
    open == closed && last.is_ascii_digit() && (LEAST_DIGITS..=MOST_DIGITS).contains(&digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accepts_numbers() {
        for text in [
            "1234",
            "020 7946 0000",
            "+442079460000",
            "+44 (20) 7946-0000",
            "(030) 12345",
            "030/12345",
            "01.23.45.67.89",
            "123456789012345",
        ] {
            assert!(is_phone(text), "{text}");
        }
    }

    #[test]
    fn rejects_other_texts() {
        for text in [
            "",
            "+",
            "123",
            "1234567890123456",
            "12a4",
            " 1234",
            "1234 ",
            "1234\n",
            "\n1234",
            "12\n34",
            "12  34",
            "1--23",
            "-1234",
            "++1234",
            "12+34",
            "(1234",
            "1234)",
            "()1234",
            "(12)(34)",
            ")12(34",
            "12 34-",
            "１２３４",
            "٠١٢٣",
            "12\u{a0}34",
            "12\u{200b}34",
            "12\u{2028}34",
            "1234\0",
            "1234;ext=5",
            "+1 800 FLOWERS",
        ] {
            assert!(!is_phone(text), "{text:?}");
        }
        assert!(!is_phone(&"1".repeat(1 << 20)) && !is_phone(&"1 ".repeat(1 << 20)));
        assert_eq!(validate_phone("hunter2").unwrap_err().code(), "invalid");
    }
}
