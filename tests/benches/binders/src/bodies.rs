//! The scenarios: each has a body, the form that binds it, and whether the body is valid for that form.

use std::fmt::Write;

/// The form that binds a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Five fields with a password policy and two cross-field rules.
    Signup,
    /// Twenty fields: texts, numbers, dates, choices, flags.
    Profile,
    /// A profile, an address and a list of tags.
    DetailedProfile,
    /// A list of items of six fields.
    Items,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wire {
    Urlencoded,
    Json,
}

#[derive(Debug)]
pub struct Scenario {
    pub name: &'static str,
    pub about: &'static str,
    pub shape: Shape,
    pub wire: Wire,
    pub valid: bool,
    pub body: String,
    /// The lengths of the lists in the body. A list whose length is not known in advance has to grow.
    pub lists: &'static [u64],
}

pub fn scenarios() -> Vec<Scenario> {
    use Shape::{DetailedProfile, Items, Profile, Signup};
    use Wire::{Json, Urlencoded};
    let file = |name, about, shape, wire, valid, body: &str, lists| Scenario {
        name,
        about,
        shape,
        wire,
        valid,
        body: body.trim_end_matches('\n').to_owned(),
        lists,
    };
    let profile = include_str!("../bodies/U3");
    let detailed = include_str!("../bodies/J2");
    vec![
        file("U1", "signup", Signup, Urlencoded, true, include_str!("../bodies/U1"), &[]),
        file("U2", "signup, 4 of 5 fields bad", Signup, Urlencoded, false, include_str!("../bodies/U2"), &[]),
        file("U2t", "U2 with a wrong type", Signup, Urlencoded, false, include_str!("../bodies/U2t"), &[]),
        file("U3", "20 fields, escapes", Profile, Urlencoded, true, profile, &[]),
        file("U3r", "U3, pairs reversed", Profile, Urlencoded, true, &reversed_pairs(profile), &[]),
        file("J1", "signup", Signup, Json, true, include_str!("../bodies/J1"), &[]),
        file("J1b", "signup, 4 of 5 fields bad", Signup, Json, false, include_str!("../bodies/J1b"), &[]),
        file("J1t", "J1b with two wrong types", Signup, Json, false, include_str!("../bodies/J1t"), &[]),
        file("J2", "20 fields, an object, a list", DetailedProfile, Json, true, detailed, &[10]),
        file("J2r", "J2, keys reversed", DetailedProfile, Json, true, &reversed_keys(detailed), &[10]),
        file("J3", "1000 items", Items, Json, true, include_str!("../bodies/J3"), &[1000]),
        file("A1", "1 MB, 100,000 unknown keys", Signup, Urlencoded, false, &unknown_pairs(), &[]),
        file("A2", "1 MB of items, then one unknown key", Items, Json, false, &items_then_unknown(), &[]),
        file("A3", "100,000 deep where a text goes", Signup, Json, false, &deep(), &[]),
    ]
}

fn reversed_pairs(body: &str) -> String {
    body.trim_end().split('&').rev().collect::<Vec<_>>().join("&")
}

/// Reverses the members of a JSON object, each with its original text: parsing and writing it again would
/// lose the escapes.
fn reversed_keys(body: &str) -> String {
    let inside =
        body.trim_end().strip_prefix('{').and_then(|rest| rest.strip_suffix('}')).expect("an object");
    let mut members = Vec::new();
    let (mut start, mut depth, mut in_text, mut escaped) = (0, 0, false, false);
    for (at, byte) in inside.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => in_text = !in_text,
            _ if in_text => {}
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth -= 1,
            b',' if depth == 0 => {
                members.push(&inside[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    members.push(&inside[start..]);
    members.reverse();
    format!("{{{}}}", members.join(","))
}

fn unknown_pairs() -> String {
    let mut body = String::with_capacity(1_000_000);
    for number in 0..100_000 {
        let separator = if number == 0 { "" } else { "&" };
        write!(body, "{separator}k{number:05}=xy").expect("writing to a String never fails");
    }
    body
}

/// Items as in J3 up to a megabyte, followed by a key that no form has.
fn items_then_unknown() -> String {
    let mut body = String::from("{\"items\":[");
    let mut number = 0;
    while body.len() < 1_000_000 {
        let separator = if number == 0 { "" } else { "," };
        let price = format!("{}.{:02}", number * 7 % 1000, number % 100);
        let note =
            if number % 3 == 0 { "null".to_owned() } else { format!("\"ship with care, batch {number}\"") };
        write!(
            body,
            "{separator}{{\"sku\":\"SKU-{number:06}\",\"name\":\"Item number {number}\",\"qty\":{quantity},\
             \"price\":{price},\"active\":{active},\"note\":{note}}}",
            quantity = number % 100 + 1,
            active = number % 2 == 0,
        )
        .expect("writing to a String never fails");
        number += 1;
    }
    body.push_str("],\"extra\":1}");
    body
}

fn deep() -> String {
    let levels = 100_000;
    format!(
        "{{\"username\":{}{},\"email\":\"grace@example.org\",\"password\":\"Str0ng-Enough-Pass\",\
         \"password2\":\"Str0ng-Enough-Pass\",\"age\":37}}",
        "[".repeat(levels),
        "]".repeat(levels)
    )
}
