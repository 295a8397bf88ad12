use crate::errors::Errors;
use crate::model::{Access, Demand, Field, Form, Model, Selection};
use crate::syntax::Name;

/// Markers and rules that contradict each other, or that no form heeds.
pub(super) fn check(model: &Model, errors: &Errors) {
    let selected = model.forms.iter().all(|form| selected(model, form));
    for (index, field) in model.fields.iter().enumerate() {
        contradictory(field, errors);
        conditional(field, errors);
        let accesses: Vec<_> =
            model.forms.iter().filter_map(|form| form.row(index)).map(|row| row.access).collect();
        let bound = accesses.iter().any(|access| *access != Access::ReadOnly);
        let own = model.forms.iter().any(|form| form.own);
        if !selected {
            // A second message about what the misspelt name was meant to have helps nobody.
        } else if accesses.is_empty() {
            absent(field, errors);
        } else if !bound {
            unbound(field, own, errors);
        }
    }
}

/// Whether it is known what the form has: every name in its lists is a field.
fn selected(model: &Model, form: &Form) -> bool {
    let known = |names: &[Name]| names.iter().all(|name| model.field(&name.text).is_some());
    let listed = match &form.selection {
        Selection::Missing | Selection::Unreadable => false,
        Selection::All => true,
        Selection::Fields(_, names) | Selection::Exclude(names) => known(names),
    };
    listed && known(&form.read_only)
}

fn contradictory(field: &Field, errors: &Errors) {
    if let (Some(_), Some(immutable)) = (&field.read_only, &field.immutable) {
        errors.over(
            immutable,
            "`read_only` is never bound, `immutable` is bound on create: keep one of the two",
        );
    }
    let required = field
        .rules
        .iter()
        .find(|rule| matches!(rule.demand, Demand::Switch(true)) && rule.word == "required");
    if let (Some(required), Some(_)) = (required, &field.default) {
        errors.over(
            &required.word,
            "a field with a `default` may be left out, a `required` one may not: keep one of the two",
        );
    }
}

/// Always, and only under a condition.
fn conditional(field: &Field, errors: &Errors) {
    let Some(required) = field.rule("required") else { return };
    let condition = field
        .rules
        .iter()
        .find(|rule| matches!(rule.demand, Demand::RequiredIf(_) | Demand::RequiredUnless(_)));
    if let (Demand::Switch(true), Some(condition)) = (&required.demand, condition) {
        errors.over(
            &required.word,
            format!(
                "a `required` field is asked for always, `{}` only sometimes: keep one of the two",
                condition.word
            ),
        );
    }
}

fn absent(field: &Field, errors: &Errors) {
    if let Some(word) = field.words.first() {
        errors.over(
            word,
            format!(
                "no form has `{0}`, so `{word}` has no effect: name `{0}` in a form, or take this away",
                field.name
            ),
        );
    }
}

/// Shown by some form, bound by none.
fn unbound(field: &Field, own: bool, errors: &Errors) {
    let name = &field.name;
    if field.read_only.is_none()
        && let Some(immutable) = &field.immutable
    {
        errors.over(immutable, format!("no form binds `{name}`, so `immutable` has no effect: take it away"));
    }
    if let (false, Some(default)) = (own, &field.default) {
        errors.over(
            &default.word,
            format!(
                "no form binds `{name}`, and a projection does not hold it: a `default` has no effect here"
            ),
        );
    }
    for rule in &field.rules {
        errors.over(
            &rule.word,
            format!("`{name}` is only ever shown, so no value reaches `{}`: take the rule away", rule.name()),
        );
    }
}
