use crate::errors::Errors;
use crate::model::{Field, Model, RowKey, RuleKind, type_name};

/// The keys that say what a submission may do with the rows of a list.
const RIGHTS: [&str; 3] = ["can_add", "can_delete", "can_order"];

/// Checks `key`, and the keys that need it.
pub(super) fn check(model: &Model, errors: &Errors) {
    for field in &model.fields {
        if field.flatten.is_some() {
            continue;
        }
        match &field.row_key {
            Some(key) => row_key(field, key, errors),
            None if field.words.iter().all(|word| word != "key") => rights_without_key(field, errors),
            // malformed, and reported
            None => {}
        }
    }
}

fn rights_without_key(field: &Field, errors: &Errors) {
    for word in field.words.iter().filter(|word| RIGHTS.iter().any(|right| *word == right)) {
        errors.over(
            word,
            format!(
                "`{word}` needs a `key`: a list without one is replaced as a whole. Write `key = id`, with the field that tells the \
                 rows apart, or remove `{word}`"
            ),
        );
    }
}

fn row_key(field: &Field, key: &RowKey, errors: &Errors) {
    let name = &key.field;
    if field.nested.is_none() {
        errors.over(
            &key.word,
            "`key` needs a list of forms: write `#[form(nested, key = ...)]`, or remove `key`",
        );
        return;
    }
    if let Some(found) = type_name(&field.ty).filter(|name| *name == "Option" || *name == "Box") {
        errors.over(
            &key.word,
            format!(
                "`key` needs a list of rows, found `{found}`: write a `Vec` of the form, or remove `key`"
            ),
        );
    }
    if name.is_quoted() {
        errors.at(
            name.span,
            format!("expected the name of a field without quotes: write `key = {}`", name.text),
        );
    } else if name.parts.len() > 1 {
        errors.at(name.span, "the key must be a field of the row itself: write one name, as in `key = id`");
    }
    if let Some(default) = &field.default {
        errors.over(
            &default.word,
            "`default` cannot be combined with `key`: the rows of a missing list are kept or deleted. Remove `default`",
        );
    }
    for rule in &field.rules {
        if let RuleKind::Clean(_) = rule.kind {
            errors.over(
                &rule.word,
                "`clean` cannot be combined with `key`, because it could mix up the rows: clean the fields of the row, or compare \
                 the rows in a `check`",
            );
        } else if rule.word == "ordered" {
            errors.over(
                &rule.word,
                "rows with a `key` keep their order unless the submission may change it: write `can_order` in place of `ordered`",
            );
        }
    }
}
