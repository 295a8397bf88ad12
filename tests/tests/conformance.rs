//! Compares our answers with those of Django and of the web platform tests.
#![allow(missing_docs)]
#![allow(dead_code, non_snake_case, reason = "names as others write them, of which only the table is read")]

use std::{collections::BTreeSet, env, fs, path::Path, thread};
use tests::conformance::{
    compare::Relation,
    differences::{self, Class, Found},
    json,
    run::Outcome,
    urlencoded,
    value::Value,
    vectors::{self, Answer, Case, Version},
};

/// Answers nest as deep as Django reads them.
const STACK: usize = 256 * 1024 * 1024;

fn outcome_of(folder: &Path) -> Outcome {
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let run = move || {
        let mut outcome = Outcome::default();
        for file in files.iter().filter(|file| file.extension().is_some_and(|extension| extension == "jsonl"))
        {
            outcome.add(&fs::read_to_string(file).unwrap(), Version::of(file)).unwrap();
        }
        outcome
    };
    thread::Builder::new().stack_size(STACK).spawn(run).unwrap().join().unwrap()
}

/// The folders of the answers, with the version of Django.
const VERSIONS: [&str; 2] = ["django", "django-6.1"];

/// A selection of Django's answers: some for every kind and config, and all in which the versions differ. `neighbours.jsonl` has
/// further answers of Django 5.2.19 and 6.1.3 to similar cases.
#[test]
fn django_agrees_except_for_named_differences() {
    for version in VERSIONS {
        let outcome = outcome_of(&Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/vectors")).join(version));
        assert!(outcome.is_right(), "{version}: {outcome}");
        assert!(outcome.passed() > 1_800 && outcome.kinds.len() == 80, "{} kinds", outcome.kinds.len());
    }
}

/// All answers, if they are in a folder beside the repository.
#[test]
fn django_agrees_on_all_vectors_except_for_named_differences() {
    for version in VERSIONS {
        let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/vectors")).join(version);
        if !folder.is_dir() {
            println!(
                "not run: no vectors of {version} beside the repository; the selection in the repository ran"
            );
            continue;
        }
        let outcome = outcome_of(&folder);
        assert!(outcome.is_right(), "{version}: {outcome}");
        assert!(outcome.passed() > 11_000, "{outcome}");
    }
}

fn case(theirs: Answer) -> Case {
    Case {
        kind: "field:EmailField".to_owned(),
        config: serde_json::json!({}),
        input: Value::Text("a@localhost\u{7f}".to_owned()),
        theirs,
    }
}

/// A case that Django refuses and we accept is a mismatch, unless the difference says that Django is wrong.
#[test]
fn no_difference_makes_us_looser_unless_django_is_wrong() {
    let refused = Answer::Refused(Vec::new());
    let accepted = Answer::Accepted(Value::Text("a@localhost".to_owned()));
    let (case, ours) = (case(refused), accepted);
    let version = Version::V5_2;
    let found = Found { case: &case, ours: &ours, relation: Relation::Looser, version };
    assert!(differences::of(&found).is_none());
    for difference in differences::all() {
        let may_be_looser = matches!(difference.class, Class::DjangoIsWrong | Class::AsNewerDjango);
        let known = ["exact-steps", "invisible-text", "iso-weeks", "line-feeds", "whole-json-numbers"];
        assert_eq!(may_be_looser, known.contains(&difference.name), "{}", difference.name);
        assert!(
            difference.reason.ends_with(['.', '`']),
            "the reason of {} is not a sentence",
            difference.name
        );
    }
}

/// A difference that only an older Django has applies only to that version.
#[test]
fn iso_weeks_are_looser_only_than_django_5_2() {
    for (text, version, passes) in [
        ("P1W", Version::V5_2, true),
        ("-P1,5W2D", Version::V5_2, true),
        ("P1W", Version::V6_1, false),
        ("P1D", Version::V5_2, false),
    ] {
        let line = format!(
            r#"{{"kind":"field:DurationField","config":{{}},"input":"{text}","ok":false,"errors":[{{"code":"invalid","params":null}}]}}"#
        );
        let mut outcome = Outcome::default();
        outcome.add(&line, version).unwrap();
        assert_eq!(outcome.is_right(), passes, "{text}: {outcome}");
    }
    assert_eq!(Version::of(Path::new("vectors/django-6.1/fields.jsonl")), Version::V6_1);
    assert_eq!(Version::of(Path::new("vectors/django/fields.jsonl")), Version::V5_2);
}

/// A case with an unexpected answer is a mismatch, and is printed in full.
#[test]
fn a_mismatch_is_found_and_printed() {
    let line = r#"{"kind":"field:IntegerField","config":{},"input":"7","ok":true,"value":{"int":"8"}}"#;
    let unknown =
        r#"{"kind":"field:IntegerField","config":{"sign":1},"input":"7","ok":true,"value":{"int":"7"}}"#;
    let looser = r#"{"kind":"field:IntegerField","config":{},"input":"7","ok":false,"errors":[{"code":"invalid","params":null}]}"#;
    for (line, relation) in [(line, "OtherValue"), (unknown, "NotBuilt"), (looser, "Looser")] {
        let mut outcome = Outcome::default();
        outcome.add(line, Version::V5_2).unwrap();
        assert!(!outcome.is_right());
        assert!(outcome.mismatches[0].starts_with(relation), "{outcome}");
        assert!(outcome.to_string().ends_with("0 passed, 1 failed\n"), "{outcome}");
    }
    assert!(vectors::read("{}").is_err() && !Outcome::default().is_right());
}

/// The list of differences is the source of the manual's page: `BLESS=1 cargo test -p tests --test conformance` writes it.
#[test]
fn the_manual_has_every_difference() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../forms/docs/differences-from-django.md");
    let page = fs::read_to_string(path).unwrap();
    let head = page.find("\n# ").map_or(&*page, |at| &page[..at]);
    // the page defines links for readers of the repository after the differences
    let links = page.find("\n<!-- links").map_or("", |at| &page[at..]);
    let expected = format!("{head}{}{links}", differences::listed());
    if env::var_os("BLESS").is_some() {
        fs::write(path, &expected).unwrap();
    } else {
        assert!(page == expected, "the page is not up to date: run with BLESS=1");
    }
    let names: Vec<_> = differences::all().map(|difference| difference.name).collect();
    assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len(), "a name is used twice");
}

#[test]
fn the_web_platform_tests() {
    let outcome = urlencoded::run(include_str!("../vectors/urlencoded/wpt.json")).unwrap();
    assert_eq!((outcome.passed, outcome.refused), (35, 5), "{outcome}");
    let wrong = urlencoded::run(
        r#"[{"input": "a=1", "output": [["a", "2"]]}, {"input": "b", "output": [["a", ""]]}]"#,
    )
    .unwrap();
    assert!(!wrong.failures.is_empty(), "{wrong}");
}

#[test]
fn json_documents() {
    for accepted in ["null", "[]", "{\"a\": [1, true, \"x\"]}", " 1 ", "\"\\u00e9\"", "-1.5e-3"] {
        assert!(json::accepts(accepted.as_bytes()), "{accepted}");
    }
    for refused in ["", "[1,]", "NaN", "01", "{\"a\": 1, \"a\": 2}", "1}, {", "\"\\ud800\"", "[1"] {
        assert!(!json::accepts(refused.as_bytes()), "{refused}");
    }
    assert!(!json::accepts(&[b'[', 0xff, b']']) && !json::accepts("[".repeat(100_000).as_bytes()));
}

/// A label that is made from a name at run time is the same as the derive's.
#[test]
fn labels_at_run_time_match_those_of_the_derive() {
    #[derive(forms::Form)]
    #[form(fields = all)]
    struct Names {
        postal_code: String,
        VAT_number: String,
        _id: String,
        a__b: String,
        a1_: String,
    }
    for field in <Names as forms::Form>::SCHEMA.fields {
        assert_eq!(forms::schema::pretty_name(field.name.as_str()), field.label);
    }
}
