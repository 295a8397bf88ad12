//! P09, P17: keys and values are compared after decoding. `A`, `%41` and `\u0041` are the same everywhere: in names of fields,
//! nested forms, lists, duplicates, unknown and ignored keys, read-only and immutable fields, and tokens.

use super::{Account, Fixed, Guarded, Lenient, Own, User, report, user};
use forms::{
    Body, Bound, Form, Limits,
    csrf::{Guard, Key, Request},
};
use std::{
    fmt::{Debug, Write},
    time::SystemTime,
};
use tests::report::unknown_key;

const SPELLINGS: usize = 4;

/// Returns the spellings of a text: unchanged, all of it escaped with both cases of digits, and every second character escaped.
fn spelt(text: &str, how: usize, json: bool) -> String {
    let digits = |unit: u16, width: usize| {
        if how == 2 { format!("{unit:0width$X}") } else { format!("{unit:0width$x}") }
    };
    let mut spelt = String::new();
    for (i, c) in text.chars().enumerate() {
        let special = if json { matches!(c, '"' | '\\') } else { "&=+%;#".contains(c) };
        if how == 0 && c == ' ' && !json {
            spelt.push('+');
        } else if !special && (how == 0 || (how == 3 && i % 2 == 0)) {
            spelt.push(c);
        } else if json {
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(spelt, "\\u{}", digits(*unit, 4)).unwrap();
            }
        } else {
            for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                write!(spelt, "%{}", digits(byte.into(), 2)).unwrap();
            }
        }
    }
    spelt
}

/// Replaces the keys `«..»` and the values `‹..›` of a body by the chosen spellings. Returns the number of them.
fn written(template: &str, json: bool, how: impl Fn(usize, bool) -> usize) -> (String, usize) {
    let (mut text, mut rest, mut count) = (String::new(), template, 0);
    while let Some(at) = rest.find(['\u{ab}', '\u{2039}']) {
        let is_key = rest[at..].starts_with('\u{ab}');
        let (open, close) = if is_key { ('\u{ab}', '\u{bb}') } else { ('\u{2039}', '\u{203a}') };
        text += &rest[..at];
        let (inner, behind) = rest[at + open.len_utf8()..].split_once(close).unwrap();
        text += &spelt(inner, how(count, is_key), json);
        count += 1;
        rest = behind;
    }
    (text + rest, count)
}

/// Returns the body in all spellings: all keys and values in one spelling, and each one in turn in another.
fn spellings(template: &str, json: bool) -> Vec<Body> {
    let body = |text: String| if json { Body::json(text) } else { Body::form(text) };
    let (plain, count) = written(template, json, |_, _| 0);
    let mut bodies = vec![body(plain)];
    for keys in 0..SPELLINGS {
        for values in 0..SPELLINGS {
            bodies.push(body(written(template, json, |_, is_key| if is_key { keys } else { values }).0));
        }
    }
    for other in 0..count {
        for how in 1..SPELLINGS {
            bodies.push(body(written(template, json, |at, _| if at == other { how } else { 0 }).0));
            bodies.push(body(written(template, json, |at, _| if at == other { 0 } else { how }).0));
        }
    }
    bodies
}

fn outcome<F: Form + Debug, P>(form: &Bound<F, P>) -> String {
    format!(
        "{} {} {:?} {:?} {}",
        form.status(),
        report(form.errors()),
        form.cleaned(),
        form.changed(),
        form.errors().to_json()
    )
}

/// Checks creating, updating and partial updating.
#[track_caller]
fn same<F: Form<Context = (), Model = User> + Debug>(pairs: &str, members: &str) {
    let members = format!("{{{members}}}");
    let mut created = Vec::new();
    for (template, json) in [(pairs, false), (members.as_str(), true)] {
        let outcomes = |body: &Body| {
            [
                outcome(&F::bind(body)),
                outcome(&F::bind_update(&user(), body)),
                outcome(&F::bind_partial(&user(), body)),
            ]
        };
        let bodies = spellings(template, json);
        let expected = outcomes(&bodies[0]);
        // a JSON value is shown in its original spelling
        let page = |body: &Body| {
            let page = F::bind(body).to_html();
            page.as_str().split("id_settings").next().map(str::to_owned)
        };
        let shown = page(&bodies[0]);
        for body in &bodies[1..] {
            assert_eq!(outcomes(body), expected, "{template}");
            assert_eq!(page(body), shown, "{template}");
        }
        created.push(expected[0].clone());
    }
    assert_eq!(created[0], created[1], "{pairs}");
}

#[test]
fn fields_in_every_spelling() {
    same::<Account>("«name»=‹Ada›&«age»=36&«news»=on", r#""«name»":"‹Ada›","«age»":36,"«news»":true"#);
    // a text may look like an escape of the other format, or like one of this format after decoding
    for name in ["%41", "A+B", "\\u0041", "\"\\", "\u{e9}\u{1f600}", "a&b=c;d"] {
        same::<Account>(
            &format!("«name»=‹{name}›&«age»=36&«news»=on&«bio»=‹{name} {name}›"),
            &format!(r#""«name»":"‹{name}›","«age»":36,"«news»":true,"«bio»":"‹{name} {name}›""#),
        );
    }
    same::<Account>(
        "«name»=‹Ada›&«age»=36&«news»=on&«tags»=‹x›&«tags»=‹y z›&«address.street»=‹s›&«address.city»=‹c›&\
         «phones[0].number»=‹1›&«phones[0].place.street»=‹p›",
        r#""«name»":"‹Ada›","«age»":36,"«news»":true,"«tags»":["‹x›","‹y z›"],
           "«address»":{"«street»":"‹s›","«city»":"‹c›"},
           "«phones»":[{"«number»":"‹1›","«place»":{"«street»":"‹p›"}}]"#,
    );
    same::<Account>(
        r#"«name»=‹Ada›&«age»=36&«news»=on&«settings»=‹{"a":[1,"b"]}›"#,
        r#""«name»":"‹Ada›","«age»":36,"«news»":true,"«settings»":{"«a»":[1,"‹b›"]}"#,
    );
    same::<Account>(
        r#"«name»=‹Ada›&«age»=36&«news»=on&«settings»=‹{"a":1,"\u0061":2}›"#,
        r#""«name»":"‹Ada›","«age»":36,"«news»":true,"«settings»":{"«a»":1,"«a»":2}"#,
    );
}

#[test]
fn lists_and_their_indices_in_every_spelling() {
    for key in ["tags", "tags[]", "tags[0]"] {
        same::<Account>(
            &format!("«name»=‹Ada›&«age»=36&«news»=on&«{key}»=‹x›"),
            r#""«name»":"‹Ada›","«age»":36,"«news»":true,"«tags»":["‹x›"]"#,
        );
    }
    let found = |pairs: &str| {
        let bodies = spellings(pairs, false);
        let expected = report(Account::bind(&bodies[0]).errors());
        for body in bodies {
            assert_eq!(report(Account::bind(&body).errors()), expected, "{pairs}");
        }
        expected
    };
    assert_eq!(found("«name»=‹Ada›&«age»=36&«tags[0]»=‹x›&«tags[0]»=‹x›"), "tags[0]:duplicate");
    assert_eq!(found("«name»=‹Ada›&«age»=36&«tags[]»=‹x›&«tags»=‹x›&«tags[2]»=‹y›"), "");
    assert_eq!(found("«name»=‹Ada›&«age»=36&«tags[00]»=‹x›"), "tags:index");
    assert_eq!(found("«name»=‹Ada›&«age»=36&«phones[1].number»=‹x›"), "phones:index");
    assert_eq!(found("«name»=‹Ada›&«age»=36&«phones[].number»=‹x›"), "?phones[].number:unknown");
}

#[test]
fn duplicates_in_every_spelling() {
    let rest = ("«age»=36&«news»=on", r#""«age»":36,"«news»":true"#);
    for (pairs, members) in [
        ("«name»=‹Ada›&«name»=‹Ada›", r#""«name»":"‹Ada›","«name»":"‹Ada›""#),
        ("«name»=‹A›&«name»=‹B›&«name»=‹C›", r#""«name»":"‹A›","«name»":"‹B›","«name»":"‹C›""#),
        (
            "«name»=‹A›&«address.street»=‹a›&«address.street»=‹b›",
            r#""«name»":"‹A›","«address»":{"«street»":"‹a›","«street»":"‹b›"}"#,
        ),
        (
            "«name»=‹A›&«phones[0].number»=‹1›&«phones[0].number»=‹2›",
            r#""«name»":"‹A›","«phones»":[{"«number»":"‹1›","«number»":"‹2›"}]"#,
        ),
        ("«name»=‹A›&«id»=7&«id»=7", r#""«name»":"‹A›","«id»":7,"«id»":7"#),
        ("«name»=‹A›&«zz»=‹1›&«zz»=‹2›", r#""«name»":"‹A›","«zz»":"‹1›","«zz»":"‹2›""#),
    ] {
        same::<Account>(&format!("{pairs}&{}", rest.0), &format!("{members},{}", rest.1));
    }
}

#[test]
fn unknown_and_ignored_keys_in_every_spelling() {
    let rest = ("«name»=‹Ada›&«age»=36", r#""«name»":"‹Ada›","«age»":36"#);
    for key in
        ["zz", "is_admin", "Name", " name", "csrf_token", "g-recaptcha-response", "csrf_tokens", "%6eame"]
    {
        let (pairs, members) = (
            format!("{}&«{key}»=‹x›&«{key}»=‹y›", rest.0),
            format!("{},\"«{key}»\":\"‹x›\",\"«{key}»\":\"‹y›\"", rest.1),
        );
        same::<Guarded>(&pairs, &members);
        same::<Lenient>(&pairs, &members);
    }
    // more than a report shows
    let (mut pairs, mut members) = (rest.0.to_owned(), rest.1.to_owned());
    for i in 0..20 {
        write!(pairs, "&«zz{:02}»=‹x›", 19 - i).unwrap();
        write!(members, ",\"«zz{:02}»\":\"‹x›\"", 19 - i).unwrap();
    }
    same::<Guarded>(&pairs, &members);
    same::<Guarded>(&format!("{pairs}&«csrf_token»=‹x›"), &format!("{members},\"«csrf_token»\":\"‹x›\""));
    same::<Account>(
        "«name»=‹Ada›&«age»=36&«news»=on&«address.street»=‹s›&«address.zip»=‹x›&«phones[0].number»=‹1›&«phones[0].kind»=‹x›",
        r#""«name»":"‹Ada›","«age»":36,"«news»":true,"«address»":{"«street»":"‹s›","«zip»":"‹x›"},
           "«phones»":[{"«number»":"‹1›","«kind»":"‹x›"}]"#,
    );
}

#[test]
fn locked_fields_in_every_spelling() {
    for id in [7, 8] {
        same::<Account>(
            &format!("«name»=‹Ada›&«age»=36&«news»=on&«id»={id}"),
            &format!(r#""«name»":"‹Ada›","«age»":36,"«news»":true,"«id»":{id}"#),
        );
    }
    for (name, street) in [("Ada", "Square 12"), ("Eve", "Square 12"), ("Ada", "Elsewhere")] {
        same::<Fixed>(
            &format!(
                "«name»=‹{name}›&«age»=36&«tags»=‹math›&«address.street»=‹{street}›&«address.city»=‹London›"
            ),
            &format!(
                r#""«name»":"‹{name}›","«age»":36,"«tags»":["‹math›"],"«address»":{{"«street»":"‹{street}›","«city»":"‹London›"}}"#
            ),
        );
    }
    let present = Own { code: "c".to_owned(), serial: 9, note: "n".to_owned(), stamps: vec![1] };
    for (pairs, members, expected) in [
        ("«code»=‹c›&«note»=‹m›&«serial»=9", r#""«code»":"‹c›","«note»":"‹m›","«serial»":9"#, ""),
        ("«code»=‹d›&«note»=‹m›", r#""«code»":"‹d›","«note»":"‹m›""#, "code:immutable"),
        (
            "«code»=‹c›&«note»=‹m›&«serial»=8",
            r#""«code»":"‹c›","«note»":"‹m›","«serial»":8"#,
            "serial:read_only",
        ),
        (
            "«code»=‹c›&«note»=‹m›&«stamps»=2",
            r#""«code»":"‹c›","«note»":"‹m›","«stamps»":[2]"#,
            "stamps:read_only",
        ),
    ] {
        for (template, json) in [(pairs.to_owned(), false), (format!("{{{members}}}"), true)] {
            for body in spellings(&template, json) {
                assert_eq!(report(Own::bind_update(&present, &body).errors()), expected, "{template}");
            }
        }
    }
}

#[derive(Form, Debug)]
#[form(fields = all, ignore = [trace, "a-rather-long-key"], csrf, limits = Limits::DEFAULT.max_key_bytes(3))]
struct Short {
    n: u8,
}

/// A key limit that is shorter than a field's own name does not apply to that name.
#[test]
fn key_limits_do_not_apply_to_field_names() {
    let bound = |body: Body| report(Short::bind(&body.csrf_exempt("nothing here has an effect")).errors());
    for (key, expected) in [
        ("trace", ""),
        ("a-rather-long-key", ""),
        ("csrf_token", ""),
        ("trac", "?trac:unknown"),
        ("a-rather-long-kez", "?a-rather-long-kez:unknown"),
    ] {
        for body in spellings(&format!("«n»=1&«{key}»=‹x›"), false) {
            assert_eq!(bound(body), expected);
        }
        for body in spellings(&format!("{{\"«n»\":1,\"«{key}»\":\"‹x›\"}}"), true) {
            assert_eq!(bound(body), expected);
        }
    }
}

/// A key that is too long is unknown in every spelling.
#[test]
fn keys_above_the_limit_are_unknown() {
    let key = "k".repeat(129);
    for (template, json) in [
        (format!("«name»=‹Ada›&«age»=36&«{key}»=‹x›"), false),
        (format!("{{\"«name»\":\"‹Ada›\",\"«age»\":36,\"«{key}»\":0}}"), true),
    ] {
        for body in spellings(&template, json) {
            let form = Guarded::bind(&body);
            assert_eq!(form.errors().len(), 1);
            let error = form.errors().iter().next().unwrap();
            assert!(error.is_unknown_key() && unknown_key(&error).is_none(), "{error}");
        }
    }
}

#[test]
fn tokens_in_every_spelling() {
    let session = Guard::new(Key::new([1; 32]).unwrap()).session("session-1", SystemTime::now());
    let request = Request::new("POST").headers([("Sec-Fetch-Site", "same-origin")]);
    let token = session.token::<Short>().as_str().to_owned();
    let bind = |body: Body| Short::bind(&session.check_body(&request, body));
    for body in spellings(&format!("«n»=1&«csrf_token»=‹{token}›"), false) {
        assert_eq!(report(bind(body).errors()), "");
    }
    for template in [
        format!("«n»=1&«csrf_token»=‹{token}›&«csrf_token»=‹{token}›"),
        format!("«csrf_token»=‹x›&«n»=1&«csrf_token»=‹{token}›"),
        format!("«n»=1&«csrf_token»=‹{token}›&«csrf_token»="),
    ] {
        for body in spellings(&template, false) {
            assert_eq!(report(bind(body).errors()), ":csrf_invalid", "{template}");
        }
    }
    for body in spellings(&format!("«n»=1&«csrf_tokem»=‹{token}›"), false) {
        assert_eq!(report(bind(body).errors()), ":csrf_missing");
    }
}
