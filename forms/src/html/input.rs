//! The markup of the controls.

use super::{
    BoundField, Part,
    control::{Control, shows},
    escape,
    options::FieldOption,
    start_tag::StartTag,
};
use crate::{
    spec::{DateTimeBound, FIRST_DATE, FieldSpec, Kind, Number},
    validator::Digits,
};
use std::{borrow::Cow, fmt::Write};

pub(super) fn line(field: &BoundField<'_>, input_type: &'static str, out: &mut String) {
    let spec = field.spec;
    let is_password = input_type == "password";
    let value = field.value().filter(|_| !is_password);
    // what the browser's own control could not show is still there to be corrected
    let fits =
        |value: &str| shows(input_type, value) && !(input_type == "datetime-local" && is_shown_twice(field));
    let input_type =
        if value.is_none_or(|value| value.is_empty() || fits(value)) { input_type } else { "text" };
    let custom = field.custom_by_rules();
    let mut tag = StartTag::open(out, "input")
        .customised(custom.as_ref())
        .class(field.class_of(Part::Input))
        .input_type(input_type)
        .id(" id=\"", field, "")
        .name(field);
    if let Some(value) = value {
        tag = tag.attribute("value", value);
    }
    tag = tag.flag("required", field.is_required());
    let by_browser = field.is_judged_by_browser();
    match input_type {
        "number" if by_browser => {
            let has_other_min = custom.as_ref().is_some_and(|custom| custom.has("min"));
            tag = tag.maybe("min", spec.min).maybe("max", spec.max);
            tag = tag.text("step", number_step(field, value, has_other_min).as_deref());
        }
        "number" => {}
        "date" | "time" | "datetime-local" => {
            let (min, max) = if by_browser { date_bounds(field) } else { (None, None) };
            tag = tag.text("min", min).text("max", max);
            // a browser would take only whole minutes
            tag = tag.text("step", (by_browser && input_type != "date").then_some("any"));
        }
        _ => {
            tag = lengths(tag, field);
            #[cfg(feature = "regex")]
            {
                let pattern = by_browser.then(|| super::pattern(spec)).flatten();
                tag = tag.text("pattern", pattern);
            }
            tag = tag.text("inputmode", input_mode(field, input_type));
        }
    }
    tag = tag.text("autocomplete", autocomplete(field, is_password));
    if is_password || spec.format.is_some() {
        tag = tag.attribute("spellcheck", "false").attribute("autocapitalize", "none");
    }
    described(tag, field).flag("disabled", field.is_disabled()).close();
}

/// The `step` of a number control, or none where the default of 1 is right.
///
/// A browser counts steps from `min`, and without one from the `value` in the page. A step that is counted from a value
/// between the steps refuses every right answer, so then the control takes any number and the server checks it.
fn number_step(
    field: &BoundField<'_>,
    value: Option<&str>,
    has_other_min: bool,
) -> Option<Cow<'static, str>> {
    const ANY: Option<Cow<'static, str>> = Some(Cow::Borrowed("any"));
    let spec = field.spec;
    let min = spec.min.map(|min| min.to_string());
    match (&spec.step, &min) {
        (Some(step), Some(_)) if !has_other_min => return Some(step.to_string().into()),
        (Some(_), _) => return ANY,
        (None, _) => {}
    }
    let places = match field.kind {
        Kind::Integer => 0,
        Kind::Decimal if spec.decimal_places <= MOST_STEP_PLACES => spec.decimal_places,
        _ => return ANY,
    };
    let counted_from = min.as_deref().or(value).filter(|text| !text.is_empty());
    if has_other_min || counted_from.is_some_and(|text| decimal_places(text) > u64::from(places)) {
        return ANY;
    }
    (places > 0).then(|| format!("0.{:0>width$}", 1, width = places as usize).into())
}

/// A smaller step is of no use to a browser, which counts in binary floats.
const MOST_STEP_PLACES: u32 = 15;

/// The digits of a number after its decimal point, without zeros at the end. `u64::MAX` for what is not a number.
fn decimal_places(text: &str) -> u64 {
    Digits::parse(text).map_or(u64::MAX, |digits| digits.smallest_place().min(0).unsigned_abs())
}

/// The `min` and `max` of a date, time or datetime-local control: those of the declaration, else the default ones.
///
/// Such a control has no offset, so a bound with an offset is left to the server.
fn date_bounds(field: &BoundField<'_>) -> (Option<&'static str>, Option<&'static str>) {
    let dated = field.dated();
    let (first, last) = match field.kind {
        Kind::Date => (Some(FIRST_DATE.as_str()), Some("9999-12-31")),
        Kind::DateTime => (Some("1000-01-01T00:00"), Some("9999-12-31T23:59")),
        _ => (None, None),
    };
    let bound = |declared: Option<DateTimeBound>, default: Option<&'static str>| match declared {
        Some(declared) if !declared.has_offset() => declared.of(field.kind),
        _ => default,
    };
    // an earlier bound with an offset allows what the default one would not
    let first = first.filter(|_| dated.earliest.is_none_or(|declared| !FIRST_DATE.is_after(&declared)));
    (bound(dated.earliest, first), bound(dated.latest, last))
}

/// Whether a time was refused that the clocks show twice: the offset that it needs has no place in the browser's own control.
#[cold]
fn is_shown_twice(field: &BoundField<'_>) -> bool {
    field.errors().any(|error| error.code() == "ambiguous_timezone")
}

pub(super) fn lines(field: &BoundField<'_>, out: &mut String) {
    let custom = field.custom_by_rules();
    let tag = StartTag::open(out, "textarea")
        .customised(custom.as_ref())
        .class(field.class_of(Part::Textarea))
        .id(" id=\"", field, "")
        .name(field)
        .flag("required", field.is_required());
    let tag = lengths(tag, field).text("autocomplete", autocomplete(field, false));
    let tag = if let Kind::Json = field.kind { tag.attribute("spellcheck", "false") } else { tag };
    described(tag, field).flag("disabled", field.is_disabled()).close();
    // a reader of HTML drops one line feed behind the tag: without this one, the value's own
    out.push('\n');
    escape::push(out, field.value().unwrap_or_default());
    out.push_str("</textarea>");
}

pub(super) fn checkbox(field: &BoundField<'_>, out: &mut String) {
    let custom = field.custom();
    let tag = StartTag::open(out, "input")
        .customised(custom.as_ref())
        .class(field.class_of(Part::ChoiceInput))
        .written(" type=\"checkbox\"")
        .id(" id=\"", field, "")
        .name(field)
        .written(" value=\"true\"")
        .flag("checked", field.is_ticked())
        .flag("required", field.is_required());
    described(tag, field).flag("disabled", field.is_disabled()).close();
}

pub(super) fn select(field: &BoundField<'_>, out: &mut String) {
    let several = field.is_choice_of_several();
    let custom = field.custom();
    let tag = StartTag::open(out, "select")
        .customised(custom.as_ref())
        .class(field.class_of(Part::Select))
        .id(" id=\"", field, "")
        .name(field)
        .flag("multiple", several)
        .flag("required", field.is_required())
        .text("autocomplete", autocomplete(field, false));
    described(tag, field).flag("disabled", field.is_disabled()).close();
    out.push('\n');
    let options = field.options();
    // without an empty one, a browser chooses the first and sends it
    if !several && (field.may_be_left_empty() || !options.iter().any(|option| option.is_chosen)) {
        out.push_str("<option value=\"\">");
        escape::push(out, field.words().choose);
        out.push_str("</option>\n");
    }
    options_of(field, &options, out);
}

fn options_of(field: &BoundField<'_>, options: &[FieldOption<'_>], out: &mut String) {
    for group in options.chunk_by(|a, b| a.group == b.group) {
        let is_named = !group[0].group.is_empty();
        if is_named {
            StartTag::open(out, "optgroup").attribute("label", group[0].group).close();
            out.push('\n');
        }
        for option in group {
            StartTag::open(out, "option")
                .attribute("value", option.value)
                .flag("selected", option.is_chosen)
                .close();
            option_label(field, option, out);
            out.push_str("</option>\n");
        }
        if is_named {
            out.push_str("</optgroup>\n");
        }
    }
    out.push_str("</select>");
}

/// Radio buttons, or checkboxes of which several may be ticked.
pub(super) fn choices(field: &BoundField<'_>, input_type: &'static str, out: &mut String) {
    let is_radio = input_type == "radio";
    let mut options = field.options();
    // a button that was pressed stays so: there must be one for nothing
    if is_radio && field.may_be_left_empty() {
        let is_chosen = field.value() == Some("");
        options.push(FieldOption {
            value: "",
            label: field.words().none,
            group: "",
            is_chosen,
            is_offered: true,
        });
    }
    let around = field.class_of(Part::Choices);
    if !around.is_empty() {
        StartTag::open(out, "div").class(around).close();
        out.push('\n');
    }
    let mut number = 0;
    for group in options.chunk_by(|a, b| a.group == b.group) {
        let is_named = !group[0].group.is_empty();
        if is_named {
            out.push_str("<fieldset>\n<legend>");
            escape::push(out, group[0].group);
            out.push_str("</legend>\n");
        }
        for option in group {
            number += 1;
            one_of_choices(field, input_type, (number, option), out);
        }
        if is_named {
            out.push_str("</fieldset>\n");
        }
    }
    if !around.is_empty() {
        out.push_str("</div>\n");
    }
}

fn one_of_choices(
    field: &BoundField<'_>,
    input_type: &'static str,
    (number, option): (usize, &FieldOption<'_>),
    out: &mut String,
) {
    let is_radio = input_type == "radio";
    // a link to the field's id leads to the first
    let id = |out: &mut String| {
        field.push_id(out);
        if number > 1 {
            let _ = write!(out, "-{number}");
        }
    };
    StartTag::open(out, "div").class(field.class_of(Part::Choice)).close();
    StartTag::open(out, "input")
        .customised(field.custom().as_ref())
        .class(field.class_of(Part::ChoiceInput))
        .input_type(input_type)
        .with(" id=\"", id)
        .name(field)
        .attribute("value", option.value)
        .flag("checked", option.is_chosen)
        // of several checkboxes it would ask for every one
        .flag("required", field.is_required() && is_radio)
        .written(if field.is_invalid() && !is_radio { INVALID } else { "" })
        .flag("disabled", field.is_disabled())
        .close();
    out.push(' ');
    StartTag::open(out, "label").class(field.class_of(Part::ChoiceLabel)).with(" for=\"", id).close();
    option_label(field, option, out);
    out.push_str("</label></div>\n");
}

fn option_label(field: &BoundField<'_>, option: &FieldOption<'_>, out: &mut String) {
    escape::push(out, option.label);
    if !option.is_offered {
        out.push(' ');
        escape::push(out, field.words().no_longer_offered);
    }
}

pub(super) fn hidden(field: &BoundField<'_>, out: &mut String) {
    let tag = StartTag::open(out, "input").written(" type=\"hidden\"").id(" id=\"", field, "").name(field);
    tag.attribute("value", field.value().unwrap_or_default()).flag("disabled", field.is_disabled()).close();
}

/// What a control says of a value that is wrong.
pub(super) const INVALID: &str = " aria-invalid=\"true\"";

/// What is wrong with it and what says more about it, for whoever does not see the page: the hint first.
pub(super) fn described<'o>(mut tag: StartTag<'o>, field: &BoundField<'_>) -> StartTag<'o> {
    const DESCRIBED_BY: &str = " aria-describedby=\"";
    let is_invalid = field.is_invalid();
    if is_invalid && !field.control_kind().is_group() {
        tag = tag.written(INVALID);
    }
    tag = match (field.has_help(), is_invalid) {
        (true, true) => tag.with(DESCRIBED_BY, |out| {
            field.push_id(out);
            out.push_str("-hint ");
            field.push_id(out);
            out.push_str("-error");
        }),
        (true, false) => tag.id(DESCRIBED_BY, field, "-hint"),
        (false, true) => tag.id(DESCRIBED_BY, field, "-error"),
        (false, false) => tag,
    };
    tag.flag("autofocus", field.is_focused() && !field.is_group())
}

fn lengths<'o>(tag: StartTag<'o>, field: &BoundField<'_>) -> StartTag<'o> {
    let spec = field.spec;
    if !field.is_judged_by_browser() || !matches!(field.kind, Kind::Text | Kind::Secret) {
        return tag;
    }
    let shortest = spec.policy.map_or(spec.min_length, |policy| policy.min_length);
    let is_password = matches!(field.control_kind(), Control::Line("password"));
    tag.maybe("minlength", Some(shortest).filter(|length| *length > 0))
        // a browser would cut a password that is pasted, and say nothing
        .maybe("maxlength", max_length(spec).filter(|_| !is_password))
}

fn max_length(spec: &FieldSpec) -> Option<u32> {
    Some(spec.max_length).filter(|length| *length < u32::MAX)
}

/// A keyboard of digits has no minus sign.
fn input_mode(field: &BoundField<'_>, input_type: &str) -> Option<&'static str> {
    let is_positive = match field.spec.min {
        Some(Number::Integer(min)) => min >= 0,
        Some(min) => min.as_f64() >= 0.0,
        None => false,
    };
    match field.kind {
        Kind::Integer if is_positive => Some("numeric"),
        Kind::Float | Kind::Decimal if is_positive => Some("decimal"),
        Kind::Text if input_type == "text" => {
            field.spec.format.map(|format| format.input_mode).filter(|mode| !mode.is_empty())
        }
        _ => None,
    }
}

fn autocomplete(field: &BoundField<'_>, is_password: bool) -> Option<&'static str> {
    let spec = field.spec;
    let detail = match spec.autocomplete {
        "" if is_password => password_purpose(field),
        "" => spec.format.map_or("", |format| format.autocomplete),
        detail => detail,
    };
    Some(detail).filter(|detail| !detail.is_empty())
}

/// A form that says what a password must be asks for a new one, also where it asks to repeat it.
fn password_purpose(field: &BoundField<'_>) -> &'static str {
    let is_new = field.form.fields.iter().any(|other| other.policy.is_some());
    if is_new { "new-password" } else { "current-password" }
}
