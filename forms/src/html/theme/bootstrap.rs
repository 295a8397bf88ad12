//! A theme for the style sheet of Bootstrap 5.

use crate::html::{
    BoundField, Html, Part, Renderer, Summary,
    render::{control_of, errors, help, label, stacked},
    renderer::SummaryClasses,
};

/// A theme for the style sheet of Bootstrap 5.
#[derive(Debug, Clone, Copy, Default)]
pub struct Bootstrap;

impl Renderer for Bootstrap {
    fn class(&self, part: Part, field: &BoundField<'_>) -> &'static str {
        let invalid = field.is_invalid();
        let is_box = field.input_type() == Some("checkbox") && !field.is_group();
        match part {
            Part::Group if is_box => "mb-3 form-check",
            Part::Group | Part::Fieldset => "mb-3",
            // the legend of a form or a list; that of choices looks like a label
            Part::Legend if field.input_type().is_none() => "form-label fs-5",
            Part::Legend => "form-label fs-6",
            Part::Label if is_box => "form-check-label",
            Part::Label => "form-label",
            // a paragraph would keep its margin above the error
            Part::Hint => "form-text mb-0",
            // shown even if it comes before the control
            Part::Error => "invalid-feedback d-block",
            Part::Input | Part::Textarea if invalid => "form-control is-invalid",
            Part::Input | Part::Textarea => "form-control",
            Part::Select if invalid => "form-select is-invalid",
            Part::Select => "form-select",
            Part::Choices => "",
            Part::Choice => "form-check",
            Part::ChoiceInput if invalid => "form-check-input is-invalid",
            Part::ChoiceInput => "form-check-input",
            Part::ChoiceLabel => "form-check-label",
            Part::Conditional => "ms-4",
            Part::Button => "btn btn-outline-secondary btn-sm",
            Part::VisuallyHidden => "visually-hidden",
        }
    }
    /// Renders the hint and the errors below the control.
    fn group(&self, field: &BoundField<'_>, out: &mut Html) {
        let out = &mut out.0;
        if field.is_hidden() || field.is_group() || field.input_type() == Some("checkbox") {
            return stacked(field, out);
        }
        super::super::start_tag::StartTag::open(out, "div").class(self.class(Part::Group, field)).close();
        out.push('\n');
        label(field, out);
        control_of(field, out);
        out.push('\n');
        help(field, out);
        errors(field, out);
        out.push_str("</div>\n");
    }
    fn summary(&self, summary: &Summary<'_>, out: &mut Html) {
        let classes = SummaryClasses {
            outer: "alert alert-danger",
            title: "alert-heading fs-5",
            body: "",
            list: "mb-0",
            link: "alert-link",
        };
        summary.write(classes, &mut out.0);
    }
}
