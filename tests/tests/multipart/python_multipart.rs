//! The fixtures of python-multipart: the same parts, or refused by a property that has a name.

use super::vectors;
use std::{collections::BTreeMap, fs, path::Path};
use tests::multipart::{Part, read};

/// Where we are stricter: the property of `forms/docs/security.md`, the code, and why.
const STRICTER: &[(&str, &str, &str, &str)] = &[
    ("single_field_with_leading_newlines", "P22", "truncated", "two line breaks before the first delimiter"),
    ("single_field_with_trailer", "P22", "malformed", "text after the closing delimiter"),
    ("single_field_blocks", "P22", "truncated", "a CR without LF after the closing delimiter"),
];

/// The boundary and the parts of a fixture, or `None` if it expects an error.
fn expected(file: &Path) -> (String, Option<Vec<Part>>) {
    let text = fs::read_to_string(file).unwrap();
    let (mut boundary, mut parts, mut is_error) =
        (String::new(), Vec::<BTreeMap<String, String>>::new(), false);
    for line in text.lines() {
        let is_new = line.trim_start().starts_with("- ");
        let line = line.trim_start().trim_start_matches("- ");
        match line.split_once(": ") {
            Some(("boundary", value)) => value.clone_into(&mut boundary),
            Some(("error", _)) => is_error = true,
            Some(("expected", "[]")) => {}
            Some((key, value)) => {
                if is_new {
                    parts.push(BTreeMap::new());
                }
                let value = if key == "data" { "" } else { value.trim_matches(['\'', '"']) };
                parts.last_mut().unwrap().insert(key.to_owned(), value.to_owned());
            }
            None if line.is_empty() || line.ends_with(':') => {}
            None => parts.last_mut().unwrap().get_mut("data").unwrap().push_str(line),
        }
    }
    let part = |part: &BTreeMap<String, String>| Part {
        name: part["name"].clone(),
        filename: part.get("file_name").cloned(),
        content_type: part.get("content_type").cloned(),
        content: base64(&part["data"]),
        ..Part::default()
    };
    (boundary, (!is_error).then(|| parts.iter().map(part).collect()))
}

fn base64(text: &str) -> Vec<u8> {
    use base64::{Engine, prelude::BASE64_STANDARD};
    BASE64_STANDARD.decode(text).unwrap()
}

#[test]
fn fixtures_are_read_the_same_or_refused_by_a_property() {
    let Some(folder) = vectors("multipart") else { return };
    let (mut same, mut errors, mut stricter) = (0, 0, 0);
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "yaml"));
    files.sort();
    for file in files {
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        let (boundary, expected) = expected(&file);
        let found = read(
            &format!("multipart/form-data; boundary={boundary}"),
            &fs::read(file.with_extension("http")).unwrap(),
        );
        let known = STRICTER.iter().find(|(known, ..)| *known == name);
        match (expected, found) {
            (Some(expected), Ok(found)) => {
                assert!(known.is_none(), "{name} is read");
                assert_eq!(expected.len(), found.len(), "{name}");
                for (expected, found) in expected.iter().zip(&found) {
                    assert_eq!(
                        (&expected.name, &expected.filename),
                        (&found.name, &found.filename),
                        "{name}"
                    );
                    assert_eq!(expected.content, found.content, "{name}");
                    // the fixtures state the type of a text without one
                    assert!(
                        found.filename.is_none()
                            || expected.content_type.is_none()
                            || expected.content_type == found.content_type,
                        "{name}: {found:?}"
                    );
                }
                same += 1;
            }
            (None, Err(_)) => errors += 1,
            (Some(_), Err(refusal)) => {
                let (_, property, code, why) = known.unwrap_or_else(|| panic!("{name}: {refusal:?}"));
                assert_eq!(refusal.code, *code, "{name}");
                println!("{name}: stricter by {property}, {why}");
                stricter += 1;
            }
            (None, Ok(found)) => panic!("{name} is read: {found:?}"),
        }
    }
    println!("{same} the same, {errors} errors, {stricter} stricter");
    assert_eq!((same + errors + stricter, stricter), (30, STRICTER.len()));
}
