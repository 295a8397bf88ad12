use std::collections::HashSet;

use crate::errors::Errors;
use crate::model::{Field, Model, RuleKind, is_map, is_plain_value, map_key, map_value, type_name};
use crate::syntax::Choices;

/// Checks the declared keys of maps. The names themselves are checked like those of fields.
pub(super) fn check(model: &Model, errors: &Errors) {
    for (index, field) in model.fields.iter().enumerate() {
        if field.keys.is_some() {
            keys(field, errors);
        } else if is_map(&field.ty) && model.forms.iter().any(|form| form.row(index).is_some()) {
            errors.over(
                &field.ty,
                format!(
                    "a map takes only declared keys, so that a request cannot fill it with keys of its own: write \
                     `#[form(keys = [\"en\", \"de\"])]`, or `#[form(keys = Locale)]` with an enum that derives `Choice`, on `{}`",
                    field.name
                ),
            );
        }
    }
}

fn keys(field: &Field, errors: &Errors) {
    let Some(keys) = &field.keys else { return };
    if !is_map(&field.ty) || map_value(&field.ty).is_none() {
        errors.over(
            &keys.word,
            "`keys` needs a map: write `BTreeMap<String, T>` or `HashMap<String, T>` as the type, or remove `keys`",
        );
    }
    if let Some(key) = map_key(&field.ty).filter(|key| is_plain_value(key))
        && type_name(key).is_some_and(|name| name != "String")
    {
        errors.over(key, "the keys of a map are texts: write `String`");
    }
    if let Choices::Fixed(span, keys) = &keys.keys {
        if keys.is_empty() {
            errors.at(*span, "`keys` is empty: write at least one key, as in `keys = [\"en\", \"de\"]`");
        }
        let mut seen = HashSet::new();
        for key in keys {
            if !seen.insert(&key.value) {
                errors.at(key.span, format!("`keys` lists `{}` twice: remove one of them", key.value));
            }
            super::field::wire_name(&key.value, key.span, errors);
            if let Some(group) = &key.group {
                errors.over(group, "keys have no groups: write the keys without it");
            }
        }
    }
    if let Some(default) = &field.default {
        errors.over(&default.word, "a map without keys is empty, so `default` has no effect: remove it");
    }
    for rule in &field.rules {
        if let RuleKind::Equals(_)
        | RuleKind::NotEquals(_)
        | RuleKind::Compared(_)
        | RuleKind::RequiredIf(_)
        | RuleKind::RequiredUnless(_) = &rule.kind
        {
            errors.over(
                &rule.word,
                format!(
                    "`{}` compares single values, and `{}` is a map: write it as a `check`",
                    rule.word, field.name
                ),
            );
        }
    }
}
