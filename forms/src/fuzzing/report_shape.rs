//! Checks the paths and the number of errors in a report.

use crate::{
    body::key::{Segment, segments},
    error::{Errors, LONGEST_SHOWN_KEY, MOST_ERRORS, MOST_UNKNOWN_KEYS},
    schema::{FormSchema, Kind},
};

/// Returns the path and a description of what is wrong with the report itself.
pub(super) fn report_fault(errors: &Errors, spec: &'static FormSchema) -> Option<(String, String)> {
    if errors.len() > MOST_ERRORS {
        return Some((String::new(), format!("{} errors are reported", errors.len())));
    }
    let unknown = errors.iter().filter(crate::Error::is_unknown_key).count();
    if unknown > MOST_UNKNOWN_KEYS {
        return Some((String::new(), format!("{unknown} unknown keys are reported")));
    }
    for error in errors.iter() {
        let path = error.path();
        if !is_declared(&path, spec) {
            return Some((path, "there is no such field".to_owned()));
        }
        if error.is_unknown_key() {
            let keys = error.params().into_iter().filter(|(name, _)| *name == "key");
            for (_, key) in keys {
                let key = key.to_string();
                let may_be_in_key = |c: char| c.is_ascii_alphanumeric() || "_-.[]".contains(c);
                if key.len() > LONGEST_SHOWN_KEY || !key.chars().all(may_be_in_key) {
                    return Some((
                        path,
                        "an unknown key is shown although it does not look like a key".to_owned(),
                    ));
                }
            }
        }
    }
    let mut names = Vec::new();
    for error in errors.iter().filter(|error| !error.path().is_empty()) {
        names.push(error.pointer());
    }
    names
        .iter()
        .find(|pointer| !pointer.starts_with('/'))
        .map(|pointer| (String::new(), format!("a pointer is {pointer:?}")))
}

/// Returns whether a path exists in the form. Paths consist of names of fields and numbers of items, as in a request.
fn is_declared(path: &str, spec: &'static FormSchema) -> bool {
    let (mut form, mut kind): (Option<&'static FormSchema>, Option<&Kind>) = (Some(spec), None);
    for segment in segments(path) {
        kind = match (segment, kind) {
            (Some(Segment::Item(index)), Some(Kind::List(item))) if u16::try_from(index).is_ok() => {
                Some(*item)
            }
            (Some(Segment::Name(name)), _) => {
                let Some(field) = form.and_then(|form| form.fields_of_key(name).next()) else { return false };
                Some(&field.kind)
            }
            _ => return false,
        };
        form = if let Some(Kind::Form(spec)) = kind { Some(spec()) } else { None };
    }
    true
}
