use syn::Ident;

use super::lists::unknown;
use crate::errors::Errors;
use crate::model::{Access, Demand, Field, Model};
use crate::syntax::Name;

/// Rules that look at another field: it must exist, and stand in every form that asks.
pub(super) fn check(model: &Model, errors: &Errors) {
    for (index, field) in model.fields.iter().enumerate() {
        for rule in &field.rules {
            match &rule.demand {
                Demand::Equals(name) => other(model, (index, field), &rule.word, name, errors),
                Demand::Password(policy) => {
                    for name in policy.similar_to.iter().flatten() {
                        other(model, (index, field), &rule.word, name, errors);
                    }
                }
                _ => {}
            }
        }
    }
}

fn other(model: &Model, (index, field): (usize, &Field), rule: &Ident, name: &Name, errors: &Errors) {
    let first = name.first();
    if name.is_quoted() {
        return errors.at(name.span, format!("a field is named without quotes: `{}`", name.text));
    }
    if name.text == field.name {
        return errors.at(name.span, format!("`{first}` is this field itself: name another one"));
    }
    let Some(target) = model.fields.iter().position(|field| field.name == first) else {
        return errors.at(name.span, unknown(model, first));
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
    for form in &model.forms {
        let binds = |index| form.row(index).is_some_and(|row| row.access != Access::ReadOnly);
        if binds(index) && !binds(target) {
            errors.at(
                name.span,
                format!(
                    "`{}` binds `{}` but not `{first}`, which `{rule}` compares it with: bind both, or use a `check`",
                    form.ident, field.name
                ),
            );
        }
    }
}
