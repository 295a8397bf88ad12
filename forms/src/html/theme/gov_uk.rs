//! A theme for the style sheet of the GOV.UK design system.

use crate::html::{
    BoundField, Html, Part, Renderer, Summary,
    render::{checkbox_with_label, control_of, errors, help, label},
    renderer::SummaryClasses,
};

/// A theme for the style sheet of the GOV.UK design system (`govuk-frontend` 5). Declare the form with
/// `browser_validation = off`, as the design system requires.
#[derive(Debug, Clone, Copy, Default)]
pub struct GovUk;

impl Renderer for GovUk {
    fn class(&self, part: Part, field: &BoundField<'_>) -> &'static str {
        let invalid = field.is_invalid();
        let is_file = field.input_type() == Some("file");
        let is_radio = field.input_type() == Some("radio");
        match part {
            Part::Group if invalid => "govuk-form-group govuk-form-group--error",
            Part::Group => "govuk-form-group",
            Part::Fieldset => "govuk-fieldset",
            Part::Legend => "govuk-fieldset__legend govuk-fieldset__legend--m",
            Part::Label => "govuk-label",
            Part::Hint => "govuk-hint",
            Part::Error => "govuk-error-message",
            Part::Input if is_file && invalid => "govuk-file-upload govuk-file-upload--error",
            Part::Input if is_file => "govuk-file-upload",
            Part::Input if invalid => "govuk-input govuk-input--error",
            Part::Input => "govuk-input",
            Part::Select if invalid => "govuk-select govuk-select--error",
            Part::Select => "govuk-select",
            Part::Textarea if invalid => "govuk-textarea govuk-textarea--error",
            Part::Textarea => "govuk-textarea",
            Part::Choices if is_radio => "govuk-radios",
            Part::Choices => "govuk-checkboxes",
            Part::Choice if is_radio => "govuk-radios__item",
            Part::Choice => "govuk-checkboxes__item",
            Part::ChoiceInput if is_radio => "govuk-radios__input",
            Part::ChoiceInput => "govuk-checkboxes__input",
            Part::ChoiceLabel if is_radio => "govuk-label govuk-radios__label",
            Part::ChoiceLabel => "govuk-label govuk-checkboxes__label",
            Part::Conditional => "govuk-radios__conditional",
            Part::Button => "govuk-button govuk-button--secondary",
            Part::VisuallyHidden => "govuk-visually-hidden",
        }
    }
    /// Renders a `<fieldset>` inside of the group.
    fn group(&self, field: &BoundField<'_>, out: &mut Html) {
        let out = &mut out.0;
        if field.is_hidden() {
            return control_of(field, out);
        }
        super::super::start_tag::StartTag::open(out, "div").class(self.class(Part::Group, field)).close();
        out.push('\n');
        if field.input_type() == Some("checkbox") && !field.is_group() {
            help(field, out);
            errors(field, out);
            out.push_str("<div class=\"govuk-checkboxes\">\n");
            checkbox_with_label(field, out);
            out.push_str("</div>\n");
        } else {
            if field.is_group() {
                field.fieldset(Part::Fieldset, out);
            }
            label(field, out);
            help(field, out);
            errors(field, out);
            control_of(field, out);
            out.push_str(if field.is_group() { "</fieldset>\n" } else { "\n" });
        }
        out.push_str("</div>\n");
    }
    fn summary(&self, summary: &Summary<'_>, out: &mut Html) {
        let classes = SummaryClasses {
            outer: "govuk-error-summary",
            title: "govuk-error-summary__title",
            body: "govuk-error-summary__body",
            list: "govuk-list govuk-error-summary__list",
            link: "",
        };
        summary.write(classes, &mut out.0);
    }
}
