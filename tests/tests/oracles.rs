//! Compares our readers with others: JSON with `serde_json`, urlencoded bodies with `form_urlencoded` and the
//! web platform tests.
#![allow(missing_docs)]

use forms::{Body, Form};
use tests::{
    everything::{Everything, present},
    invariants, json_oracle,
    order::Node,
    random::Random,
    urlencoded_oracle,
    wire::{Wire, urlencoded},
};

const VALUES: &[&str] = &[
    "null",
    "true",
    "false",
    "0",
    "-0",
    "-0.0",
    "7",
    "-1",
    "255",
    "256",
    "-129",
    "1e5",
    "1E+5",
    "1e-5",
    "0.1",
    "1.5",
    "5e-324",
    "1e308",
    "1e309",
    "-1e309",
    "0e999999999",
    "1e-999999999",
    "123456789012345678",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775808",
    "18446744073709551615",
    "18446744073709551616",
    "0.1234567890123456789012345678901234567890",
    "9007199254740993",
    "2.2250738585072011e-308",
    "\"\"",
    "\" \"",
    "\"x\"",
    "\"\\u0041\\n\\t\\/\\\\\\\"\"",
    "\"\\ud83d\\ude00\"",
    "\"\\ud800\"",
    "\"\\udc00\\ud800\"",
    "\"\\u0000\"",
    "\"\u{c9}\u{1f600}\"",
    "\"\\r\\n\\r\"",
    "\"\u{7f}\u{85}\"",
    "[]",
    "{}",
    "[1,2,3]",
    "[[],[[]],{}]",
    "{\"a\":1}",
    "{\"a\":1,\"b\":{\"c\":[null,{\"d\":\"e\"}]}}",
    "{\"a\":1,\"a\":2}",
    "{\"a\":1,\"\\u0061\":2}",
    "{\"\":{\"\":0}}",
    " 1 ",
    "\t[ 1 , { \"a\" : \"b\" } ]\r\n",
    "",
    "01",
    "1.",
    ".5",
    "+1",
    "1e",
    "--1",
    "0x10",
    "NaN",
    "Infinity",
    "nul",
    "nulll",
    "[1,]",
    "[,]",
    "{,}",
    "{\"a\"}",
    "{\"a\":}",
    "{a:1}",
    "'x'",
    "\"",
    "\"\\x\"",
    "\"\\u12\"",
    "[",
    "]",
    "{",
    "1 2",
    "1}{",
    "1,\"w\":2",
    "// x\n1",
    "\u{feff}1",
    "\"a\tb\"",
];

/// Pieces that mutations insert.
const PIECES: &[&str] = &[
    "\"",
    "\\",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "0",
    "1",
    "9",
    "-",
    "+",
    ".",
    "e",
    "E",
    " ",
    "\n",
    "\t",
    "\u{b}",
    "\u{a0}",
    "\\u",
    "\\ud800",
    "\\udfff",
    "\\u0061",
    "null",
    "true",
    "a",
    "\"a\":",
    "\0",
    "\u{1f}",
    "\u{7f}",
    "\u{feff}",
    "\u{e9}",
    "/",
    "0.1",
    "1e400",
    "99999999999999999999",
];

/// Returns a document of a few nested values.
fn document(random: &mut Random, depth: usize) -> String {
    let items = |random: &mut Random| -> Vec<String> {
        (0..random.below(4)).map(|_| document(random, depth - 1)).collect()
    };
    match random.below(if depth == 0 { 1 } else { 4 }) {
        0 => random.pick(VALUES).to_owned(),
        1 => format!("[{}]", items(random).join(",")),
        _ => {
            let members: Vec<String> = items(random)
                .iter()
                .map(|item| format!("\"{}\":{item}", random.pick(&["a", "b", "c", "", "\\u0061"])))
                .collect();
            format!("{{{}}}", members.join(if random.once_in(9) { " , " } else { "," }))
        }
    }
}

fn mutate(bytes: &mut Vec<u8>, random: &mut Random) {
    let at = random.below(bytes.len() + 1);
    match random.below(6) {
        0 => bytes.truncate(at),
        1 if at < bytes.len() => drop(bytes.remove(at)),
        2 if at < bytes.len() => bytes[at] = random.word() as u8,
        3 => {
            let piece = random.pick(PIECES);
            bytes.splice(at..at, piece.bytes());
        }
        4 if at < bytes.len() => bytes[at] ^= 1 << random.below(8),
        _ => {
            let end = (at + random.below(9)).min(bytes.len());
            let copy = bytes[at..end].to_vec();
            bytes.splice(at..at, copy);
        }
    }
}

/// P13, P18: fifty thousand documents, most of them invalid.
#[test]
fn json_reader_agrees_with_serde_json() {
    let mut random = Random::new(0x5eed);
    for value in VALUES {
        json_oracle::compare(value.as_bytes());
    }
    for round in 0..50_000 {
        let mut bytes = document(&mut random, 3).into_bytes();
        for _ in 0..round % 4 {
            mutate(&mut bytes, &mut random);
        }
        json_oracle::compare(&bytes);
    }
}

/// P22: as deep as `serde_json` reads, and no deeper.
#[test]
fn json_reader_has_the_depth_of_serde_json() {
    for depth in [1, 7, 100, 126, 127, 128, 129, 1_000, 100_000] {
        json_oracle::compare(("[".repeat(depth) + &"]".repeat(depth)).as_bytes());
        json_oracle::compare(("{\"a\":".repeat(depth) + "1" + &"}".repeat(depth)).as_bytes());
        json_oracle::compare("[".repeat(depth).as_bytes());
    }
}

/// P21: floats are rounded to the nearest, for texts of any length.
#[test]
fn floats_are_read_exactly() {
    let mut random = Random::new(0xf10a7);
    for _ in 0..20_000 {
        let mut text = String::new();
        if random.once_in(2) {
            text.push('-');
        }
        let digits = |random: &mut Random, most: usize| -> String {
            (0..=random.below(most)).map(|_| char::from(b'0' + random.below(10) as u8)).collect()
        };
        text += digits(&mut random, 20).trim_start_matches('0');
        if text.is_empty() || text == "-" {
            text.push('0');
        }
        if random.once_in(2) {
            text = text + "." + &digits(&mut random, 25);
        }
        if random.once_in(2) {
            text = text + "e" + random.pick(&["", "-", "+"]) + &digits(&mut random, 3);
        }
        json_oracle::compare(text.as_bytes());
    }
    for _ in 0..20_000 {
        let float = f64::from_bits(random.word());
        if float.is_finite() {
            json_oracle::compare(format!("{float:?}").as_bytes());
        }
    }
}

/// P16, P17: all 35 cases of the web platform tests. Five of them expect U+FFFD for invalid UTF-8; we refuse these bodies.
#[test]
fn the_web_platform_tests_for_urlencoded_bodies() {
    let table = include_str!("../vectors/urlencoded/wpt.json");
    let table: Vec<serde_json::Value> = serde_json::from_str(table).unwrap();
    assert_eq!(table.len(), 35);
    let mut refused = 0;
    for case in table {
        let input = case["input"].as_str().unwrap();
        let output: Vec<(String, String)> = serde_json::from_value(case["output"].clone()).unwrap();
        let theirs: Vec<(String, String)> = form_urlencoded::parse(input.as_bytes()).into_owned().collect();
        assert_eq!(theirs, output, "the oracle on {input:?}");
        urlencoded_oracle::compare(input);
        let replaced = output.iter().any(|(key, value)| (key.clone() + value).contains('\u{fffd}'));
        if replaced {
            refused += 1;
            assert_eq!(urlencoded_oracle::ours(input), ":encoding", "{input:?}");
        }
    }
    assert_eq!(refused, 5);
}

/// P09, P16 to P18: fifty thousand bodies of delimiters and escapes.
#[test]
fn urlencoded_reader_agrees_with_form_urlencoded() {
    const PIECES: &[&str] = &[
        "&",
        "&",
        "=",
        "=",
        "+",
        "%",
        "%2",
        "%41",
        "%61",
        "%2B",
        "%26",
        "%3D",
        "%25",
        "%2541",
        "%20",
        "%0A",
        "%0d%0a",
        "%0D",
        "%09",
        "%00",
        "%7F",
        "%C3%A9",
        "%c3",
        "%A9",
        "%FF",
        "%ED%A0%80",
        "%C0%80",
        "%F0%9F%98%80",
        "%EF%BB%BF",
        "%zz",
        "%u0041",
        "a",
        "b",
        "c",
        "a=",
        "b=",
        "test=",
        "_charset_=",
        "\u{e9}",
        "\u{2020}",
        "\u{feff}",
        "\r",
        "\n",
        ";",
        "\"",
        "'",
        "a+b",
        "zz",
        "padding-that-is-longer-than-a-word",
        " ",
    ];
    let mut random = Random::new(0x0f0a);
    for _ in 0..50_000 {
        let body: String = (0..random.below(24)).map(|_| random.pick(PIECES)).collect();
        urlencoded_oracle::compare(&body);
    }
}

/// Valid bodies of a form with every kind of field, and mutated ones, with the properties of the fuzz targets.
#[test]
fn invariants_hold_for_mutated_bodies() {
    const FORM_PIECES: &[&str] = &[
        "&",
        "=",
        "%",
        "+",
        "[",
        "]",
        ".",
        "[0]",
        "[]",
        "&id=7",
        "&id=8",
        "&is_admin=1",
        "&title=",
        "&tags=x",
        "&tags[0]=y",
        "&rows[0].sku=",
        "&rows=",
        "&point=",
        "&point.x=",
        "&address.zip=1",
        "&kept.x=1",
        "&kept=",
        "&stamps=1",
        "%FF",
        "%00",
        "%0D%0D%0A",
        "x",
        "0",
        "-",
    ];
    const JSON_PIECES: &[&str] = &[
        "\"",
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "null",
        "true",
        "0",
        "-",
        "1e400",
        "\"id\":7,",
        "\"id\":8,",
        "\"is_admin\":1,",
        "\"title\":\"\",",
        "\"tags\":[1,null,\" \"],",
        "\"rows\":[{}],",
        "\"kept\":null,",
        "\"stamps\":[],",
        "\\u0000",
        "x",
        "\"point\":{},",
        "\"extra\":{\"a\":1,\"a\":2},",
    ];
    let mut random = Random::new(0xb0d1);
    for round in 0..1_500 {
        let mut value = if round % 3 == 0 { present().submitted() } else { Everything::sample(&mut random) };
        if round % 3 == 1 {
            value.code.clone_from(&present().code);
            value.kept.clone_from(&present().kept);
        }
        let mut pairs = Vec::new();
        value.pairs("", &mut pairs);
        for (mut text, pieces) in [(urlencoded(&pairs), FORM_PIECES), (value.json(), JSON_PIECES)] {
            for _ in 0..round % 5 {
                let mut at = random.below(text.len());
                while !text.is_char_boundary(at) {
                    at -= 1;
                }
                if random.once_in(3) {
                    text.remove(at);
                } else {
                    text.insert_str(at, random.pick(pieces));
                }
            }
            if pieces == FORM_PIECES {
                invariants::hold_for_form(text.as_bytes());
                invariants::hold_for_shuffled_form(&text, &mut random);
            } else {
                invariants::hold_for_json(text.as_bytes());
                invariants::hold_for_shuffled_json(&text, &mut random);
            }
        }
    }
}

/// The seeds of the fuzz targets, so that they stay useful.
#[test]
fn invariants_hold_for_the_seeds() {
    let seeds = |target: &str| -> Vec<Vec<u8>> {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../fuzz/seeds/").to_owned() + target;
        let files = std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{folder}: {error}"));
        files.map(|file| std::fs::read(file.unwrap().path()).unwrap()).collect()
    };
    let forms = seeds("urlencoded");
    assert!(forms.iter().any(|body| {
        Everything::bind(&Body::new("application/x-www-form-urlencoded", body.clone())).is_valid()
    }));
    for body in &forms {
        invariants::hold_for_form(body);
    }
    let documents = seeds("json");
    assert!(
        documents
            .iter()
            .any(|body| Everything::bind(&Body::new("application/json", body.clone())).is_valid())
    );
    for body in &documents {
        invariants::hold_for_json(body);
    }
    for value in seeds("json_oracle") {
        json_oracle::compare(&value);
    }
    let mut random = Random::new(1);
    for body in seeds("shuffle") {
        // the target skips bytes that are not text, and so does this test
        let Ok(text) = String::from_utf8(body[1..].to_vec()) else { continue };
        for _ in 0..20 {
            if Node::read(&text).is_some() {
                invariants::hold_for_shuffled_json(&text, &mut random);
            } else {
                invariants::hold_for_shuffled_form(&text, &mut random);
            }
        }
    }
}
