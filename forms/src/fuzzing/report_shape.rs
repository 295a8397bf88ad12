//! Checks the paths and the number of errors in a report.

use crate::{
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
    let (mut form, mut kind, mut rest): (Option<&'static FormSchema>, Option<&Kind>, _) =
        (Some(spec), None, path);
    while !rest.is_empty() {
        if let Some(index) = rest.strip_prefix('[') {
            let (Some((index, after)), Some(Kind::List(item))) = (index.split_once(']'), kind) else {
                return false;
            };
            if index.parse::<u16>().is_err() {
                return false;
            }
            (kind, rest) = (Some(*item), after);
        } else {
            let name = rest.strip_prefix('.').unwrap_or(rest);
            let (name, after) = name.split_at(name.find(['.', '[']).unwrap_or(name.len()));
            let Some(field) = form.and_then(|form| form.field(name)) else { return false };
            (kind, rest) = (Some(&field.kind), after);
        }
        form = if let Some(Kind::Form(spec)) = kind { Some(spec()) } else { None };
    }
    true
}
