//! Checks markers such as `read_only`: they must not contradict each other.

use crate::errors::Errors;
use crate::model::{Access, Field, Form, Model, RuleKind, Selection};
use crate::syntax::Name;

/// Checks for markers and rules that contradict each other, or that have no effect in any form.
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
            // the misspelt name is reported already
        } else if accesses.is_empty() {
            absent(field, errors);
        } else if !bound {
            unbound(field, own, errors);
        }
    }
}

/// Returns whether the fields of the form are known: each name in its lists is a field.
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
            "expected `read_only` (never bound) or `immutable` (bound on create), found both: keep one of them",
        );
    }
    let required = field
        .rules
        .iter()
        .find(|rule| matches!(rule.kind, RuleKind::Switch(true)) && rule.word == "required");
    if let (Some(required), Some(_)) = (required, &field.default) {
        errors.over(
            &required.word,
            "a field with a `default` may be left out, and a `required` field may not: keep one of them",
        );
    }
}

/// Checks that a field does not have both `required` and a condition.
fn conditional(field: &Field, errors: &Errors) {
    let Some(required) = field.rule("required") else { return };
    let condition = field
        .rules
        .iter()
        .find(|rule| matches!(rule.kind, RuleKind::RequiredIf(_) | RuleKind::RequiredUnless(_)));
    if let (RuleKind::Switch(true), Some(condition)) = (&required.kind, condition) {
        errors.over(
            &required.word,
            format!(
                "`required` always applies, and `{}` only under a condition: keep one of them",
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
                "no form has `{0}`, so `{word}` has no effect: name `{0}` in a form, or remove `{word}`",
                field.name
            ),
        );
    }
}

/// Reports attributes without effect on a field that forms show, and no form binds.
fn unbound(field: &Field, own: bool, errors: &Errors) {
    let name = &field.name;
    if field.read_only.is_none()
        && let Some(immutable) = &field.immutable
    {
        errors.over(immutable, format!("no form binds `{name}`, so `immutable` has no effect: remove it"));
    }
    if let (false, Some(default)) = (own, &field.default) {
        errors.over(
            &default.word,
            format!(
                "no form binds `{name}`, and a projection does not hold it, so `default` has no effect: remove it"
            ),
        );
    }
    for rule in &field.rules {
        errors.over(
            &rule.word,
            format!("every form only shows `{name}`, so `{}` has no effect: remove it", rule.name()),
        );
    }
}
