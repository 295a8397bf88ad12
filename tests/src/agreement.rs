//! Binds one submission in both formats, and compares: the values must be equal, and the errors must have the same codes and
//! paths. Also checks which keys of a form are unknown, by the grammar in the manual.
//!
//! Some submissions exist in only one format, or differ by design. They are not compared: an empty list of choices; an
//! optional form, a row or an item in which everything is blank; `null` for a `bool`; a choice that is white space; an
//! update that removes a secret.

use crate::{
    blank::is_blank,
    everything::{Everything, present},
    report::{looks_like_key, report_without_keys, unknown_key},
    wire::{quote, urlencoded},
};
use forms::{Body, Bound, Form, FormSchema, Kind, Limits};
use std::collections::BTreeSet;

/// A value, not yet written in a format.
#[derive(Debug)]
enum Given {
    Blank,
    Text(String),
    /// Text that is the same in both formats, without quotes.
    Bare(String),
    List(Vec<Given>),
    Form(Vec<(String, Given)>),
}

/// Turns bytes into choices. After the last byte, every choice is 0.
struct Decisions<'b>(&'b [u8]);

impl Decisions<'_> {
    fn below(&mut self, end: usize) -> usize {
        let Some((first, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        usize::from(*first) % end.max(1)
    }
    fn pick<'t>(&mut self, from: &[&'t str]) -> &'t str {
        from[self.below(from.len())]
    }
    /// Returns a text of the next bytes, at most `most`.
    fn text(&mut self, most: usize) -> String {
        let length = self.below(most + 1).min(self.0.len());
        let (taken, rest) = self.0.split_at(length);
        self.0 = rest;
        String::from_utf8_lossy(taken).into_owned()
    }
}

const TEXTS: &[&str] = &[
    "x",
    " padded ",
    "",
    " ",
    "two\r\nlines",
    "\u{85}",
    "\0",
    "\u{1b}",
    "ada@example.org",
    "a@b",
    "C-1",
    "free",
    "on-trial",
    "Paid",
    "true",
    "null",
    "7",
    "+",
    "%41",
    "&=;",
    "\"\\/",
    "\u{c9}\u{1f600}",
    "\u{202e}",
    "\u{2028}",
    "\u{fdfa}",
    "\u{feff}",
    "a text that is longer than forty characters are",
    "hunter2 hunter2",
];
const WHOLE: &[&str] = &[
    "0",
    "7",
    "-1",
    "1",
    "9",
    "127",
    "128",
    "255",
    "256",
    "-128",
    "-129",
    "32768",
    "2147483648",
    "-2147483648",
    "9223372036854775807",
    "18446744073709551615",
    "18446744073709551616",
    "-0",
    "99999999999999999999999999999999999999999",
];
const FRACTIONS: &[&str] = &[
    "0",
    "0.5",
    "-0.1",
    "1e3",
    "1E-5",
    "1e308",
    "1e309",
    "-1e39",
    "3.5e38",
    "5e-324",
    "0.30000000000000004",
    "123456789.125",
    "-0.0",
];
const JSON: &[&str] = &[
    "{\"a\":[1,2]}",
    "[]",
    "{}",
    "7",
    "\"text\"",
    "\"\"",
    "true",
    "[null,-0.5]",
    "{\"a\":1,\"a\":2}",
    "\"\\u0000\"",
    "[1,2",
];

/// Checks that both formats give the same result.
///
/// # Panics
/// Panics if they differ.
pub fn formats_agree(bytes: &[u8]) {
    let mut decisions = Decisions(bytes);
    let purpose = decisions.below(3);
    let mut members = form(Everything::SCHEMA, purpose, 0, &mut decisions);
    if decisions.below(4) == 3 {
        members.push((
            decisions.pick(&["is_admin", "Title", "title ", "__proto__", "id"]).to_owned(),
            Given::Bare("7".to_owned()),
        ));
    }
    // repeats a scalar
    if decisions.below(4) == 3 && !members.is_empty() {
        let at = decisions.below(members.len());
        if let (key, Given::Text(text)) = &members[at] {
            members.push((key.clone(), Given::Text(text.clone())));
        }
    }
    let mut pairs = Vec::new();
    pairs_of(&members, "", &mut pairs);
    let (as_form, as_json) = (Body::form(urlencoded(&pairs)), Body::json(object(&members)));
    let model = present();
    let shown = || format!("{}\n{}", urlencoded(&pairs), object(&members));
    match purpose {
        0 => same(&Everything::bind(&as_form), &Everything::bind(&as_json), &shown),
        1 => same(
            &Everything::bind_update(&model, &as_form),
            &Everything::bind_update(&model, &as_json),
            &shown,
        ),
        _ => same(
            &Everything::bind_partial(&model, &as_form),
            &Everything::bind_partial(&model, &as_json),
            &shown,
        ),
    }
}

fn same<P>(one: &Bound<Everything, P>, other: &Bound<Everything, P>, shown: &dyn Fn() -> String) {
    assert_eq!(report_without_keys(one.errors()), report_without_keys(other.errors()), "{}", shown());
    assert_eq!(one.cleaned(), other.cleaned(), "{}", shown());
    assert_eq!(one.changed(), other.changed(), "{}", shown());
    assert!(matches!(one.status(), 200 | 422), "{}", shown());
}

fn form(
    spec: &'static FormSchema,
    purpose: usize,
    depth: usize,
    decisions: &mut Decisions<'_>,
) -> Vec<(String, Given)> {
    let mut members = Vec::new();
    for field in spec.fields {
        let is_bool = matches!(field.kind, Kind::Boolean) && !field.optional;
        let turn = decisions.below(8);
        // without its key, a check box is not ticked; in JSON, the value is missing
        if turn == 7 && !is_bool {
            continue;
        }
        let may_be_blank = match field.kind {
            Kind::Secret => purpose == 0,
            Kind::Form(_) => false,
            _ => !is_bool,
        };
        let given = if turn == 6 && may_be_blank {
            Given::Blank
        } else {
            value(&field.kind, purpose, depth, decisions)
        };
        if matches!((&field.kind, &given), (Kind::List(Kind::Choice(_)), Given::Blank | Given::List(_)))
            && !is_something(&given)
        {
            continue;
        }
        if is_something(&given)
            || matches!(given, Given::Blank | Given::Text(_))
            || matches!(&given, Given::List(items) if items.is_empty())
        {
            members.push((field.name.as_str().to_owned(), given));
        } else if is_bool {
            members.push((field.name.as_str().to_owned(), Given::Bare("true".to_owned())));
        }
    }
    members
}

fn value(kind: &'static Kind, purpose: usize, depth: usize, decisions: &mut Decisions<'_>) -> Given {
    match kind {
        Kind::Integer => Given::Bare(decisions.pick(WHOLE).to_owned()),
        Kind::Float => Given::Bare(decisions.pick(FRACTIONS).to_owned()),
        Kind::Boolean => Given::Bare(decisions.pick(&["true", "false"]).to_owned()),
        Kind::Json => {
            let json = decisions.pick(JSON);
            // invalid JSON is an error of the field in a form body, and of the whole body in JSON
            Given::Bare(
                if serde_json::from_str::<serde::de::IgnoredAny>(json).is_ok() { json } else { "1" }
                    .to_owned(),
            )
        }
        Kind::Form(_) if depth > 2 => Given::Blank,
        Kind::Form(spec) => Given::Form(form(spec(), purpose, depth + 1, decisions)),
        Kind::List(Kind::Form(_)) if depth > 1 => Given::List(Vec::new()),
        Kind::List(item) => {
            let count = decisions.below(9);
            let items = (0..count).map(|_| value(item, purpose, depth + 1, decisions));
            Given::List(items.filter(is_something).collect())
        }
        kind => {
            let text =
                if decisions.below(3) == 2 { decisions.text(60) } else { decisions.pick(TEXTS).to_owned() };
            // a blank secret keeps the present one in a form body, and is a value in JSON
            let is_something = match kind {
                Kind::Choice(_) => true,
                Kind::Secret => purpose > 0,
                _ => false,
            };
            Given::Text(if is_something && text.trim().is_empty() { "x".to_owned() } else { text })
        }
    }
}

fn is_something(given: &Given) -> bool {
    match given {
        Given::Blank => false,
        Given::Text(text) | Given::Bare(text) => !is_blank(text),
        Given::List(items) => items.iter().any(is_something),
        Given::Form(members) => members.iter().any(|(_, given)| is_something(given)),
    }
}

fn pairs_of(members: &[(String, Given)], before: &str, pairs: &mut Vec<(String, String)>) {
    for (name, given) in members {
        let key = if before.is_empty() { name.clone() } else { format!("{before}.{name}") };
        match given {
            Given::Blank => pairs.push((key, String::new())),
            Given::Text(text) | Given::Bare(text) => pairs.push((key, text.clone())),
            Given::Form(members) => pairs_of(members, &key, pairs),
            Given::List(items) if items.is_empty() => pairs.push((key, String::new())),
            Given::List(items) => {
                for (k, item) in items.iter().enumerate() {
                    match item {
                        Given::Form(members) => pairs_of(members, &format!("{key}[{k}]"), pairs),
                        Given::Text(text) | Given::Bare(text) => {
                            pairs.push((format!("{key}[{k}]"), text.clone()));
                        }
                        Given::Blank | Given::List(_) => {}
                    }
                }
            }
        }
    }
}

fn object(members: &[(String, Given)]) -> String {
    let members: Vec<String> =
        members.iter().map(|(key, given)| format!("{}:{}", quote(key), json(given))).collect();
    format!("{{{}}}", members.join(","))
}

fn json(given: &Given) -> String {
    match given {
        Given::Blank => "null".to_owned(),
        Given::Text(text) => quote(text),
        Given::Bare(text) => text.clone(),
        Given::List(items) => format!("[{}]", items.iter().map(json).collect::<Vec<_>>().join(",")),
        Given::Form(members) => object(members),
    }
}

/// Checks which keys of an urlencoded body are unknown, and to which form, against the grammar.
///
/// # Panics
/// Panics if the report differs.
pub fn keys_are_read_by_the_grammar(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let form = Everything::bind(&Body::form(text));
    let errors = form.errors();
    let pairs: Vec<(String, String)> = form_urlencoded::parse(bytes).into_owned().collect();
    // these errors end the reading, or a key is not looked up
    let stopped = !matches!(errors.status(), 200 | 422)
        || errors.iter().any(|error| matches!(error.code(), "index" | "duplicate" | "is_row_request"));
    if stopped || pairs.len() > 200 || errors.len() > 40 {
        return;
    }
    let expected: BTreeSet<(String, String)> = pairs
        .iter()
        .filter_map(|(key, value)| unknown_within_limits(key, value.is_empty(), Everything::SCHEMA))
        .collect();
    if expected.len() > 16 {
        return;
    }
    let bare = text.split('&').filter(|pair| !pair.is_empty() && !pair.contains('='));
    let hides = expected.iter().any(|(_, key)| !looks_like_key(key))
        || pairs
            .iter()
            .any(|(key, _)| key.split(['.', '[', ']']).any(|name| name.eq_ignore_ascii_case("secret")))
        || form_urlencoded::parse(bare.collect::<Vec<_>>().join("&").as_bytes())
            .any(|(key, value)| unknown_within_limits(&key, value.is_empty(), Everything::SCHEMA).is_some());
    let expected: BTreeSet<(String, Option<String>)> =
        expected.into_iter().map(|(path, key)| (path, Some(key).filter(|_| !hides))).collect();
    let reported: BTreeSet<(String, Option<String>)> = errors
        .iter()
        .filter(forms::Error::is_unknown_key)
        .map(|error| (error.path(), unknown_key(&error)))
        .collect();
    assert_eq!(reported, expected, "{text:?}");
}

/// Calls [`unknown`]. A key that is longer than the limit belongs to no field, whatever it looks like.
fn unknown_within_limits(key: &str, is_empty: bool, spec: &'static FormSchema) -> Option<(String, String)> {
    if key.len() > Limits::default().max_key_bytes as usize {
        return Some((String::new(), key.to_owned()));
    }
    unknown(key, is_empty, spec, String::new())
}

/// Returns the form that does not have the key, and the unknown part of the key. Returns `None` if the key names a field, or
/// if it names a row and the value is empty.
fn unknown(key: &str, is_empty: bool, spec: &'static FormSchema, at: String) -> Option<(String, String)> {
    let (name, rest) = key.split_at(key.find(['.', '[']).unwrap_or(key.len()));
    let Some(field) = spec.field(name) else { return Some((at, key.to_owned())) };
    let here = if at.is_empty() { name.to_owned() } else { format!("{at}.{name}") };
    let index = |rest: &str| {
        let (digits, behind) = rest.strip_prefix('[')?.split_once(']')?;
        let is_index = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        is_index.then(|| (digits.to_owned(), behind.to_owned()))
    };
    match (&field.kind, rest, index(rest)) {
        (_, "", _) => None,
        (Kind::Form(spec), rest, _) if rest.starts_with('.') => unknown(&rest[1..], is_empty, spec(), here),
        (Kind::List(Kind::Form(spec)), _, Some((digits, behind))) if behind.starts_with('.') => {
            unknown(&behind[1..], is_empty, spec(), format!("{here}[{digits}]"))
        }
        (Kind::List(Kind::Form(_)), _, Some((_, behind))) if is_empty && behind.is_empty() => None,
        (Kind::List(Kind::Form(_)), ..) => Some((at, key.to_owned())),
        (Kind::List(_), "[]", _) => None,
        (Kind::List(_), _, Some((_, behind))) if behind.is_empty() => None,
        _ => Some((at, key.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;

    #[test]
    fn both_formats_agree_for_random_submissions() {
        let mut random = Random::new(11);
        for _ in 0..3_000 {
            let bytes: Vec<u8> = (0..random.below(90)).map(|_| random.word() as u8).collect();
            formats_agree(&bytes);
        }
    }

    #[test]
    fn keys_follow_the_grammar_of_the_manual() {
        const PIECES: &[&str] = &[
            "point", "rows", "tags", "title", "x", "parts", "sku", "quantity", ".", ".", "[0]", "[0].", "[]",
            "[1]", "[x]", "&", "=a", "=", "%2E", "%5B0%5D", "zz",
        ];
        let mut random = Random::new(12);
        for _ in 0..20_000 {
            let text: String = (0..random.below(16)).map(|_| random.pick(PIECES)).collect();
            keys_are_read_by_the_grammar(text.as_bytes());
        }
        let unknown = |key: &str| unknown(key, false, Everything::SCHEMA, String::new());
        assert_eq!(unknown("rows[0].parts[1].sku"), None);
        assert_eq!(unknown("rows[0].parts[1].zz"), Some(("rows[0].parts[1]".to_owned(), "zz".to_owned())));
        let longest = |digits: usize| format!("rows[0].parts[{}].zz", "1".repeat(digits));
        let limit = Limits::default().max_key_bytes as usize - longest(0).len();
        let (within, beyond) = (longest(limit), longest(limit + 1));
        assert_eq!(
            unknown_within_limits(&within, false, Everything::SCHEMA).map(|(_, key)| key),
            Some("zz".to_owned())
        );
        assert_eq!(
            unknown_within_limits(&beyond, false, Everything::SCHEMA),
            Some((String::new(), beyond.clone()))
        );
        for key in [within, beyond] {
            keys_are_read_by_the_grammar(format!("{key}=1").as_bytes());
        }
        assert_eq!(unknown("rows[0]"), Some((String::new(), "rows[0]".to_owned())));
        assert_eq!(unknown("rows[].sku"), Some((String::new(), "rows[].sku".to_owned())));
    }
}
