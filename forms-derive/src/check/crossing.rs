use syn::Ident;

use super::lists::unknown;
use crate::errors::Errors;
use crate::model::{Access, Demand, Field, Form, Model};
use crate::syntax::{Condition, Name};

/// Rules that look at another field: it must exist, and stand in every form that asks.
pub(super) fn check(model: &Model, errors: &Errors) {
    for (index, field) in model.fields.iter().enumerate() {
        for rule in &field.rules {
            match &rule.demand {
                Demand::Equals(name)
                | Demand::NotEquals(name)
                | Demand::Compared(name)
                | Demand::RequiredIf(Condition::Given(name) | Condition::Is(name, _))
                | Demand::RequiredUnless(Condition::Given(name) | Condition::Is(name, _)) => {
                    other(model, (index, field), &rule.word, name, errors);
                }
                Demand::Password(policy) => {
                    for name in policy.similar_to.iter().flatten() {
                        other(model, (index, field), &rule.word, name, errors);
                    }
                }
                _ => {}
            }
        }
    }
    for form in &model.forms {
        for (word, names) in &form.counted {
            counted(model, form, word, names, errors);
        }
    }
}

/// Of these fields, so many are given: each is one that the form binds.
fn counted(model: &Model, form: &Form, word: &Ident, names: &[Name], errors: &Errors) {
    if names.len() < 2 {
        errors.over(word, format!("`{word}` counts several fields: name at least two"));
    }
    for (index, name) in names.iter().enumerate() {
        if names[..index].iter().any(|earlier| earlier.text == name.text) {
            errors.at(name.span, format!("`{}` is named twice", name.text));
            continue;
        }
        let Some(target) = named(model, word, name, errors) else { continue };
        if !form.row(target).is_some_and(|row| row.access != Access::ReadOnly) {
            errors.at(
                name.span,
                format!(
                    "`{}` does not bind `{}`, so `{word}` never finds it given: bind it, or take it away",
                    form.ident,
                    name.first()
                ),
            );
        }
    }
}

fn other(model: &Model, (index, field): (usize, &Field), rule: &Ident, name: &Name, errors: &Errors) {
    let first = name.first();
    if name.text == field.name {
        return errors.at(name.span, format!("`{first}` is this field itself: name another one"));
    }
    let Some(target) = named(model, rule, name, errors) else { return };
    for form in &model.forms {
        let binds = |index| form.row(index).is_some_and(|row| row.access != Access::ReadOnly);
        if binds(index) && !binds(target) {
            errors.at(
                name.span,
                format!(
                    "`{}` binds `{}` but not `{first}`, which `{rule}` looks at: bind both, or use a `check`",
                    form.ident, field.name
                ),
            );
        }
    }
}

/// The field of that name, or of a form that is flattened there.
fn named(model: &Model, rule: &Ident, name: &Name, errors: &Errors) -> Option<usize> {
    let first = name.first();
    if name.is_quoted() {
        errors.at(name.span, format!("a field is named without quotes: `{}`", name.text));
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
            format!("one flattened form deep is as far as `{rule}` sees: compare in a `check` instead"),
        ),
        (false, 2..) => errors.at(
            name.span,
            format!("only a flattened field leads on to others: mark `{first}` with `flatten`, or compare in a `check`"),
        ),
        _ => {}
    }
    Some(target)
}
