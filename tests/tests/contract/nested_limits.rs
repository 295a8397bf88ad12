//! P56: the limits and settings of a form also apply when it is nested in another form.

use super::report;
use forms::{Body, Form, Limits};
use serde_json::Value;

const TIGHT: Limits = Limits::DEFAULT.max_items(2).max_text_chars(7).max_json_values(3).max_digits(4);

macro_rules! tight {
    ($form:ident, $limits:expr) => {
        #[derive(Form, Debug, Clone, PartialEq)]
        #[form(fields = all, limits = $limits)]
        struct $form {
            text: Option<String>,
            list: Vec<u8>,
            any: Option<Value>,
            number: Option<f64>,
            #[form(nested)]
            leaf: Option<Leaf>,
            #[form(nested)]
            leaves: Vec<Leaf>,
        }
    };
}
tight!(Tight, TIGHT);
tight!(Short, Limits::DEFAULT.max_body_bytes(40));
tight!(Few, Limits::DEFAULT.max_fields(3).max_items(1));
tight!(Flat, Limits::DEFAULT.max_depth(1));
tight!(Brief, Limits::DEFAULT.max_key_bytes(6));

/// A form without limits: those of the outer form apply.
#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Leaf {
    word: Option<String>,
    words: Vec<String>,
}

const WIDE: Limits = Limits::DEFAULT
    .max_body_bytes(4 << 20)
    .max_items(1_000)
    .max_text_chars(1_000)
    .max_json_values(2_000)
    .max_digits(100)
    .max_fields(5_000);

macro_rules! around {
    ($($form:ident of $inner:ident;)*) => { $(
        #[derive(Form, Debug, Clone, PartialEq)]
        #[form(fields = all, limits = WIDE)]
        struct $form {
            #[form(nested)]
            one: Option<$inner>,
            #[form(nested)]
            rows: Vec<$inner>,
            other: Vec<String>,
        }
    )* };
}
around! {
    AroundTight of Tight;
    AroundShort of Short;
    AroundFew of Few;
    AroundFlat of Flat;
    AroundBrief of Brief;
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all, limits = WIDE.max_body_bytes(1 << 20).max_fields(256))]
struct Flattening {
    #[form(flatten)]
    one: Tight,
    other: Option<String>,
    others: Vec<String>,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all, limits = WIDE.max_body_bytes(1 << 20).max_fields(256))]
struct Deep {
    #[form(nested)]
    deeper: Vec<Flattening>,
}

/// The reports of a form's body: by itself, nested, as a row, and flattened.
struct Case {
    pairs: &'static str,
    members: &'static str,
    says: &'static str,
}

const fn case(pairs: &'static str, members: &'static str, says: &'static str) -> Case {
    Case { pairs, members, says }
}

/// Returns the pairs with the prefix of the outer form.
fn within(pairs: &str, place: &str) -> String {
    pairs.split('&').map(|pair| format!("{place}{pair}")).collect::<Vec<_>>().join("&")
}

fn said_within(says: &str, place: &str) -> String {
    let said = says.split(' ').map(|said| match said.strip_prefix('?') {
        Some(_) if place.is_empty() => said.to_owned(),
        Some(key) => format!("{}?{key}", place.trim_end_matches('.')),
        None => format!("{place}{said}"),
    });
    said.collect::<Vec<_>>().join(" ")
}

#[track_caller]
fn says<F: Form<Context = ()>>(body: &Body, expected: &str) {
    assert_eq!(report(F::bind(body).errors()), expected);
}

#[test]
fn limits_of_values_apply_in_nested_forms() {
    for Case { pairs, members, says: expected } in [
        case("text=1234567", r#""text":"1234567""#, ""),
        case("text=12345678", r#""text":"12345678""#, "text:max_length"),
        case("list=1&list=2", r#""list":[1,2]"#, ""),
        case("list=1&list=2&list=3", r#""list":[1,2,3]"#, "list:max_items"),
        case("list=1&list=2&list=3&list=x", r#""list":[1,2,3,"x"]"#, "list:max_items"),
        case("any=[1,2]", r#""any":[1,2]"#, ""),
        case("any=[1,2,3]", r#""any":[1,2,3]"#, "any:max_nodes"),
        case("number=1.234", r#""number":1.234"#, ""),
        case("number=1e00001", r#""number":1e00001"#, "number:max_digits"),
        case("leaf.word=12345678", r#""leaf":{"word":"12345678"}"#, "leaf.word:max_length"),
        case(
            "leaf.words=a&leaf.words=b&leaf.words=c",
            r#""leaf":{"words":["a","b","c"]}"#,
            "leaf.words:max_items",
        ),
        case(
            "leaves[0].word=a&leaves[1].word=b&leaves[2].word=c&leaves[3].word=12345678",
            r#""leaves":[{"word":"a"},{"word":"b"},{"word":"c"},{"word":"12345678"}]"#,
            "leaves:max_items",
        ),
    ] {
        for (pairs, members, place) in [
            (pairs.to_owned(), members.to_owned(), ""),
            (within(pairs, "one."), format!(r#""one":{{{members}}}"#), "one."),
            (within(pairs, "rows[0]."), format!(r#""rows":[{{{members}}}]"#), "rows[0]."),
        ] {
            let expected = if expected.is_empty() { String::new() } else { said_within(expected, place) };
            let bodies = [Body::form(pairs), Body::json(format!("{{{members}}}"))];
            for body in bodies {
                if place.is_empty() {
                    says::<Tight>(&body, &expected);
                    says::<Flattening>(&body, &expected);
                } else {
                    says::<AroundTight>(&body, &expected);
                }
            }
        }
        let expected = if expected.is_empty() { String::new() } else { said_within(expected, "deeper[0].") };
        says::<Deep>(&Body::form(within(pairs, "deeper[0].")), &expected);
        says::<Deep>(&Body::json(format!(r#"{{"deeper":[{{{members}}}]}}"#)), &expected);
    }
    // the outer form keeps its own limits, before and after
    let words = |name: &str| vec![format!("{name}=a-longer-text"); 20].join("&");
    says::<AroundTight>(&Body::form(format!("{}&one.text=a", words("other"))), "");
    let listed = vec!["\"a-longer-text\""; 20].join(",");
    says::<AroundTight>(&Body::json(format!(r#"{{"one":{{"text":"a"}},"other":[{listed}]}}"#)), "");
    says::<Flattening>(&Body::form(format!("text=a&{}&other=a-longer-text", words("others"))), "");
    says::<Flattening>(
        &Body::json(format!(r#"{{"text":"a","others":[{listed}],"other":"a-longer-text"}}"#)),
        "",
    );
}

#[test]
fn limits_of_bodies_apply_to_the_part_of_a_nested_form() {
    // bytes
    let long = "x".repeat(50);
    says::<Short>(&Body::json(format!(r#"{{"text":"{long}"}}"#)), ":too_large");
    says::<AroundShort>(&Body::json(format!(r#"{{"one":{{"text":"{long}"}}}}"#)), ":too_large");
    says::<AroundShort>(&Body::json(format!(r#"{{"rows":[{{}},{{"text":"{long}"}}]}}"#)), ":too_large");
    says::<AroundShort>(&Body::json(format!(r#"{{"one":{{"text":"x"}},"other":["{long}"]}}"#)), "");
    says::<AroundShort>(&Body::form(format!("one.text={long}")), ":too_large");
    says::<AroundShort>(&Body::form(["rows[0].list=1"; 9].join("&")), ":too_large");
    says::<AroundShort>(&Body::form(format!("one.text=x&other={long}&rows[0].text=x&rows[1].text=x")), "");
    // pairs: the number that the form can have, or its limit if that is higher
    let most = (1..1_000).find(|most| {
        Few::bind(&Body::json(format!("{{{}}}", vec![r#""k":0"#; *most].join(",")))).status() == 413
    });
    let most = most.expect("they are bounded") - 1;
    for (count, status) in [(most, 422), (most + 1, 413)] {
        let members = vec![r#""k":0"#; count].join(",");
        assert_eq!(Few::bind(&Body::json(format!("{{{members}}}"))).status(), status);
        let pairs = vec!["k=0"; count].join("&");
        assert_eq!(Few::bind(&Body::form(pairs.clone())).status(), status);
        for json in [format!(r#"{{"one":{{{members}}}}}"#), format!(r#"{{"rows":[{{}},{{{members}}}]}}"#)] {
            assert_eq!(AroundFew::bind(&Body::json(json)).status(), status);
        }
        for place in ["one.", "rows[0]."] {
            assert_eq!(AroundFew::bind(&Body::form(within(&pairs, place))).status(), status);
        }
        // each row has its own limit, and the rest of the body that of the outer form
        let rows = vec![format!("{{{members}}}"); 3].join(",");
        let others = vec!["\"x\""; 300].join(",");
        let json = format!(r#"{{"rows":[{rows}],"other":[{others}]}}"#);
        assert_eq!(AroundFew::bind(&Body::json(json)).status(), status);
    }
    // levels
    says::<Flat>(&Body::json(r#"{"list":[]}"#), ":too_deep");
    says::<Flat>(&Body::json(r#"{"text":"x"}"#), "");
    says::<AroundFlat>(&Body::json(r#"{"one":{"text":"x"},"rows":[{"text":"x"}],"other":["x"]}"#), "");
    says::<AroundFlat>(&Body::json(r#"{"one":{"list":[]}}"#), ":too_deep");
    says::<AroundFlat>(&Body::json(r#"{"rows":[{"leaf":{}}]}"#), ":too_deep");
    says::<AroundFlat>(&Body::json(r#"{"one":1,"one":{"list":[]}}"#), ":too_deep");
    says::<AroundFlat>(&Body::form("one.text=x&rows[0].text=x"), "");
    says::<AroundFlat>(&Body::form("one.leaf.word=x"), ":too_deep");
    says::<AroundFlat>(&Body::form("rows[0].leaf.word=x"), ":too_deep");
    // keys
    says::<Brief>(&Body::form("leaf.word=x"), "?leaf.word:unknown");
    says::<AroundBrief>(&Body::form("one.leaf.word=x"), "one?leaf.word:unknown");
    says::<AroundBrief>(&Body::form("rows[0].number=1"), "");
}

/// A binding can have other limits, but those of nested forms still apply.
#[test]
fn limits_of_a_binding_do_not_raise_those_of_nested_forms() {
    let body = Body::json(r#"{"one":{"text":"12345678"}}"#);
    let form = AroundTight::binder().limits(WIDE.max_text_chars(1_000_000)).bind(&body);
    assert_eq!(report(form.errors()), "one.text:max_length");
    // the lower limit applies, whichever form has it
    let form =
        AroundTight::binder().limits(WIDE.max_text_chars(3)).bind(&Body::json(r#"{"one":{"text":"1234"}}"#));
    assert_eq!(report(form.errors()), "one.text:max_length");
}

/// 13: a page offers no more rows than its form accepts.
#[test]
fn a_page_offers_as_many_rows_as_a_nested_form_accepts() {
    let offers = |rows: usize| {
        let pairs: Vec<String> = (0..rows).map(|i| format!("one.leaves[{i}].word=x")).collect();
        AroundTight::bind(&Body::form(pairs.join("&"))).to_html().contains("add one.leaves\"")
    };
    assert!(offers(1));
    assert!(!offers(2));
    let added = |rows: usize| {
        let mut pairs: Vec<String> = (0..rows).map(|i| format!("one.leaves[{i}].word=x")).collect();
        pairs.push("_rows=add+one.leaves".to_owned());
        report(AroundTight::bind(&Body::form(pairs.join("&"))).errors())
    };
    assert_eq!(added(1), ":rows_changed");
    assert!(added(2).contains("_rows:unknown"));
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all, unknown = ignore)]
struct Lenient {
    a: Option<String>,
    #[form(nested)]
    strict: Option<Strict>,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Strict {
    a: Option<String>,
    #[form(nested)]
    lenient: Option<Loose>,
    #[form(nested)]
    buttons: Vec<Buttons>,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all, unknown = ignore)]
struct Loose {
    a: Option<String>,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all, ignore = [commit])]
struct Buttons {
    a: Option<String>,
}

/// 2: the setting of each nested form for unknown keys applies to its own keys, whatever the setting of the outer form.
#[test]
fn each_nested_form_decides_about_its_unknown_keys() {
    for (pairs, members, expected) in [
        ("zz=1", r#""zz":1"#, ""),
        ("strict.zz=1", r#""strict":{"zz":1}"#, "strict?zz:unknown"),
        ("strict.lenient.zz=1", r#""strict":{"lenient":{"zz":1}}"#, ""),
        ("strict.buttons[0].commit=1", r#""strict":{"buttons":[{"commit":1}]}"#, ""),
        ("strict.commit=1", r#""strict":{"commit":1}"#, "strict?commit:unknown"),
        ("strict.buttons[0].zz=1", r#""strict":{"buttons":[{"zz":1}]}"#, "strict.buttons[0]?zz:unknown"),
    ] {
        says::<Lenient>(&Body::form(pairs), expected);
        says::<Lenient>(&Body::json(format!("{{{members}}}")), expected);
    }
}
