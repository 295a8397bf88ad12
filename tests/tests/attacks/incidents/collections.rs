//! Lists and nesting.

use super::{form, json};
use forms::{Form, Problem};

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
pub(crate) struct Basket {
    #[form(max_items = 20)]
    pub items: Vec<u32>,
    #[form(nested, max_items = 5)]
    pub rows: Vec<Row>,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
pub(crate) struct Row {
    pub sku: String,
}

/// multer (JavaScript): a field whose name was a number created an array of that length.
#[test]
fn cve_2026_77078_multer_numeric_names() {
    for key in ["items[999999999]", "items[4294967295]", "items[18446744073709551616]", "rows[99999999].sku"]
    {
        let said = form::<Basket>(&format!("{key}=1"));
        let list = key.split('[').next().unwrap();
        assert_eq!(said, format!("{list}:index"), "{key}");
    }
    assert_eq!(form::<Basket>("999999999=1"), "?999999999:unknown");
}

/// qs: the limit of a list did not apply to lists written with `[]`.
#[test]
fn cve_2025_15284_qs_array_limit() {
    for key in ["items[]", "items"] {
        let body = vec![format!("{key}=1"); 21].join("&");
        assert_eq!(form::<Basket>(&body), "items:max_items", "{key}");
    }
    let body: Vec<_> = (0..21).map(|i| format!("items[{i}]=1")).collect();
    assert_eq!(form::<Basket>(&body.join("&")), "items:max_items");
}

/// qs: the limit did not apply to items separated by commas either.
#[test]
fn cve_2026_2391_qs_comma_limit() {
    assert_eq!(form::<Basket>(&format!("items={}", vec!["1"; 1000].join(","))), "items[0]:invalid");
}

/// qs and others turn a list with a hole into an object; our indices must be contiguous.
#[test]
fn qs_sparse_arrays() {
    for (body, said) in [
        ("items[1]=1", "items:index"),
        ("items[0]=1&items[2]=1", "items:index"),
        ("items[01]=1", "items:index"),
        ("items[-1]=1", "?items[-1]:unknown"),
        ("items[0]=1&items[0]=2", "items[0]:duplicate"),
    ] {
        assert_eq!(form::<Basket>(body), said, "{body}");
    }
}

/// DRF and WTForms: an index with a digit of another script, or with thousands of digits, caused a server error.
#[test]
fn wtforms_superscript_index() {
    for key in ["items[\u{b2}]", "items[\u{663}]", "rows[\u{b2}].sku"] {
        let said = form::<Basket>(&format!("{key}=1"));
        assert_eq!(said, ":unknown", "{key}");
    }
    let said = form::<Basket>(&format!("items[{}]=1", "9".repeat(100)));
    assert_eq!(said, "items:index");
}

/// multer (JavaScript): names could be nested without a limit.
#[test]
fn cve_2026_5079_multer_deep_names() {
    let deep = format!("rows[0].sku{}", ".a".repeat(50));
    let said = form::<Basket>(&format!("{deep}=1"));
    assert!(said.ends_with("rows[0]:unknown"), "{said}");
    let deep = format!("a{}", "[a]".repeat(100_000));
    assert!(form::<Basket>(&format!("{deep}=1")).ends_with(":unknown"));
}

/// Rack: brackets without a limit overflowed the stack.
#[test]
fn cve_2015_3225_rack_deep_parameters() {
    let said = form::<Basket>(&format!("rows{}=1", "[0]".repeat(100_000)));
    assert_eq!(said, ":unknown");
    // in JSON, both where a field reads it and where it is skipped
    for text in [
        format!(r#"{{"x":{}{}}}"#, "[".repeat(100_000), "]".repeat(100_000)),
        format!(r#"{{"rows":{}"#, "[".repeat(100_000)),
        format!(r#"{{"rows":{}"#, r#"[{"sku":"#.repeat(100_000)),
    ] {
        assert_eq!(json::<Basket>(&text), ":too_deep");
    }
}

/// Django: of several values of one field, only the last was validated.
#[test]
fn cve_2023_31047_django_only_the_last_is_validated() {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature of a rule")]
    fn even(number: &u32) -> Result<(), Problem> {
        if number.is_multiple_of(2) { Ok(()) } else { Err(Problem::new("odd", "Give even numbers.")) }
    }
    #[derive(Form, Debug, Clone, PartialEq)]
    #[form(fields = all)]
    struct Numbers {
        #[form(validate = even)]
        numbers: Vec<u32>,
    }
    assert_eq!(form::<Numbers>("numbers=1&numbers=2"), "numbers[0]:odd");
    assert_eq!(form::<Numbers>("numbers=2&numbers=1"), "numbers[1]:odd");
    assert_eq!(json::<Numbers>(r#"{"numbers":[1,2,3]}"#), "numbers[0]:odd numbers[2]:odd");
}
