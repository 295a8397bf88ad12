//! Numbers that other libraries read too leniently, or at too high a cost.

use super::{form, json};
use forms::Form;

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
pub(crate) struct Order {
    #[form(min = 1, max = 100)]
    pub quantity: u32,
    #[form(min = 0)]
    pub price: Option<f64>,
}

fn quantity(text: &str) -> String {
    let name: String = form_urlencoded::byte_serialize(text.as_bytes()).collect();
    form::<Order>(&format!("quantity={name}"))
}

/// Django: a number in scientific notation was expanded to gigabytes of digits.
#[test]
fn cve_2019_6975_django_number_format() {
    for text in ["1e1000000000", "1E+1000000", "9e999999999999999999", "-1e400"] {
        let said = form::<Order>(&format!("quantity=1&price={text}").replace('+', "%2B"));
        assert_eq!(said, "price:invalid", "{text}");
        assert_eq!(json::<Order>(&format!(r#"{{"quantity":1,"price":{text}}}"#)), "price:invalid", "{text}");
        assert_eq!(json::<Order>(&format!(r#"{{"quantity":{text}}}"#)), "quantity:max_digits", "{text}");
    }
}

/// Five years later, in `floatformat`: an unlimited number of digits.
#[test]
fn cve_2024_41989_django_floatformat() {
    let digits = "9".repeat(60_000);
    assert_eq!(quantity(&digits), "quantity:max_digits");
    assert_eq!(json::<Order>(&format!(r#"{{"quantity":{digits}}}"#)), "quantity:max_digits");
    assert_eq!(json::<Order>(&format!(r#"{{"quantity":1,"price":0.{digits}}}"#)), "price:max_digits");
}

/// pydantic: infinity as a number of seconds caused an endless loop.
#[test]
fn cve_2021_29510_pydantic_infinity() {
    for text in ["inf", "-inf", "Infinity", "nan", "NaN", "1e309"] {
        assert_eq!(form::<Order>(&format!("quantity=1&price={text}")), "price:invalid", "{text}");
    }
    for text in ["Infinity", "NaN", "-Infinity"] {
        assert_eq!(json::<Order>(&format!(r#"{{"quantity":1,"price":{text}}}"#)), ":malformed", "{text}");
    }
}

/// Python: a number with many digits took quadratic time.
#[test]
fn cve_2020_10735_python_int_digits() {
    assert_eq!(quantity(&"1".repeat(60_000)), "quantity:max_digits");
    // longer than any text field accepts
    assert_eq!(quantity(&"1".repeat(900_000)), "quantity:max_digits");
}

/// Spellings that other libraries accept as numbers: separators, signs, digits of other scripts, hexadecimal.
#[test]
fn django_lax_integers() {
    for text in [
        "1_0",
        "+-5",
        "0x10",
        "\u{ff11}\u{ff12}",
        "\u{663}",
        "1e1",
        "\u{b2}",
        "--1",
        "1 0",
        "5.5",
        "0b1",
        "1,0",
    ] {
        assert_eq!(quantity(text), "quantity:invalid", "{text:?}");
    }
}

/// Numbers beyond the type wrap around if they are cut to its bits.
#[test]
fn cwe_190_numbers_do_not_wrap() {
    for text in ["4294967297", "18446744073709551617", "340282366920938463463374607431768211457"] {
        assert_eq!(quantity(text), "quantity:max_value", "{text}");
    }
    assert_eq!(quantity("-1"), "quantity:min_value");
    assert_eq!(json::<Order>(r#"{"quantity":4294967297}"#), "quantity:max_value");
}
