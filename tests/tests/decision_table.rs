//! Reads the decision table of the manual, and binds a body for each cell.
#![allow(missing_docs)]

use forms::{Body, Choice, Email, FieldType, Form, Password, Problem, upload::UploadedFile};
use std::{
    cell::Cell,
    collections::{BTreeMap, BTreeSet},
    fmt::Debug,
    num::NonZeroU32,
    sync::{Arc, LazyLock},
};

/// Two handles of a file are equal if they are of the same upload.
fn portrait() -> UploadedFile {
    static PORTRAIT: LazyLock<UploadedFile> = LazyLock::new(|| UploadedFile::from_bytes("portrait.png", "x"));
    PORTRAIT.clone()
}

#[derive(Choice, Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Size {
    Small,
    Large,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Point {
    x: i32,
    y: Option<i32>,
}

/// A newtype with rules.
#[derive(FieldType, Debug, Clone, PartialEq)]
#[form(max = 5)]
pub struct Stars(u8);

/// A nested form for which a page sends nothing after everything in it is emptied.
#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Boxes {
    news: bool,
    sizes: Vec<Size>,
}

/// An enum with data.
#[derive(Form, Debug, Clone, PartialEq)]
#[form(tag = "kind")]
enum Kind {
    A { x: i32 },
    B,
}

thread_local! {
    static CLEANED: Cell<u32> = const { Cell::new(0) };
}

/// A `clean` that counts its calls.
#[expect(clippy::unnecessary_wraps, reason = "a `clean` returns a `Result`")]
fn seen<T>(value: T) -> Result<T, Problem> {
    CLEANED.set(CLEANED.get() + 1);
    Ok(value)
}

/// A row that an update matches by its key.
#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Keyed {
    id: Option<i32>,
    x: i32,
}

macro_rules! rows {
    (
        $($name:literal, $module:ident, [$($attribute:tt)*] $t:ty, $present:expr;)*
        without_clean: $($other:literal, $other_module:ident, [$($other_attribute:tt)*] $other_t:ty, $other_present:expr;)*
    ) => {
        $(mod $other_module {
            use super::*;
            #[derive(Form, Debug, Clone, PartialEq)]
            #[form(fields = all)]
            pub(super) struct One {
                #[form($($other_attribute)*)]
                pub(super) value: $other_t,
            }
        })*
        $(mod $module {
            use super::*;
            #[derive(Form, Debug, Clone, PartialEq)]
            #[form(fields = all)]
            pub(super) struct One {
                #[form($($attribute)*)]
                pub(super) value: $t,
            }
            #[derive(Form, Debug, Clone, PartialEq)]
            #[form(fields = all)]
            pub(super) struct Cleaned {
                #[form($($attribute)*)]
                #[form(clean = seen)]
                pub(super) value: $t,
            }
        })*
        /// The same with a `clean`, and the number of its calls.
        fn cleaned(row: &str, body: &Body, partial: bool) -> Option<(String, u32)> {
            if [$($other),*].contains(&row) {
                return None;
            }
            CLEANED.set(0);
            let outcome = match row {
                $($name => answer::<$module::Cleaned, $t>(&$module::Cleaned { value: $present }, body, partial, |one| &one.value),)*
                _ => panic!("no field for the row `{row}`"),
            };
            Some((outcome, CLEANED.get()))
        }
        fn outcome(row: &str, body: &Body, partial: bool) -> String {
            match row {
                $($name => answer::<$module::One, $t>(&$module::One { value: $present }, body, partial, |one| &one.value),)*
                $($other => answer::<$other_module::One, $other_t>(&$other_module::One { value: $other_present }, body, partial, |one| &one.value),)*
                _ => panic!("no field for the row `{row}`"),
            }
        }
        const ROWS: &[&str] = &[$($name,)* $($other),*];
    };
}
rows! {
    "String", string, [] String, "present".to_owned();
    "String, required = false", blankable, [required = false] String, "present".to_owned();
    "Email", email, [] Email, Email::parse("a@example.com").unwrap();
    "Password", password, [] Password, Password::new("present");
    "i32", integer, [] i32, 1;
    "i32, lenient", lenient, [lenient] i32, 1;
    "i32, default = 5", defaulted, [default = 5] i32, 1;
    "Option<i32>, lenient", lenient_option, [lenient] Option<i32>, Some(1);
    "f64", float, [] f64, 1.5;
    "bool", boolean, [] bool, true;
    "bool, default = true", ticked, [default = true] bool, false;
    "bool, required", agreement, [required] bool, true;
    "bool, widget = radio", answered, [widget = radio] bool, true;
    "Choice", choice, [] Size, Size::Large;
    "Option<String>", optional_string, [] Option<String>, Some("present".to_owned());
    "Option<i32>", optional_integer, [] Option<i32>, Some(1);
    "Option<i32>, required", required_option, [required] Option<i32>, Some(1);
    "Option<bool>", optional_boolean, [] Option<bool>, Some(true);
    "Option<bool>, required", required_answer, [required] Option<bool>, Some(true);
    "Option<Choice>", optional_choice, [] Option<Size>, Some(Size::Large);
    "Vec<String>", strings, [] Vec<String>, vec!["present".to_owned()];
    "Vec<i32>", integers, [] Vec<i32>, vec![1];
    "Vec<i32>, default = [5]", integers_by_default, [default = vec![5]] Vec<i32>, vec![1];
    "Option<Vec<i32>>, default = [5]", maybe_integers, [default = Some(vec![5])] Option<Vec<i32>>, Some(vec![1]);
    "Vec<Choice>", choices, [] Vec<Size>, vec![Size::Large];
    "Vec<i32>, required", some_integers, [required] Vec<i32>, vec![1];
    "nested", nested, [nested] Point, Point { x: 1, y: None };
    "Option<nested>", optional_nested, [nested] Option<Point>, Some(Point { x: 1, y: None });
    "nested check boxes", boxes, [nested] Boxes, Boxes { news: true, sizes: vec![Size::Large] };
    "variants", variants, [nested] Kind, Kind::A { x: 1 };
    "Vec<nested>", rows_of_points, [nested] Vec<Point>, vec![Point { x: 1, y: None }];
    "serde_json::Value", any_json, [] serde_json::Value, serde_json::json!({ "a": 1 });
    "UploadedFile", file, [] UploadedFile, portrait();
    "Option<UploadedFile>", optional_file, [] Option<UploadedFile>, Some(portrait());
    "Vec<UploadedFile>", files, [] Vec<UploadedFile>, vec![portrait()];
    "char", character, [] char, '-';
    "Option<char>", optional_character, [] Option<char>, Some('-');
    "Arc<str>", shared, [] Arc<str>, Arc::from("present");
    "NonZeroU32", non_zero, [] NonZeroU32, NonZeroU32::MIN;
    "[i32; 2]", array, [] [i32; 2], [1, 2];
    "BTreeSet<i32>", set, [] BTreeSet<i32>, BTreeSet::from([1]);
    "BTreeSet<Choice>", set_of_choices, [] BTreeSet<Size>, BTreeSet::from([Size::Large]);
    "Stars", newtype, [] Stars, Stars::try_from(1).unwrap();
    "Option<Stars>", optional_newtype, [] Option<Stars>, Stars::try_from(1).ok();
    "BTreeMap<String, i32>, keys = [x]", map, [keys = ["x"]] BTreeMap<String, i32>, BTreeMap::from([("x".to_owned(), 1)]);
    "i32, immutable", fixed, [immutable] i32, 1;
    without_clean:
    "Vec<nested>, key", rows_by_key, [nested, key = id, can_add] Vec<Keyed>, vec![Keyed { id: Some(1), x: 1 }];
}

fn answer<F, T>(present: &F, body: &Body, partial: bool, value: fn(&F) -> &T) -> String
where
    F: Form<Model = F, Context = ()> + Clone + PartialEq + Debug,
    T: Debug + PartialEq,
{
    let mut applied = present.clone();
    let result = if partial {
        let form = F::bind_partial(present, body);
        let errors = form.errors().clone();
        form.into_result().map(|clean| drop(clean.apply_to(&mut applied))).map_err(|_| errors)
    } else {
        let form = F::bind(body);
        let errors = form.errors().clone();
        form.into_result().map(|clean| applied = clean.into_inner()).map_err(|_| errors)
    };
    match result {
        Ok(()) if partial && applied == *present => "keeps".to_owned(),
        Ok(()) => format!("{:?}", value(&applied)),
        Err(errors) => {
            let codes: Vec<String> = errors
                .iter()
                .map(|error| match error.path().strip_prefix("value") {
                    Some("") | None => error.code().to_owned(),
                    Some(inner) => format!("{inner} {}", error.code()),
                })
                .collect();
            codes.join(", ")
        }
    }
}

/// The bodies of the columns, for each of the two tables.
fn column(json: bool, heading: &str) -> (Body, bool) {
    let (text, partial) = match heading {
        "absent" => (None, false),
        "absent, partial" => (None, true),
        given => (Some(given.trim_matches('`')), false),
    };
    let body = match (json, text) {
        (true, None) => Body::json("{}"),
        (true, Some(value)) => Body::json(format!("{{\"value\":{value}}}")),
        (false, None) => Body::form(""),
        (false, Some(pair)) => Body::form(pair),
    };
    (body, partial)
}

fn cells(line: &str) -> Vec<&str> {
    line.trim().trim_matches('|').split('|').map(str::trim).collect()
}

#[test]
fn every_cell_of_the_decision_table() {
    let page = include_str!("../../forms/docs/binding.md");
    let mut checked = 0;
    let mut wrong = Vec::new();
    for (json, title) in [(true, "### JSON"), (false, "### Forms")] {
        let table = page.split(title).nth(1).unwrap_or_else(|| panic!("no table under `{title}`"));
        let mut lines =
            table.lines().skip_while(|line| !line.starts_with('|')).take_while(|line| line.starts_with('|'));
        let headings = cells(lines.next().unwrap());
        let rows: Vec<&str> = lines.skip(1).collect();
        let names: Vec<&str> = rows.iter().map(|row| cells(row)[0].trim_matches('`')).collect();
        assert_eq!(names, ROWS, "the rows of the table");
        for row in rows {
            let row = cells(row);
            for (heading, cell) in headings.iter().zip(&row).skip(1) {
                let (body, partial) = column(json, heading);
                let outcome = outcome(row[0].trim_matches('`'), &body, partial);
                checked += 1;
                wrong.extend(wrong_clean(json, row[0].trim_matches('`'), heading, &outcome));
                if outcome != cell.trim_matches('`') {
                    wrong.push(format!(
                        "{title} {} / {heading}: the page says {cell}, the result is `{outcome}`",
                        row[0]
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {checked} cells:\n{}", wrong.len(), wrong.join("\n"));
    assert_eq!(checked, ROWS.len() * 24);
}

/// A field's own `clean` runs once on each value in the table, also for an absent key, but not on a kept value or
/// a default.
fn wrong_clean(json: bool, row: &str, heading: &str, outcome: &str) -> Option<String> {
    let (body, partial) = column(json, heading);
    let (with_clean, count) = cleaned(row, &body, partial)?;
    let is_code = |text: &str| text.split([' ', ',']).any(|word| CODES.contains(&word));
    let is_default = heading == "absent" && row.contains("default") && (json || row.starts_with("i32"));
    let expected = u32::from(outcome != "keeps" && !is_default && !is_code(outcome));
    let is_right = with_clean == outcome && (count == expected || (is_code(outcome) && heading != "absent"));
    (!is_right).then(|| format!("{row} / {heading}: `clean` ran {count} times, and gave `{with_clean}`"))
}

const CODES: [&str; 10] = [
    "required",
    "invalid",
    "invalid_choice",
    "invalid_list",
    "duplicate",
    "unknown",
    "min_items",
    "max_items",
    "max_length",
    "max_value",
];
