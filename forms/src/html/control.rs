//! Which control asks for a field, and its markup.

use super::{BoundField, attributes::Tag, escape, options::Options, render::Ids};
use crate::spec::{FieldSpec, Kind, Number, Widget};

/// The control of a field: from its kind and its rules, where the declaration does not say.
#[derive(Clone, Copy)]
pub(super) enum Control {
    /// an `<input>` of that type, of one line
    Line(&'static str),
    Lines,
    Box,
    Select(Options),
    Radios(Options),
    Boxes(Options),
    Hidden,
    /// a form within
    Fields,
    /// a list
    Rows,
}

impl Control {
    pub(super) fn of(field: &'static FieldSpec, kind: &'static Kind) -> Self {
        let options = Options::of(field, kind);
        match (field.widget, kind, options) {
            (_, Kind::Form(_), _) => Control::Fields,
            (_, Kind::List(item), _) => match Options::of(field, item) {
                Some(options) if !matches!(item, Kind::Boolean) => Control::Boxes(options),
                _ => Control::Rows,
            },
            (Some(Widget::Hidden), ..) => Control::Hidden,
            (_, Kind::Secret, _) | (Some(Widget::Password), ..) => Control::Line("password"),
            (Some(Widget::Radio), _, Some(options)) => Control::Radios(options),
            (Some(Widget::Select), _, Some(options)) => Control::Select(options),
            (Some(Widget::Textarea), ..) => Control::Lines,
            (Some(Widget::Number), Kind::Integer | Kind::Float | Kind::Decimal, _) => Control::Line("number"),
            (Some(Widget::Text), ..) => Control::Line("text"),
            (_, Kind::Boolean, _) => Control::Box,
            (_, _, Some(options)) => Control::Select(options),
            (_, Kind::Json, _) => Control::Lines,
            (_, Kind::Text, _) if field.multiline => Control::Lines,
            (_, Kind::Text, _) => Control::Line(field.format.map_or("text", |format| format.input_type)),
            // a browser sends these in its own format, whatever the declaration has
            (_, Kind::Date, _) if field.input_formats.is_empty() => Control::Line("date"),
            (_, Kind::Time, _) if field.input_formats.is_empty() => Control::Line("time"),
            // and without an offset
            (_, Kind::DateTime, _) if field.takes_local_time() => Control::Line("datetime-local"),
            _ => Control::Line("text"),
        }
    }
    /// Whether several controls stand together, in a `<fieldset>`.
    pub(super) fn is_group(self) -> bool {
        matches!(self, Control::Radios(_) | Control::Boxes(_) | Control::Fields | Control::Rows)
    }
}

pub(super) fn line(field: &BoundField<'_>, input_type: &'static str, ids: &Ids, out: &mut String) {
    let (spec, is_password) = (field.spec, input_type == "password");
    let is_number = input_type == "number";
    let mut tag =
        Tag::open(out, "input").plain("type", input_type).text("id", &ids.control).text("name", &ids.name);
    if let Some(value) = field.value().filter(|_| !is_password) {
        tag = tag.text("value", value);
    }
    tag = tag.flag("required", field.is_required());
    let shortest = spec.policy.map_or(spec.min_length, |policy| policy.min_length);
    tag = tag.maybe("minlength", Some(shortest).filter(|length| *length > 0));
    // a browser would cut a password that is pasted, and say nothing
    tag = tag.maybe("maxlength", max_length(spec).filter(|_| !is_password));
    if is_number {
        let step = spec.step.as_ref().map(ToString::to_string);
        let any = matches!(field.kind, Kind::Float | Kind::Decimal).then(|| "any".to_owned());
        tag = tag.maybe("min", spec.min).maybe("max", spec.max).maybe("step", step.or(any));
    } else if matches!(input_type, "time" | "datetime-local") {
        // or a browser would take whole minutes alone
        tag = tag.plain("step", "any");
    } else {
        tag = tag.maybe("inputmode", input_mode(field));
    }
    let autocomplete =
        if is_password { password_purpose(field) } else { spec.format.map_or("", |f| f.autocomplete) };
    tag = tag.maybe("autocomplete", Some(autocomplete).filter(|purpose| !purpose.is_empty()));
    if is_password || spec.format.is_some() {
        tag = tag.plain("spellcheck", "false").plain("autocapitalize", "none");
    }
    described(tag, field, ids).flag("disabled", field.is_disabled()).close();
}

pub(super) fn lines(field: &BoundField<'_>, ids: &Ids, out: &mut String) {
    let spec = field.spec;
    let tag = Tag::open(out, "textarea")
        .text("id", &ids.control)
        .text("name", &ids.name)
        .flag("required", field.is_required())
        .maybe("minlength", Some(spec.min_length).filter(|length| *length > 0))
        .maybe("maxlength", max_length(spec));
    let tag = if let Kind::Json = field.kind { tag.plain("spellcheck", "false") } else { tag };
    described(tag, field, ids).flag("disabled", field.is_disabled()).close();
    // a reader of HTML drops one line feed behind the tag: without this one, the value's own
    out.push('\n');
    escape::push(out, field.value().unwrap_or_default());
    out.push_str("</textarea>");
}

pub(super) fn checkbox(field: &BoundField<'_>, ids: &Ids, out: &mut String) {
    let tag = Tag::open(out, "input")
        .plain("type", "checkbox")
        .text("id", &ids.control)
        .text("name", &ids.name)
        .plain("value", "true")
        .flag("checked", field.is_ticked())
        .flag("required", field.is_required());
    described(tag, field, ids).flag("disabled", field.is_disabled()).close();
}

pub(super) fn select(field: &BoundField<'_>, options: Options, ids: &Ids, out: &mut String) {
    let tag = Tag::open(out, "select")
        .text("id", &ids.control)
        .text("name", &ids.name)
        .flag("required", field.is_required());
    described(tag, field, ids).flag("disabled", field.is_disabled()).close();
    out.push('\n');
    // without an empty one, a browser chooses the first and sends it
    if !field.spec.required || !options.iter().any(|(value, _)| field.is_chosen(value)) {
        out.push_str("<option value=\"\">Choose\u{2026}</option>\n");
    }
    for (value, label) in options.iter() {
        Tag::open(out, "option").text("value", value).flag("selected", field.is_chosen(value)).close();
        escape::push(out, label);
        out.push_str("</option>\n");
    }
    out.push_str("</select>");
}

/// Radio buttons, or checkboxes of which several may be ticked.
pub(super) fn choices(
    field: &BoundField<'_>,
    input_type: &'static str,
    options: Options,
    ids: &Ids,
    out: &mut String,
) {
    // of several checkboxes it would ask for every one
    let is_required = field.is_required() && input_type == "radio";
    for (i, (value, label)) in options.iter().enumerate() {
        // a link to the field's id leads to the first
        let id = if i == 0 { ids.control.clone() } else { format!("{}-{}", ids.control, i + 1) };
        out.push_str("<div>");
        Tag::open(out, "input")
            .plain("type", input_type)
            .text("id", &id)
            .text("name", &ids.name)
            .text("value", value)
            .flag("checked", field.is_chosen(value))
            .flag("required", is_required)
            .flag("disabled", field.is_disabled())
            .close();
        out.push(' ');
        Tag::open(out, "label").text("for", &id).close();
        escape::push(out, label);
        out.push_str("</label></div>\n");
    }
}

pub(super) fn hidden(field: &BoundField<'_>, ids: &Ids, out: &mut String) {
    let tag =
        Tag::open(out, "input").plain("type", "hidden").text("id", &ids.control).text("name", &ids.name);
    tag.text("value", field.value().unwrap_or_default()).flag("disabled", field.is_disabled()).close();
}

/// What is wrong with it and what says more about it, for whoever does not see the page.
pub(super) fn described<'o>(tag: Tag<'o>, field: &BoundField<'_>, ids: &Ids) -> Tag<'o> {
    let invalid = (ids.has_errors && !field.control_kind().is_group()).then_some("true");
    tag.maybe("aria-invalid", invalid).maybe("aria-describedby", ids.described_by())
}

fn max_length(spec: &FieldSpec) -> Option<u32> {
    Some(spec.max_length).filter(|length| *length < u32::MAX)
}

/// A keyboard of digits has no minus sign.
fn input_mode(field: &BoundField<'_>) -> Option<&'static str> {
    let is_positive = match field.spec.min {
        Some(Number::Integer(min)) => min >= 0,
        Some(Number::Float(min)) => min >= 0.0,
        None => false,
    };
    match field.kind {
        Kind::Integer if is_positive => Some("numeric"),
        Kind::Float | Kind::Decimal if is_positive => Some("decimal"),
        _ => None,
    }
}

/// A form that says what a password must be asks for a new one, also where it asks to repeat it.
fn password_purpose(field: &BoundField<'_>) -> &'static str {
    let is_new = field.form.fields.iter().any(|other| other.policy.is_some());
    if is_new { "new-password" } else { "current-password" }
}
