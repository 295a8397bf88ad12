//! Checks rules that use another field.

use syn::Ident;

use super::field_names::unknown;
use crate::errors::Errors;
use crate::model::{Access, Field, Form, Model, RuleKind};
use crate::syntax::{Condition, Name};

/// Checks rules that use another field: it must exist, and every form that binds the field with the rule must bind it.
pub(super) fn check(model: &Model, errors: &Errors) {
    for (index, field) in model.fields.iter().enumerate() {
        for rule in &field.rules {
            match &rule.kind {
                RuleKind::Equals(name)
                | RuleKind::NotEquals(name)
                | RuleKind::Compared(name)
                | RuleKind::RequiredIf(Condition::Given(name) | Condition::Is(name, _))
                | RuleKind::RequiredUnless(Condition::Given(name) | Condition::Is(name, _)) => {
                    check_other(model, (index, field), &rule.word, name, errors);
                }
                RuleKind::Password(policy) => {
                    for name in policy.similar_to.iter().flatten() {
                        check_other(model, (index, field), &rule.word, name, errors);
                    }
                }
                _ => {}
            }
        }
    }
    for form in &model.forms {
        for (word, names) in &form.count_rules {
            count_rule(model, form, word, names, errors);
        }
    }
}

/// Checks `at_least_one_of`, `exactly_one_of` and `at_most_one_of`: the form binds each of the fields.
fn count_rule(model: &Model, form: &Form, word: &Ident, names: &[Name], errors: &Errors) {
    if names.len() < 2 {
        errors.over(word, format!("`{word}` needs at least two fields: name another one"));
    }
    for (index, name) in names.iter().enumerate() {
        if names[..index].iter().any(|earlier| earlier.text == name.text) {
            errors.at(name.span, format!("`{}` is named twice: remove one of them", name.text));
            continue;
        }
        let Some(target) = find_field(model, word, name, errors) else { continue };
        if !form.row(target).is_some_and(|row| row.access != Access::ReadOnly) {
            errors.at(
                name.span,
                format!(
                    "`{word}` names `{}`, which `{}` does not bind: bind it, or remove it here",
                    name.first(),
                    form.ident
                ),
            );
        }
    }
}

fn check_other(model: &Model, (index, field): (usize, &Field), rule: &Ident, name: &Name, errors: &Errors) {
    let first = name.first();
    if name.text == field.name {
        return errors.at(name.span, format!("`{first}` is the field itself: name another field"));
    }
    let Some(target) = find_field(model, rule, name, errors) else { return };
    for form in &model.forms {
        let binds = |index| form.row(index).is_some_and(|row| row.access != Access::ReadOnly);
        if binds(index) && !binds(target) {
            errors.at(
                name.span,
                format!(
                    "`{rule}` on `{}` needs `{first}`, which `{}` does not bind: bind both, or use a `check`",
                    field.name, form.ident
                ),
            );
        }
    }
}

/// Returns the index of the field with that name, or of the flattened form that has the field.
fn find_field(model: &Model, rule: &Ident, name: &Name, errors: &Errors) -> Option<usize> {
    let first = name.first();
    if name.is_quoted() {
        errors.at(name.span, format!("expected the name of a field without quotes: write `{}`", name.text));
        return None;
    }
    let Some(target) = model.fields.iter().position(|field| field.name == first) else {
        errors.at(name.span, unknown(model, first));
        return None;
    };
    let flatten = model.fields[target].flatten.is_some();
    match (flatten, name.parts.len()) {
        (true, 1) => errors.at(
            name.span,
            format!("`{first}` is a flattened form: name one of its fields, as in `{first}.username`"),
        ),
        (true, 3..) => errors.at(
            name.span,
            format!("`{rule}` reaches the fields of a flattened form, but not those of a form within it: use a `check`"),
        ),
        (false, 2..) => errors.at(
            name.span,
            format!("`{first}` is not flattened, so its fields cannot be named here: mark it with `flatten`, or use a `check`"),
        ),
        _ => {}
    }
    Some(target)
}
