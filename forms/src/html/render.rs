//! Renders fields with their labels, hints and errors, and whole forms.

use super::{
    BoundField, Html, Part, Summary, escape,
    input::{INVALID, checkbox, choices, described, file, hidden, line, lines, select},
    page_data::PageData,
    page_size::{has_room, push_cut},
    start_tag::StartTag,
};
use crate::{
    bind::{ROWS_KEY, row_request},
    error::{
        Error,
        label::{within_sentence, without_end_mark},
    },
    schema::{Control, DELETE_KEY},
};
use std::sync::Arc;

pub(super) fn fields(page_data: &Arc<PageData<'_>>, out: &mut Html) {
    let start = out.0.len();
    if page_data.is_truncated {
        push_cut(page_data, &mut out.0);
    }
    groups(page_data.fields(), out);
    // Enter in a field presses the first button of the form, which must not be a row button
    if page_data.spec.compound && out.0[start..].contains(ROWS_BUTTON) {
        out.0.insert_str(start, "<button hidden></button>\n");
    }
}

/// Renders groups until the page is full.
fn groups<'f>(fields: impl Iterator<Item = BoundField<'f>>, out: &mut Html) {
    for field in fields {
        if field.is_beside_radio() {
            continue;
        }
        if !has_room(&field, &out.0) {
            return push_cut(&field.page_data, &mut out.0);
        }
        field.page_data.renderer.group(&field, out);
    }
}

/// The beginning of a row button. Text cannot look like it, because its quotes are escaped.
const ROWS_BUTTON: &str = " name=\"_rows\" ";

pub(super) fn summary(page_data: &Arc<PageData<'_>>, out: &mut Html) {
    if !page_data.errors.is_empty() {
        page_data.renderer.summary(&Summary::new(page_data), out);
    }
}

pub(super) fn errors_without_field(page_data: &Arc<PageData<'_>>, out: &mut String) {
    let mut errors = page_data.errors_without_field().peekable();
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

/// Renders label, hint, errors and control, one below the other.
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

/// Renders a checkbox and its label, like one of several checkboxes.
pub(super) fn checkbox_with_label(field: &BoundField<'_>, out: &mut String) {
    StartTag::open(out, "div").class(field.class_of(Part::Choice)).close();
    control_of(field, out);
    out.push(' ');
    StartTag::open(out, "label").class(field.class_of(Part::ChoiceLabel)).id(" for=\"", field, "").close();
    escape::push(out, &field.label());
    out.push_str("</label></div>\n");
}

/// Renders the start tag of the `<fieldset>` of several controls.
pub(super) fn fieldset(field: &BoundField<'_>, part: Part, out: &mut String) {
    let mut tag = StartTag::open(out, "fieldset").class(field.class_of(part));
    match field.control_kind() {
        // the first of the inputs has the id
        // it also has the fields of the variants, which are not radio buttons
        Control::Radios if field.is_tag() => {}
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
        Control::File => file(field, out),
        Control::Hidden => hidden(field, out),
        Control::Fields | Control::Rows | Control::HiddenRows => {
            if let Some(groups) = &field.rendered_groups {
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

/// Renders the buttons of a row, or of the list itself.
pub(super) fn row_buttons(field: &BoundField<'_>, out: &mut String) {
    if field.offers_delete() {
        delete_box(field, out);
    }
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

/// Renders the box that deletes a present row, and its label.
fn delete_box(field: &BoundField<'_>, out: &mut String) {
    const ENDING: &str = "-delete";
    let name = |out: &mut String| {
        field.push_name(out);
        out.push('.');
        out.push_str(DELETE_KEY);
    };
    out.push('\n');
    StartTag::open(out, "div").class(field.class_of(Part::Choice)).close();
    StartTag::open(out, "input")
        .class(field.class_of(Part::ChoiceInput))
        .written(" type=\"checkbox\"")
        .id(" id=\"", field, ENDING)
        .with(" name=\"", name)
        .written(" value=\"true\"")
        .flag("checked", field.is_marked_deleted())
        .close();
    out.push(' ');
    StartTag::open(out, "label")
        .class(field.class_of(Part::ChoiceLabel))
        .id(" for=\"", field, ENDING)
        .close();
    escape::push(out, field.strings().delete);
    out.push(' ');
    escape::push(out, &field.label());
    out.push_str("</label></div>\n");
}

/// Renders a row button. It skips the browser's validation, because the form is validated when it is submitted. The
/// exception is a form with a control that the browser would then send empty although its value is incomplete.
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
        .flag("formnovalidate", field.page_data.buttons_skip_validation)
        .flag("autofocus", change == row_request::ADD && field.is_focused())
        .close();
    escape::push(out, word);
    match (change, field.spec.item_label) {
        // a user who sees the button also sees the legend of its list above it
        (row_request::ADD, "") => {
            StartTag::open(out, "span").class(field.class_of(Part::VisuallyHidden)).close();
            // not a colon, because a screen reader would read a blank before it: the span is a separate box
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

/// Appends the name of another item to the text of a button.
fn push_item(field: &BoundField<'_>, item: &str, out: &mut String) {
    let item = without_end_mark(item);
    if field.strings().labels_keep_capital {
        return escape::push(out, item);
    }
    let start = out.len();
    // writing to a string does not fail
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
    let optional = field.page_data.renderer.strings().optional;
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
        field.page_data.renderer.errors(field, &mut html);
        *out = html.into_string();
    }
}

/// Renders one error as a paragraph, or several as a list.
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
    escape::push(out, field.page_data.renderer.strings().error);
    out.push_str("</span> ");
    push_message(error, out);
}

/// Appends the message of an error, escaped.
pub(super) fn push_message(error: Error<'_>, out: &mut String) {
    let start = out.len();
    // writing to a string does not fail
    let _ = error.write_message(out);
    escape::settle(out, start);
}
