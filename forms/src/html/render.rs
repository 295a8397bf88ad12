//! Fields with what belongs to them, and forms as a whole.

use super::{
    BoundField, Html, Part, Summary, escape,
    input::{INVALID, checkbox, choices, described, hidden, line, lines, select},
    room::{has_room, push_cut},
    scene::Scene,
    start_tag::StartTag,
};
use crate::{
    bind::{ROWS_KEY, row_request},
    error::{
        Error,
        label::{within_sentence, without_end_mark},
    },
    schema::Control,
};
use std::sync::Arc;

pub(super) fn fields(scene: &Arc<Scene<'_>>, out: &mut Html) {
    let start = out.0.len();
    if scene.is_cut {
        push_cut(scene, &mut out.0);
    }
    groups(scene.fields(), out);
    // whoever presses Enter in a field presses the first button of the form: that must not be one for rows
    if scene.spec.compound && out.0[start..].contains(ROWS_BUTTON) {
        out.0.insert_str(start, "<button hidden></button>\n");
    }
}

/// Groups one after the other, as many as the page has room for.
fn groups<'f>(fields: impl Iterator<Item = BoundField<'f>>, out: &mut Html) {
    for field in fields {
        if !has_room(&field, &out.0) {
            return push_cut(&field.scene, &mut out.0);
        }
        field.scene.renderer.group(&field, out);
    }
}

/// No text can look like it: its quotes would be escaped.
const ROWS_BUTTON: &str = " name=\"_rows\" ";

pub(super) fn summary(scene: &Arc<Scene<'_>>, out: &mut Html) {
    if !scene.errors.is_empty() {
        scene.renderer.summary(&Summary::new(scene), out);
    }
}

pub(super) fn errors_apart(scene: &Arc<Scene<'_>>, out: &mut String) {
    let mut errors = scene.errors_apart().peekable();
    if errors.peek().is_some() {
        out.push_str("<ul class=\"errors\">\n");
        for error in errors {
            out.push_str("<li>");
            push_message(error, out);
            out.push_str("</li>\n");
        }
        out.push_str("</ul>\n");
    }
}

/// Label, hint, errors and control, one below the other.
pub(super) fn stacked(field: &BoundField<'_>, out: &mut String) {
    let class = field.class_of(Part::Group);
    match field.control_kind() {
        Control::Hidden => {
            control_of(field, out);
            out.push('\n');
        }
        Control::HiddenRows => control_of(field, out),
        Control::Box => {
            StartTag::open(out, "div").class(class).close();
            out.push('\n');
            control_of(field, out);
            out.push('\n');
            label(field, out);
            help(field, out);
            errors(field, out);
            out.push_str("</div>\n");
        }
        kind if kind.is_group() => {
            field.fieldset(Part::Group, out);
            label(field, out);
            help(field, out);
            errors(field, out);
            control_of(field, out);
            out.push_str("</fieldset>\n");
        }
        _ => {
            StartTag::open(out, "div").class(class).close();
            out.push('\n');
            label(field, out);
            help(field, out);
            errors(field, out);
            control_of(field, out);
            out.push_str("\n</div>\n");
        }
    }
}

/// A box to tick and its label, as one of several would stand.
pub(super) fn checkbox_with_label(field: &BoundField<'_>, out: &mut String) {
    StartTag::open(out, "div").class(field.class_of(Part::Choice)).close();
    control_of(field, out);
    out.push(' ');
    StartTag::open(out, "label").class(field.class_of(Part::ChoiceLabel)).id(" for=\"", field, "").close();
    escape::push(out, &field.label());
    out.push_str("</label></div>\n");
}

/// The start tag of the `<fieldset>` of several controls.
pub(super) fn fieldset(field: &BoundField<'_>, part: Part, out: &mut String) {
    let mut tag = StartTag::open(out, "fieldset").class(field.class_of(part));
    match field.control_kind() {
        // the first of the inputs has the id
        Control::Radios => {
            tag = tag.written(" role=\"radiogroup\"");
            if field.is_invalid() {
                tag = tag.written(INVALID);
            }
        }
        Control::Boxes => {}
        _ => tag = tag.id(" id=\"", field, ""),
    }
    described(tag, field).flag("disabled", field.is_disabled()).close();
    out.push('\n');
}

pub(super) fn control_of(field: &BoundField<'_>, out: &mut String) {
    if field.needs_presence() {
        StartTag::open(out, "input").written(" type=\"hidden\"").name(field).written(" value=\"\"").close();
        out.push('\n');
    }
    match field.control_kind() {
        Control::Line(input_type) => line(field, input_type, out),
        Control::Lines => lines(field, out),
        Control::Box => checkbox(field, out),
        Control::Select | Control::SelectSeveral => select(field, out),
        Control::Radios => choices(field, "radio", out),
        Control::Boxes => choices(field, "checkbox", out),
        Control::Hidden => hidden(field, out),
        Control::Fields | Control::Rows | Control::HiddenRows => {
            if let Some(groups) = &field.drawn {
                out.push_str(groups.as_str());
            } else {
                let mut html = Html::new(std::mem::take(out));
                groups(field.fields(), &mut html);
                *out = html.into_string();
            }
        }
    }
    row_buttons(field, out);
}

/// The buttons of a row, or of the list itself.
pub(super) fn row_buttons(field: &BoundField<'_>, out: &mut String) {
    let changes = field.row_changes();
    let offers_row = field.offers_row();
    if changes.is_empty() && !offers_row {
        return;
    }
    out.push_str("\n<div>");
    for (change, word) in changes {
        row_button(field, (change, word), out);
    }
    if offers_row {
        let words = field.strings();
        row_button(
            field,
            (row_request::ADD, if field.len() == 0 { words.add } else { words.add_another }),
            out,
        );
    }
    out.push_str("</div>\n");
}

/// It sends the form whatever the browser thinks of what is filled in, since that is validated when the form is submitted.
/// Not where a control would then be sent empty, and what was typed into it lost.
fn row_button(field: &BoundField<'_>, (change, word): (&'static str, &str), out: &mut String) {
    let mut tag = StartTag::open(out, "button").class(field.class_of(Part::Button));
    if change == row_request::ADD {
        tag = tag.id(" id=\"", field, "-add");
    }
    let value = |out: &mut String| {
        out.push_str(change);
        out.push(' ');
        field.push_name(out);
    };
    tag.attribute("name", ROWS_KEY)
        .with(" value=\"", value)
        .flag("formnovalidate", field.scene.buttons_skip_validation)
        .flag("autofocus", change == row_request::ADD && field.is_focused())
        .close();
    escape::push(out, word);
    match (change, field.spec.item_label) {
        // whoever sees the button sees the legend of its list above it
        (row_request::ADD, "") => {
            StartTag::open(out, "span").class(field.class_of(Part::VisuallyHidden)).close();
            // not a colon, before which a screen reader would say a blank: the span is a box of its own
            out.push_str(" (");
            escape::push(out, without_end_mark(&field.label()));
            out.push_str(")</span>");
        }
        (row_request::ADD, item) => {
            out.push(' ');
            push_item(field, item, out);
        }
        _ => {
            out.push(' ');
            escape::push(out, &field.label());
        }
    }
    out.push_str("</button>");
}

/// What one more is called, within the words of a button.
fn push_item(field: &BoundField<'_>, item: &str, out: &mut String) {
    let item = without_end_mark(item);
    if field.strings().labels_keep_capital {
        return escape::push(out, item);
    }
    let start = out.len();
    // writing into a string does not fail
    let _ = within_sentence(out, item);
    escape::settle(out, start);
}

pub(super) fn label(field: &BoundField<'_>, out: &mut String) {
    let is_group = match field.control_kind() {
        Control::Hidden | Control::HiddenRows => return,
        kind => kind.is_group(),
    };
    if is_group {
        StartTag::open(out, "legend").class(field.class_of(Part::Legend)).close();
    } else {
        StartTag::open(out, "label").class(field.class_of(Part::Label)).id(" for=\"", field, "").close();
    }
    escape::push(out, &field.label());
    let optional = field.scene.renderer.strings().optional;
    if field.is_optional() && !optional.is_empty() {
        out.push(' ');
        escape::push(out, optional);
    }
    out.push_str(if is_group { "</legend>\n" } else { "</label>\n" });
}

pub(super) fn help(field: &BoundField<'_>, out: &mut String) {
    if field.has_help() {
        StartTag::open(out, "p").class(field.class_of(Part::Hint)).id(" id=\"", field, "-hint").close();
        escape::push(out, &field.help());
        out.push_str("</p>\n");
    }
}

pub(super) fn errors(field: &BoundField<'_>, out: &mut String) {
    if field.is_invalid() && !field.is_hidden() {
        let mut html = Html::new(std::mem::take(out));
        field.scene.renderer.errors(field, &mut html);
        *out = html.into_string();
    }
}

/// One error in a paragraph, several in a list.
pub(super) fn errors_in_paragraph(field: &BoundField<'_>, out: &mut String) {
    let mut errors = field.errors();
    let Some(first) = errors.next() else { return };
    let class = field.class_of(Part::Error);
    let mut others = errors.peekable();
    if others.peek().is_none() {
        StartTag::open(out, "p").class(class).id(" id=\"", field, "-error").close();
        message(field, first, out);
        out.push_str("</p>\n");
    } else {
        StartTag::open(out, "ul").class(class).id(" id=\"", field, "-error").close();
        out.push('\n');
        for error in std::iter::once(first).chain(others) {
            out.push_str("<li>");
            message(field, error, out);
            out.push_str("</li>\n");
        }
        out.push_str("</ul>\n");
    }
}

fn message(field: &BoundField<'_>, error: Error<'_>, out: &mut String) {
    StartTag::open(out, "span").class(field.class_of(Part::VisuallyHidden)).close();
    escape::push(out, field.scene.renderer.strings().error);
    out.push_str("</span> ");
    push_message(error, out);
}

/// What is wrong, worded and escaped.
pub(super) fn push_message(error: Error<'_>, out: &mut String) {
    let start = out.len();
    // writing into a string does not fail
    let _ = error.write_message(out);
    escape::settle(out, start);
}
