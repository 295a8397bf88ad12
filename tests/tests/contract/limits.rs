//! P22: bodies at each limit and one above it, in both formats.

use super::report;
use bigdecimal::BigDecimal;
use forms::{Body, Form, Limits};
use serde_json::Value;

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Leaf {
    x: Option<String>,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Branch {
    a: Option<u8>,
    #[form(nested)]
    leaf: Option<Leaf>,
    items: Vec<u8>,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Tree {
    text: Option<String>,
    list: Vec<u8>,
    #[form(nested)]
    one: Option<Branch>,
    #[form(nested)]
    rows: Vec<Branch>,
    whole: Option<u64>,
    float: Option<f64>,
    exact: Option<BigDecimal>,
    any: Option<Value>,
}

const LIMITS: Limits = Limits::DEFAULT;

#[track_caller]
fn says(limits: Limits, body: &Body, expected: &str) {
    let form = Tree::binder().limits(limits).bind(body);
    assert_eq!(report(form.errors()), expected);
    let status = match expected {
        "" => 200,
        whole if whole.starts_with(':') => 413,
        _ => 422,
    };
    assert_eq!(form.status(), status);
}

/// Checks the same in both formats.
#[track_caller]
fn both(limits: Limits, pairs: &str, members: &str, expected: &str) {
    says(limits, &Body::form(pairs), expected);
    says(limits, &Body::json(format!("{{{members}}}")), expected);
}

#[test]
fn a_body_at_the_limit_of_bytes() {
    for body in ["text=abc", "%74ext=a+%63&"] {
        let len = body.len() as u32;
        says(LIMITS.max_body_bytes(len), &Body::form(body), "");
        says(LIMITS.max_body_bytes(len - 1), &Body::form(body), ":too_large");
    }
    let body = "{\"text\":\"abc\"} ";
    let len = body.len() as u32;
    says(LIMITS.max_body_bytes(len), &Body::json(body), "");
    says(LIMITS.max_body_bytes(len - 1), &Body::json(body), ":too_large");
}

#[test]
fn a_body_at_the_limit_of_pairs_and_members() {
    #[derive(Form, Debug)]
    #[form(fields = all, unknown = ignore, limits = LIMITS.max_fields(4))]
    struct Few {
        a: Option<u8>,
        #[form(nested)]
        leaf: Option<Leaf>,
    }
    for (pairs, members, status) in [
        ("k=&k=&k=&k=", r#""k":0,"k":0,"k":0,"k":0"#, 200),
        ("k=&k=&k=&k=&k=", r#""k":0,"k":0,"k":0,"k":0,"k":0"#, 413),
        ("a=1&k=&k=&k=", r#""a":1,"k":0,"k":0,"k":0"#, 200),
        ("a=1&k=&k=&k=&k=", r#""a":1,"k":0,"k":0,"k":0,"k":0"#, 413),
        ("k=&k=&k=&k=&a=1", r#""k":0,"k":0,"k":0,"k":0,"a":1"#, 413),
        ("a=1&a=1&a=1&a=1", r#""a":1,"a":1,"a":1,"a":1"#, 422),
        ("a=1&a=1&a=1&a=1&a=1", r#""a":1,"a":1,"a":1,"a":1,"a":1"#, 413),
    ] {
        assert_eq!(Few::bind(&Body::form(pairs)).status(), status, "{pairs}");
        assert_eq!(Few::bind(&Body::json(format!("{{{members}}}"))).status(), status, "{members}");
    }
    // nested members count like outer ones, and like their pairs in a form body
    let within = |count: usize| vec!["leaf.x="; count].join("&");
    assert_eq!(Few::bind(&Body::form(within(4))).status(), 422);
    assert_eq!(Few::bind(&Body::form(within(5))).status(), 413);
    let within = |count: usize| format!("{{\"leaf\":{{{}}}}}", vec!["\"x\":null"; count].join(","));
    assert_eq!(Few::bind(&Body::json(within(3))).status(), 422);
    assert_eq!(Few::bind(&Body::json(within(4))).status(), 413);
}

/// The top level is level one. A nested form adds one level, and a list another.
#[test]
fn a_body_at_the_limit_of_depth() {
    for (pairs, members, levels) in [
        ("text=a", r#""text":"a""#, 1),
        ("one.a=1", r#""one":{"a":1}"#, 2),
        ("one.leaf.x=a", r#""one":{"leaf":{"x":"a"}}"#, 3),
        ("rows[0].a=1", r#""rows":[{"a":1}]"#, 3),
        ("rows[0].leaf.x=a", r#""rows":[{"leaf":{"x":"a"}}]"#, 4),
        ("rows[0].leaf%2Ex=a", r#""rows":[{"le\u0061f":{"x":"a"}}]"#, 4),
    ] {
        for depth in 1..=9 {
            let expected = if levels <= depth { "" } else { ":too_deep" };
            both(LIMITS.max_depth(depth), pairs, members, expected);
        }
    }
    // skipped values have the same depth limit
    says(LIMITS.max_depth(3), &Body::json(r#"{"zz":[[1]]}"#), "?zz:unknown");
    says(LIMITS.max_depth(3), &Body::json(r#"{"zz":[[[1]]]}"#), ":too_deep");
    says(LIMITS.max_depth(3), &Body::json(r#"{"any":[[1]]}"#), "");
    says(LIMITS.max_depth(3), &Body::json(r#"{"any":[[[1]]]}"#), ":too_deep");
    says(LIMITS.max_depth(3), &Body::form("any=[[[1]]]"), "");
}

/// Values beyond the limit are not read, so they have no errors.
#[test]
fn a_list_at_the_limit_of_items() {
    let limits = LIMITS.max_items(2);
    both(limits, "list=1&list=2", r#""list":[1,2]"#, "");
    both(limits, "list=1&list=2&list=3", r#""list":[1,2,3]"#, "list:max_items");
    both(limits, "list=1&list=2&list=3&list=x&list=y", r#""list":[1,2,3,"x","y"]"#, "list:max_items");
    both(limits, "list[0]=1&list[1]=2&list[2]=3&list[3]=x", r#""list":[1,2,3,"x"]"#, "list:max_items");
    let items = "one.items=1&one.items=2&one.items=3&one.items=x";
    both(limits, items, r#""one":{"items":[1,2,3,"x"]}"#, "one.items:max_items");
    both(limits, "rows[0].a=1&rows[1].a=2", r#""rows":[{"a":1},{"a":2}]"#, "");
    let rows = "rows[0].a=1&rows[1].a=2&rows[2].a=3&rows[3].a=x&rows[4].a=y";
    both(limits, rows, r#""rows":[{"a":1},{"a":2},{"a":3},{"a":"x"},{"a":"y"}]"#, "rows:max_items");
    let many = |count: usize| vec!["1"; count].join(",");
    let pairs = |count: usize| vec!["list=1"; count].join("&");
    both(LIMITS, &pairs(100), &format!("\"list\":[{}]", many(100)), "");
    both(LIMITS, &pairs(101), &format!("\"list\":[{}]", many(101)), "list:max_items");
}

/// Counted in characters, after decoding.
#[test]
fn a_text_at_the_limit_of_characters() {
    let limits = LIMITS.max_text_chars(3);
    for text in ["abc", "\u{e9}\u{e9}\u{e9}", "\u{1f600}\u{1f600}\u{1f600}"] {
        for (more, expected) in [("", ""), ("d", "text:max_length")] {
            let text = format!("{text}{more}");
            let escaped = text.bytes().fold(String::new(), |escaped, byte| format!("{escaped}%{byte:02X}"));
            both(limits, &format!("text={text}"), &format!("\"text\":\"{text}\""), expected);
            both(
                limits,
                &format!("text={escaped}"),
                &format!("\"text\":{}", tests::wire::quote(&text)),
                expected,
            );
            says(
                limits,
                &Body::form(format!("one.leaf.x={escaped}")),
                &expected.replace("text", "one.leaf.x"),
            );
        }
    }
}

/// A longer key is unknown in every spelling. In JSON the limit applies to the key of each level.
#[test]
fn a_key_at_the_limit_of_bytes() {
    for key in ["rows[0].leaf.x", "rows%5B0%5D.leaf.x", "rows[0]%2eleaf%2ex"] {
        let body = Body::form(format!("{key}=a"));
        says(LIMITS.max_key_bytes(14), &body, "");
        says(LIMITS.max_key_bytes(13), &body, "?rows[0].leaf.x:unknown");
    }
    for key in ["one.items", "one.items[]", "one.items[0]", "one.a"] {
        let body = Body::form(format!("{key}=1"));
        says(LIMITS.max_key_bytes(key.len() as u32), &body, "");
    }
    says(LIMITS.max_key_bytes(11), &Body::form("one.items[0]=1"), "?one.items[0]:unknown");
    // a field's own name is never too long
    both(LIMITS.max_key_bytes(1), "text=a&list=1", r#""text":"a","list":[1]"#, "");
}

#[test]
fn a_number_at_the_limit_of_digits() {
    let ones = |count: usize| "1".repeat(count);
    for (count, expected) in [(40, "whole:max_value"), (41, "whole:max_digits")] {
        let number = ones(count);
        both(LIMITS, &format!("whole={number}"), &format!("\"whole\":{number}"), expected);
    }
    for (count, expected) in [(40, ""), (41, "float:max_digits")] {
        for number in [ones(count), format!("0.{}", ones(count - 1)), format!("-{}e-{}", ones(count - 2), 11)]
        {
            both(LIMITS, &format!("float={number}"), &format!("\"float\":{number}"), expected);
        }
    }
    for (count, expected) in [(40, ""), (41, "exact:max_digits")] {
        let number = ones(count);
        both(LIMITS, &format!("exact={number}"), &format!("\"exact\":{number}"), expected);
        both(LIMITS, &format!("exact={number}"), &format!("\"exact\":\"{number}\""), expected);
    }
    // an exponent counts as the zeros that it stands for
    both(LIMITS, "exact=1e39", r#""exact":1e39"#, "");
    both(LIMITS, "exact=1e40", r#""exact":1e40"#, "exact:max_digits");
    both(LIMITS, "exact=1e999999999", r#""exact":1e999999999"#, "exact:max_digits");
}

#[test]
fn a_json_value_at_the_limit_of_values() {
    for (value, values) in [("0", 1), ("[0]", 2), (r#"{"a":0}"#, 2), (r#"[{"a":[0,0]},[]]"#, 6)] {
        let (pairs, members) = (format!("any={value}"), format!("\"any\":{value}"));
        both(LIMITS.max_json_values(values), &pairs, &members, "");
        both(LIMITS.max_json_values(values - 1), &pairs, &members, "any:max_nodes");
    }
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Twig {
    a: Option<u8>,
    #[form(max_items = 3)]
    items: Vec<u8>,
    #[form(nested)]
    leaf: Option<Leaf>,
    any: Option<Value>,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all, unknown = ignore)]
struct Shrub {
    #[form(nested)]
    one: Option<Twig>,
    #[form(nested, max_items = 2)]
    rows: Vec<Twig>,
    #[form(nested, read_only, default)]
    shown: Option<Twig>,
}

/// 8: rows and items are counted during reading, in JSON like their pairs in a form body.
#[test]
fn a_body_at_the_limit_of_rows_and_items() {
    let bind = |members: &str, pairs: u32| {
        Shrub::binder().limits(LIMITS.max_fields(pairs)).bind(&Body::json(format!("{{{members}}}"))).status()
    };
    // the form can have more members than this body needs: unknown keys fill it up
    let most = (1..1000).find(|most| bind(&vec!["\"k\":0"; *most].join(","), 1) == 413).unwrap() - 1;
    let beside = |members: &str, more: usize| {
        let strangers = vec!["\"k\":0"; most - more].join(",");
        [bind(&format!("{members},{strangers}"), 1), bind(&format!("{strangers},{members}"), 1)]
    };
    for (members, counted) in [
        (r#""one":{}"#, 1),
        (r#""one":{"a":1}"#, 2),
        (r#""one":{"items":[]}"#, 2),
        (r#""one":{"items":[1,2,3]}"#, 5),
        (r#""rows":[]"#, 1),
        (r#""rows":[{}]"#, 2),
        (r#""rows":[{},{}]"#, 3),
        (r#""rows":[{"a":1},{"items":[1]}]"#, 6),
        // too many items count too
        (r#""rows":[{},{},{},{},{}]"#, 6),
        (r#""one":{"items":[1,2,3,4,5,6,7]}"#, 9),
        // the values in a JSON value have their own limit
        (r#""one":{"any":{"a":[1,2,3]}}"#, 2),
        (r#""one":1,"one":{"a":1}"#, 3),
        (r#""shown":{"a":1,"items":[1]}"#, 4),
    ] {
        assert!(!beside(members, counted).contains(&413), "{members}");
        assert_eq!(beside(members, counted - 1), [413, 413], "{members}");
    }
}

/// 12: both values of a repeated key count the same, whichever comes first.
#[test]
fn repeated_values_count_in_any_order() {
    let values = [
        "null",
        "1",
        "{}",
        "[]",
        "[{},{}]",
        r#"[{"a":1,"a":2},{},{},{},{"a":1}]"#,
        r#"{"a":1,"b":2,"c":{"d":1,"e":[1,2]}}"#,
        r#"{"items":[1,2,3],"items":[1,2,3,4,5,6]}"#,
        r#"{"items":{"a":1},"leaf":[1,2,3],"a":[1,2]}"#,
        r#"{"leaf":{"x":"y","\u0078":"z","zz":1},"leaf":{},"any":[1,2,3]}"#,
        r#"{"leaf":"x","any":{"a":1,"a":2}}"#,
    ];
    for field in ["one", "rows", "shown"] {
        for (one, other) in values.iter().flat_map(|one| values.iter().map(move |other| (one, other))) {
            for strangers in [0, 20, 25, 30, 35] {
                let strangers = ",\"k\":0".repeat(strangers);
                let bind = |first: &str, second: &str| {
                    let body = format!("{{\"{field}\":{first},\"{field}\":{second}{strangers}}}");
                    let form = Shrub::binder().limits(LIMITS.max_fields(8)).bind(&Body::json(body));
                    (report(form.errors()), form.status())
                };
                assert_eq!(bind(one, other), bind(other, one), "{field}: {one}, {other}");
            }
        }
    }
}

/// 8: nested lists without `max_items` add at most 10,000 rows. A form is never refused for fewer rows than its
/// own `max_items` allow.
#[test]
#[expect(clippy::items_after_statements, reason = "each form is next to its assertions")]
fn nested_rows_have_a_limit() {
    #[derive(Form, Debug, Clone, PartialEq)]
    #[form(fields = all)]
    struct Cell {
        a: Option<String>,
    }
    #[derive(Form, Debug, Clone, PartialEq)]
    #[form(fields = all)]
    struct Line {
        #[form(nested)]
        cells: Vec<Cell>,
        #[form(nested, max_items = 100)]
        stated: Vec<Cell>,
    }
    #[derive(Form, Debug, Clone, PartialEq)]
    #[form(fields = all)]
    struct Table {
        #[form(nested)]
        lines: Vec<Line>,
    }
    let lines = |list: &str, cells: usize| {
        let line = format!("{{\"{list}\":[{}]}}", vec!["{}"; cells].join(","));
        Body::json(format!("{{\"lines\":[{}]}}", vec![&*line; 100].join(",")))
    };
    assert_eq!(Table::bind(&lines("stated", 100)).status(), 200);
    let full = format!("{{\"stated\":[{}]}}", vec![r#"{"a":"x"}"#; 100].join(","));
    let full = Body::json(format!("{{\"lines\":[{}]}}", vec![&*full; 100].join(",")));
    assert_eq!(Table::bind(&full).status(), 200);

    #[derive(Form, Debug, Clone, PartialEq)]
    #[form(fields = all)]
    struct Row {
        #[form(nested)]
        cells: Vec<Cell>,
    }
    #[derive(Form, Debug, Clone, PartialEq)]
    #[form(fields = all)]
    struct Rows {
        #[form(nested)]
        lines: Vec<Row>,
    }
    assert_eq!(Rows::bind(&lines("cells", 90)).status(), 200);
    let full = format!("{{\"cells\":[{}]}}", vec![r#"{"a":"x"}"#; 100].join(","));
    let full = Body::json(format!("{{\"lines\":[{}]}}", vec![&*full; 100].join(",")));
    assert_eq!(report(Rows::bind(&full).errors()), ":too_many_fields");
    // unless the limits allow more
    assert!(Rows::binder().limits(LIMITS.max_fields(50_000)).bind(&full).is_valid());
}
