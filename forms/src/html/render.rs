//! Fields with what belongs to them, and forms as a whole.

use super::{
    BoundField,
    attributes::Tag,
    control::Control,
    escape,
    field::id_of,
    input::{checkbox, choices, described, hidden, line, lines, select, select_several},
    scene::Scene,
};
use crate::error::Error;
use std::sync::Arc;

/// The name and the ids that the parts of a field refer to each other by.
pub(super) struct Ids {
    pub(super) name: String,
    pub(super) control: String,
    pub(super) has_errors: bool,
    has_help: bool,
}

impl Ids {
    fn of(field: &BoundField<'_>) -> Self {
        let name = field.name();
        let control = id_of(&name);
        Ids { name, control, has_errors: field.errors().next().is_some(), has_help: !field.help().is_empty() }
    }
    /// The hint first, then what is wrong.
    pub(super) fn described_by(&self) -> Option<String> {
        let id = &self.control;
        match (self.has_help, self.has_errors) {
            (true, true) => Some(format!("{id}-hint {id}-error")),
            (true, false) => Some(format!("{id}-hint")),
            (false, true) => Some(format!("{id}-error")),
            (false, false) => None,
        }
    }
}

/// All fields of a form, behind the errors that belong to none.
pub(super) fn form(scene: &Arc<Scene<'_>>, out: &mut String) {
    errors_apart(scene, out);
    for field in scene.fields() {
        group(&field, out);
    }
}

pub(super) fn errors_apart(scene: &Arc<Scene<'_>>, out: &mut String) {
    let mut errors = scene.errors_apart().peekable();
    if errors.peek().is_some() {
        out.push_str("<ul class=\"errors\">\n");
        list(errors, out);
        out.push_str("</ul>\n");
    }
}

fn list<'e>(errors: impl Iterator<Item = Error<'e>>, out: &mut String) {
    for error in errors {
        out.push_str("<li>");
        escape::push(out, &error.message());
        out.push_str("</li>\n");
    }
}

/// Label, hint, errors and control.
pub(super) fn group(field: &BoundField<'_>, out: &mut String) {
    let (ids, kind) = (Ids::of(field), field.control_kind());
    let class = if ids.has_errors { "field field--invalid" } else { "field" };
    match kind {
        Control::Hidden => {
            hidden(field, &ids, out);
            out.push('\n');
        }
        Control::HiddenRows => control_of(field, &ids, out),
        Control::Box => {
            Tag::open(out, "div").plain("class", class).close();
            out.push('\n');
            checkbox(field, &ids, out);
            out.push('\n');
            label_of(field, &ids, out);
            help_of(field, &ids, out);
            errors_of(field, &ids, out);
            out.push_str("</div>\n");
        }
        _ if kind.is_group() => {
            let mut tag = Tag::open(out, "fieldset").plain("class", class);
            match kind {
                // the first of the inputs has the id
                Control::Radios(_) => {
                    let invalid = ids.has_errors.then_some("true");
                    tag = tag.plain("role", "radiogroup").maybe("aria-invalid", invalid);
                }
                Control::Boxes(_) => {}
                _ => tag = tag.text("id", &ids.control),
            }
            described(tag, field, &ids).flag("disabled", field.is_disabled()).close();
            out.push('\n');
            label_of(field, &ids, out);
            help_of(field, &ids, out);
            errors_of(field, &ids, out);
            control_of(field, &ids, out);
            out.push_str("</fieldset>\n");
        }
        _ => {
            Tag::open(out, "div").plain("class", class).close();
            out.push('\n');
            label_of(field, &ids, out);
            help_of(field, &ids, out);
            errors_of(field, &ids, out);
            control_of(field, &ids, out);
            out.push_str("\n</div>\n");
        }
    }
}

pub(super) fn control(field: &BoundField<'_>, out: &mut String) {
    control_of(field, &Ids::of(field), out);
}

pub(super) fn label(field: &BoundField<'_>, out: &mut String) {
    label_of(field, &Ids::of(field), out);
}

pub(super) fn help(field: &BoundField<'_>, out: &mut String) {
    help_of(field, &Ids::of(field), out);
}

pub(super) fn errors(field: &BoundField<'_>, out: &mut String) {
    errors_of(field, &Ids::of(field), out);
}

fn control_of(field: &BoundField<'_>, ids: &Ids, out: &mut String) {
    match field.control_kind() {
        Control::Line(input_type) => line(field, input_type, ids, out),
        Control::Lines => lines(field, ids, out),
        Control::Box => checkbox(field, ids, out),
        Control::Select(options) => select(field, options, ids, out),
        Control::SelectSeveral(options) => select_several(field, options, ids, out),
        Control::Radios(options) => choices(field, "radio", options, ids, out),
        Control::Boxes(options) => choices(field, "checkbox", options, ids, out),
        Control::Hidden => hidden(field, ids, out),
        Control::Fields | Control::Rows | Control::HiddenRows => {
            for within in field.fields() {
                group(&within, out);
            }
        }
    }
}

fn label_of(field: &BoundField<'_>, ids: &Ids, out: &mut String) {
    match field.control_kind() {
        Control::Hidden | Control::HiddenRows => {}
        kind if kind.is_group() => {
            out.push_str("<legend>");
            escape::push(out, &field.label());
            out.push_str("</legend>\n");
        }
        _ => {
            Tag::open(out, "label").text("for", &ids.control).close();
            escape::push(out, &field.label());
            out.push_str("</label>\n");
        }
    }
}

fn help_of(field: &BoundField<'_>, ids: &Ids, out: &mut String) {
    let help = field.help();
    if !help.is_empty() {
        Tag::open(out, "p").plain("class", "hint").text("id", &format!("{}-hint", ids.control)).close();
        escape::push(out, &help);
        out.push_str("</p>\n");
    }
}

fn errors_of(field: &BoundField<'_>, ids: &Ids, out: &mut String) {
    let mut errors = field.errors();
    let Some(first) = errors.next() else { return };
    let id = format!("{}-error", ids.control);
    let mut others = errors.peekable();
    if others.peek().is_none() {
        Tag::open(out, "p").plain("class", "error").text("id", &id).close();
        escape::push(out, &first.message());
        out.push_str("</p>\n");
    } else {
        Tag::open(out, "ul").plain("class", "error").text("id", &id).close();
        out.push('\n');
        list(std::iter::once(first).chain(others), out);
        out.push_str("</ul>\n");
    }
}
