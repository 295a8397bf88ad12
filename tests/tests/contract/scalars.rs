//! Single values: texts, numbers, choices and booleans.

use super::*;

/// 6, P13: values of another shape are never converted, in any format.
#[test]
fn a_value_of_another_shape_is_an_error_of_its_field() {
    for value in ["1", "true", "[]", "[\"x\"]", "{}", "{\"$ne\":null}"] {
        let report = report(
            Account::bind(&Body::json(format!(r#"{{"name":{value},"age":36,"news":false}}"#))).errors(),
        );
        assert_eq!(report, "name:invalid", "{value}");
    }
    for value in ["\"36\"", "36.5", "3.65e1", "true", "[36]", "{\"$gt\":0}", "-1.5", "1e-1000000"] {
        let report = report(
            Account::bind(&Body::json(format!(r#"{{"name":"Ada","age":{value},"news":false}}"#))).errors(),
        );
        assert_eq!(report, "age:invalid", "{value}");
    }
    for top in ["[]", "[{\"name\":\"Ada\"}]", "\"x\"", "7", "true", "null"] {
        let form = Account::bind(&Body::json(top));
        assert_eq!((report(form.errors()).as_str(), form.status()), (":invalid", 422), "{top}");
    }
    assert_eq!(json(",\"address\":[]"), "address:invalid");
    assert_eq!(json(",\"phones\":{}"), "phones:invalid_list");
    assert_eq!(json(",\"phones\":[[]]"), "phones[0]:invalid");
    assert_eq!(form("&address=x"), "address:invalid");
    assert_eq!(form("&phones=x"), "phones:invalid_list");
}

/// 6, P21: numbers consist of ASCII digits.
#[test]
fn numbers_are_ascii_digits_in_range() {
    #[derive(Form, Debug)]
    #[form(fields = all)]
    struct Numbers {
        n: i8,
        x: f64,
    }
    let n = |text: &str| {
        let encoded: String = form_urlencoded::byte_serialize(text.as_bytes()).collect();
        let form = Numbers::bind(&Body::form(format!("n={encoded}&x=0")));
        form.cleaned()
            .map(|numbers| numbers.n)
            .ok_or_else(|| form.errors().iter().next().unwrap().code().to_owned())
    };
    for (text, value) in [
        ("0", 0),
        ("-128", -128),
        ("127", 127),
        (" 7 ", 7),
        ("-0", 0),
        ("007", 7),
        ("7\u{a0}", 7),
        ("+7", 7),
        ("7.", 7),
        ("-7.00", -7),
    ] {
        assert_eq!(n(text), Ok(value), "{text:?}");
    }
    for text in [
        "+-7",
        "++7",
        ".0",
        "7.0.0",
        "7.01",
        "1_000",
        "\u{ff17}",
        "\u{663}",
        "0x7",
        "7e0",
        "1e1000000",
        "inf",
        "nan",
        "-",
        "--7",
        "7 7",
        "\u{2212}7",
        "7,0",
    ] {
        assert_eq!(n(text), Err("invalid".to_owned()), "{text:?}");
    }
    assert_eq!(n("128"), Err("max_value".to_owned()));
    assert_eq!(n("-129"), Err("min_value".to_owned()));
    assert_eq!(n(&"9".repeat(40)), Err("max_value".to_owned()));
    assert_eq!(n(&"9".repeat(41)), Err("max_digits".to_owned()));
    let x = |text: &str| {
        let form = Numbers::bind(&Body::form(format!("n=0&x={text}")));
        form.cleaned()
            .map(|numbers| numbers.x)
            .ok_or_else(|| form.errors().iter().next().unwrap().code().to_owned())
    };
    for (text, value) in
        [("-1.5e-3", -0.0015), (".5", 0.5), ("5.", 5.0), ("%2B1", 1.0), ("-.5E%2B1", -5.0), ("00.5", 0.5)]
    {
        assert_eq!(x(text), Ok(value), "{text}");
    }
    for text in [
        "inf", "-inf", "NaN", "infinity", "1e400", ".", "-", "e1", ".e1", "1e", "1e%2B", "%2B-1", "1..5",
        "0x1p3", "1_0.0", "1%2C5",
    ] {
        assert_eq!(x(text), Err("invalid".to_owned()), "{text}");
    }
    assert_eq!(x(&"1".repeat(41)), Err("max_digits".to_owned()));
    assert_eq!(x(&format!("0.{}", "1".repeat(40))), Err("max_digits".to_owned()));
    // also if a text of this length would be too long
    assert_eq!(x(&"1".repeat(70_000)), Err("max_digits".to_owned()));
    assert_eq!(x(&"a".repeat(70_000)), Err("invalid".to_owned()));
}

/// 6, P19: texts are stripped, have one line by default, and no control characters.
#[test]
fn texts_have_no_control_characters() {
    let (name, bio) = (
        |text: &str| {
            let encoded: String = form_urlencoded::byte_serialize(text.as_bytes()).collect();
            let in_form = report(Account::bind(&Body::form(format!("name={encoded}&age=36"))).errors());
            let quoted = serde_json::to_string(text).unwrap();
            let in_json = report(
                Account::bind(&Body::json(format!(r#"{{"name":{quoted},"age":36,"news":false}}"#))).errors(),
            );
            assert_eq!(in_form, in_json, "{text:?}");
            in_form
        },
        |text: &str| {
            let encoded: String = form_urlencoded::byte_serialize(text.as_bytes()).collect();
            form(&format!("&bio={encoded}"))
        },
    );
    for code in (0..0x20u32).chain(0x7f..0xa0) {
        let c = char::from_u32(code).unwrap();
        for text in [format!("a{c}b"), format!("\u{c9}{c}b"), format!("a long text before {c}")] {
            let text = if text.trim_end().len() < text.len() { text + "x" } else { text };
            let text = text.replace("a long text before", "longer");
            let expected = match c {
                '\t' => "",
                '\0' => "name:null_characters_not_allowed",
                '\n' | '\r' | '\u{85}' => "name:line_breaks_not_allowed",
                _ => "name:control_characters_not_allowed",
            };
            assert_eq!(name(&text), expected, "{text:?}");
            let expected = match c {
                '\t' | '\n' | '\r' => "",
                '\0' => "bio:null_characters_not_allowed",
                _ => "bio:control_characters_not_allowed",
            };
            assert_eq!(bio(&text), expected, "{text:?}");
        }
    }
    assert_eq!(name("a\u{2028}b"), "name:line_breaks_not_allowed");
    assert_eq!(name("Ada\n"), "");
    assert_eq!(name(" \t\r\n\u{a0}Ada\u{2003} "), "");
}

/// 6: CRLF and a lone CR become LF before lengths are checked. Binding the text again does not change it.
#[test]
fn line_breaks_are_normalised() {
    #[derive(Form, Debug)]
    #[form(fields = all)]
    struct Note {
        #[form(multiline, max_length = 4)]
        text: String,
    }
    for (sent, kept) in [
        ("a%0D%0Ab", "a\nb"),
        ("a%0Db", "a\nb"),
        ("a%0Ab", "a\nb"),
        ("a%0D%0D%0Ab", "a\n\nb"),
        ("a%0D%0A%0D%0Ab", "a\n\nb"),
    ] {
        let form = Note::bind(&Body::form(format!("text={sent}")));
        assert_eq!(form.cleaned().map(|note| note.text.as_str()), Some(kept), "{sent}");
    }
    let form = Note::bind(&Body::json(r#"{"text":"a\r\r\n\rb"}"#));
    assert_eq!(report(form.errors()), "text:max_length");
}

/// 6, P19: validators check the whole text, up to its end.
#[test]
fn formats_apply_to_the_whole_text() {
    #[derive(Form, Debug)]
    #[form(fields = all)]
    struct Formats {
        #[form(email, multiline, strip = false)]
        email: String,
        #[form(regex = "[a-z]+", multiline, strip = false)]
        word: String,
        #[form(username)]
        user: String,
    }
    let check = |email: &str, word: &str, user: &str| {
        let text = serde_json::json!({ "email": email, "word": word, "user": user }).to_string();
        report(Formats::bind(&Body::json(text)).errors())
    };
    assert_eq!(check("a@b.example", "word", "ada"), "");
    assert_eq!(check("a@b.example\n", "word\n", "ada"), "email:invalid word:invalid");
    assert_eq!(check("x\na@b.example", "x\nword", "ada"), "email:invalid word:invalid");
    for user in ["a\u{202e}b", "a\u{200b}b", "a b", "a\u{ad}b"] {
        assert_ne!(check("a@b.example", "word", user), "", "{user:?}");
    }
}

/// P14: the same input in both formats gives the same value or the same codes.
#[test]
fn both_formats_give_the_same_result() {
    for (pairs, members) in [
        ("", ""),
        (
            "&bio=x&tags=a&tags=b&address.street=s&phones[0].number=1",
            r#","bio":"x","tags":["a","b"],"address":{"street":"s"},"phones":[{"number":"1"}]"#,
        ),
        (
            "&bio=%00&zz=1&address.zip=1&address.city=c",
            r#","bio":"\u0000","zz":1,"address":{"zip":1,"city":"c"}"#,
        ),
        ("&age=1", r#","age":1"#),
        ("&tags=a&tags=b&tags=c&tags=d", r#","tags":["a","b","c","d"]"#),
        (
            "&phones[0].number=1&phones[1].number=2&phones[2].number=3",
            r#","phones":[{"number":"1"},{"number":"2"},{"number":"3"}]"#,
        ),
        ("&settings={\"a\":[1,null]}", r#","settings":{"a":[1,null]}"#),
        ("&settings={\"a\":1,\"a\":1}", r#","settings":{"a":1,"a":1}"#),
        ("&id=7", r#","id":7"#),
    ] {
        let in_form = Account::bind(&Body::form(format!("name=Ada&age=36{pairs}")));
        let in_json =
            Account::bind(&Body::json(format!(r#"{{"name":"Ada","age":36,"news":false{members}}}"#)));
        assert_eq!(report(in_form.errors()), report(in_json.errors()), "{pairs}");
        assert_eq!(in_form.cleaned(), in_json.cleaned(), "{pairs}");
    }
}

/// P37: a shown value can be read back.
#[test]
fn shown_numbers_can_be_read_back() {
    #[derive(Form, Debug, Clone, PartialEq)]
    #[form(fields = all)]
    struct Float {
        x: f64,
        y: f32,
    }
    for (x, y) in [
        (1.0, 1.0),
        (0.1, 0.1),
        (f64::MAX, f32::MAX),
        (5e-324, 1e-45),
        (-0.0, -0.0),
        (1e21, 1e21),
        (123_456.789, 0.5),
        (1.0 / 3.0, 1.0 / 3.0),
    ] {
        let shown = Float::filled(&Float { x, y });
        let (x_shown, y_shown) = (shown.field(Float::X), shown.field(Float::Y));
        let body = Body::form(format!("x={}&y={}", x_shown.value().unwrap(), y_shown.value().unwrap()));
        let again = Float::bind(&body);
        assert_eq!(again.cleaned(), Some(&Float { x, y }), "{body:?} {}", again.errors());
    }
}

/// P13, P14: white space belongs to a choice, in both formats and every spelling. Django's `ChoiceField` does not strip it
/// either.
#[test]
fn choices_are_not_stripped() {
    #[derive(Form, Debug)]
    #[form(fields = all)]
    struct Shirt {
        size: Size,
    }
    let form = |value: &str| report(Shirt::bind(&Body::form(format!("size={value}"))).errors());
    assert_eq!((form("L"), form("%4C")), (String::new(), String::new()));
    for value in ["+L", "L+", "%20L", "L%0A", "%0BL", "\u{b}L", "\u{a0}L", "%C2%A0L", "L "] {
        assert_eq!(form(value), "size:invalid_choice", "{value:?}");
    }
    for value in [" L", "L ", "\\u0020L", "L\\n", "\\u000bL", "\u{a0}L"] {
        let body = Body::json(format!("{{\"size\":\"{value}\"}}"));
        assert_eq!(report(Shirt::bind(&body).errors()), "size:invalid_choice", "{value:?}");
    }
}

/// P13, P14: choices and booleans have exact spellings.
#[test]
fn choices_and_booleans_have_exact_spellings() {
    #[derive(Form, Debug)]
    #[form(fields = all)]
    struct Picks {
        size: Size,
        yes: bool,
        mail: Option<Email>,
    }
    for (text, code) in [
        ("Small", ""),
        ("L", ""),
        ("+Small+", "size:invalid_choice"),
        ("small", "size:invalid_choice"),
        ("Large", "size:invalid_choice"),
        ("0", "size:invalid_choice"),
        ("Small%00", "size:invalid_choice"),
        ("", "size:required"),
    ] {
        assert_eq!(report(Picks::bind(&Body::form(format!("size={text}"))).errors()), code, "{text}");
    }
    for (text, value) in [
        ("on", Some(true)),
        ("true", Some(true)),
        ("1", Some(true)),
        ("off", Some(false)),
        ("false", Some(false)),
        ("0", Some(false)),
        ("", Some(false)),
        ("True", Some(true)),
        ("ON", Some(true)),
        ("FALSE", Some(false)),
        ("yes", None),
        ("2", None),
        ("t", None),
    ] {
        let form = Picks::bind(&Body::form(format!("size=L&yes={text}")));
        assert_eq!(form.cleaned().map(|picks| picks.yes), value, "{text}");
    }
    for (text, code) in [
        ("true", ""),
        ("null", "yes:required"),
        ("1", "yes:invalid"),
        ("\"true\"", "yes:invalid"),
        ("\"\"", "yes:invalid"),
    ] {
        assert_eq!(
            report(Picks::bind(&Body::json(format!("{{\"size\":\"L\",\"yes\":{text}}}"))).errors()),
            code,
            "{text}"
        );
    }
    assert_eq!(report(Picks::bind(&Body::json("{\"size\":\"L\"}")).errors()), "yes:required");
}
