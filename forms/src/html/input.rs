//! Renders the controls.

use super::{
    BoundField, Part,
    bounds::{date_bounds, number_step},
    escape,
    options::{FieldOption, FieldOptions},
    other_bounds::OtherBounds,
    page_size::push_options_left_out,
    sanitization::shows,
    start_tag::StartTag,
};
use crate::schema::{Control, FieldSchema, Kind, Number};
use std::fmt::Write;

pub(super) fn line(field: &BoundField<'_>, input_type: &'static str, out: &mut String) {
    let spec = field.spec;
    let is_password = input_type == "password";
    let value = field.value().filter(|_| !is_password);
    // a value that the browser's own control cannot show is rendered in a text control, to be corrected
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
    let by_browser = field.is_validated_by_browser();
    let others = OtherBounds::of(field, input_type);
    match input_type {
        "number" if by_browser => {
            let has_other_min =
                others.least.is_some() || custom.as_ref().is_some_and(|custom| custom.has("min"));
            tag = tag.maybe("min", others.or_least(spec.min)).maybe("max", others.or_most(spec.max));
            tag = tag.text("step", number_step(field, value, has_other_min).as_deref());
        }
        "number" => {}
        "date" | "time" | "datetime-local" => {
            let (min, max) = if by_browser { date_bounds(field) } else { (None, None) };
            tag = tag.maybe("min", others.or_least(min)).maybe("max", others.or_most(max));
            // a browser would allow only whole minutes
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

/// Returns whether a local time was refused because it occurs twice. It needs an offset, which the browser's own
/// control does not have.
#[cold]
fn is_shown_twice(field: &BoundField<'_>) -> bool {
    field.errors().any(|error| error.code() == "ambiguous_timezone")
}

pub(super) fn file(field: &BoundField<'_>, out: &mut String) {
    let custom = field.custom_by_rules();
    let accept = field.spec.file.accept();
    let tag = StartTag::open(out, "input")
        .customised(custom.as_ref())
        .class(field.class_of(Part::Input))
        .written(" type=\"file\"")
        .id(" id=\"", field, "")
        .name(field)
        .flag("multiple", matches!(field.kind, Kind::List(_)))
        .text("accept", Some(&*accept).filter(|accept| !accept.is_empty()))
        .flag("required", field.is_required());
    described(tag, field).flag("disabled", field.is_disabled()).close();
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
    // an HTML parser drops one line feed after the tag, which would be the value's own
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
    let Some(offer) = field.field_options() else { return out.push_str("</select>") };
    // without an empty option, a browser chooses the first one and sends it
    if !several && (field.may_be_left_empty() || !offer.has_chosen()) {
        out.push_str("<option value=\"\">");
        escape::push(out, field.strings().choose);
        out.push_str("</option>\n");
    }
    let start = out.len();
    let most = field.most_bytes(offer.len());
    let may_have_all = most == usize::MAX
        || (start <= most && start + field.bytes_of_options(OPTION.len(), GROUP.len()) <= most);
    let has_all = may_have_all && options_of(field, offer.iter(), most, out);
    if !has_all {
        out.truncate(start);
        options_of(field, offer.chosen(), usize::MAX, out);
    }
    out.push_str("</select>");
    if !has_all {
        push_options_left_out(field, out);
    }
}

/// The bytes of an option without its texts, and of a group without its name.
const OPTION: &str = "<option value=\"\"></option>\n";
const GROUP: &str = "<optgroup label=\"\">\n</optgroup>\n";

/// Renders options. Returns false if the page would have more than `most` bytes.
fn options_of<'f>(
    field: &BoundField<'_>,
    options: impl Iterator<Item = FieldOption<'f>>,
    most: usize,
    out: &mut String,
) -> bool {
    let mut group = "";
    for option in options {
        if option.group != group {
            out.push_str(if group.is_empty() { "" } else { "</optgroup>\n" });
            group = option.group;
            if !group.is_empty() {
                StartTag::open(out, "optgroup").attribute("label", group).close();
                out.push('\n');
            }
        }
        if out.len() > most {
            return false;
        }
        StartTag::open(out, "option")
            .attribute("value", option.value)
            .flag("selected", option.is_chosen)
            .close();
        option_label(field, &option, out);
        out.push_str("</option>\n");
    }
    out.push_str(if group.is_empty() { "" } else { "</optgroup>\n" });
    true
}

/// Renders radio buttons, or checkboxes if several may be chosen.
pub(super) fn choices(field: &BoundField<'_>, input_type: &'static str, out: &mut String) {
    let is_radio = input_type == "radio";
    let Some(mut offer) = field.field_options() else { return };
    // a pressed radio button cannot be released, so an optional field needs an empty choice
    if is_radio && field.may_be_left_empty() {
        let is_chosen = field.value() == Some("");
        offer.push(FieldOption {
            value: "",
            label: field.strings().none,
            group: "",
            is_chosen,
            is_available: true,
        });
    }
    let class = field.class_of(Part::Choices);
    if !class.is_empty() {
        StartTag::open(out, "div").class(class).close();
        out.push('\n');
    }
    let start = out.len();
    let most = field.most_bytes(offer.len());
    let may_have_all =
        most == usize::MAX || (start <= most && start + bytes_of_choices(field, input_type, &offer) <= most);
    let has_all = may_have_all && choices_of(field, input_type, offer.iter(), most, out);
    if !has_all {
        out.truncate(start);
        choices_of(field, input_type, offer.chosen(), usize::MAX, out);
    }
    if !class.is_empty() {
        out.push_str("</div>\n");
    }
    if !has_all {
        push_options_left_out(field, out);
        out.push('\n');
    }
}

/// Returns the bytes of all choices, measured by rendering the first of them.
fn bytes_of_choices(field: &BoundField<'_>, input_type: &'static str, offer: &FieldOptions<'_>) -> usize {
    let Some(first) = offer.iter().next() else { return 0 };
    let mut one = String::new();
    one_of_choices(
        field,
        input_type,
        (1, &FieldOption { value: "", label: "", is_chosen: false, ..first }),
        &mut one,
    );
    // the ids of the other choices end with a hyphen and their number, in two places each
    let least = (0..).map(|digits| 10usize.pow(digits)).take_while(|least| *least <= offer.len());
    let digits: usize = least.map(|least| offer.len() - least).sum();
    field.bytes_of_options(one.len(), CHOICE_GROUP.len()) + 2 * (offer.len() - 1 + digits)
}

/// The bytes of a group without its name.
const CHOICE_GROUP: &str = "<fieldset>\n<legend></legend>\n</fieldset>\n";

/// Renders choices. Returns false if the page would have more than `most` bytes.
fn choices_of<'f>(
    field: &BoundField<'_>,
    input_type: &'static str,
    options: impl Iterator<Item = FieldOption<'f>>,
    most: usize,
    out: &mut String,
) -> bool {
    let mut group = "";
    for (number, option) in (1..).zip(options) {
        if option.group != group {
            out.push_str(if group.is_empty() { "" } else { "</fieldset>\n" });
            group = option.group;
            if !group.is_empty() {
                out.push_str("<fieldset>\n<legend>");
                escape::push(out, group);
                out.push_str("</legend>\n");
            }
        }
        if out.len() > most {
            return false;
        }
        one_of_choices(field, input_type, (number, &option), out);
        if field.is_tag() {
            field.push_variant(option.value, out);
        }
    }
    out.push_str(if group.is_empty() { "" } else { "</fieldset>\n" });
    true
}

fn one_of_choices(
    field: &BoundField<'_>,
    input_type: &'static str,
    (number, option): (usize, &FieldOption<'_>),
    out: &mut String,
) {
    let is_radio = input_type == "radio";
    // a link to the field's id leads to the first choice
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
        // on several checkboxes it would require every one of them
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
    if !option.is_available {
        out.push(' ');
        escape::push(out, field.strings().no_longer_available);
    }
}

pub(super) fn hidden(field: &BoundField<'_>, out: &mut String) {
    let tag = StartTag::open(out, "input").written(" type=\"hidden\"").id(" id=\"", field, "").name(field);
    tag.attribute("value", field.value().unwrap_or_default()).flag("disabled", field.is_disabled()).close();
}

/// The attribute of a control with errors.
pub(super) const INVALID: &str = " aria-invalid=\"true\"";

/// Adds the attributes that refer to the hint and the errors, for screen readers. The hint comes first.
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
    if !field.is_validated_by_browser() || !matches!(field.kind, Kind::Text | Kind::Secret) {
        return tag;
    }
    let shortest = spec.policy.map_or(spec.min_length, |policy| policy.min_length);
    let is_password = matches!(field.control_kind(), Control::Line("password"));
    tag.maybe("minlength", Some(shortest).filter(|length| *length > 0))
        // a browser would silently cut off a password that is pasted
        .maybe("maxlength", max_length(spec).filter(|_| !is_password))
}

fn max_length(spec: &FieldSchema) -> Option<u32> {
    // a browser counts UTF-16 units, and many a single character, such as an emoji, has two of them
    Some(spec.max_length.max(2)).filter(|length| *length < u32::MAX)
}

/// Returns the `inputmode`. A keyboard of digits has no minus sign.
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

/// Returns the `autocomplete` of a password. A form that declares a policy asks for a new password, also in the field
/// that repeats it.
fn password_purpose(field: &BoundField<'_>) -> &'static str {
    let is_new = field.form.fields.iter().any(|other| other.policy.is_some());
    if is_new { "new-password" } else { "current-password" }
}
