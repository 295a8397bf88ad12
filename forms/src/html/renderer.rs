//! Themes: class names and the arrangement of the parts of a field.

use super::{BoundField, Html, Summary, UiStrings, render};

/// Renders forms in a theme. All methods have defaults; many themes define only class names.
///
/// The library renders the parts that depend on each other: controls with their attributes, ids and references. A
/// renderer arranges them.
///
/// ```
/// use forms::{Form, html::{BoundField, Part, Renderer}};
///
/// /// Class names of our own style sheet.
/// struct House;
/// impl Renderer for House {
///     fn class(&self, part: Part, field: &BoundField<'_>) -> &'static str {
///         match part {
///             Part::Group if field.is_invalid() => "row row-wrong",
///             Part::Group => "row",
///             _ => "",
///         }
///     }
/// }
///
/// #[derive(Form)]
/// #[form(fields = all)]
/// struct Search {
///     words: String,
/// }
/// let page = Search::blank().view().renderer(&House).to_html();
/// assert!(page.starts_with("<div class=\"row\">"));
/// ```
pub trait Renderer: Sync {
    /// Returns the class names of a part of a field, separated by spaces, or an empty string.
    fn class(&self, part: Part, field: &BoundField<'_>) -> &'static str {
        let _ = (part, field);
        ""
    }
    /// Renders a field with its label, hint, errors and control. The parts are [`BoundField::label_tag`],
    /// [`help_tag`](BoundField::help_tag), [`errors_tag`](BoundField::errors_tag), [`control`](BoundField::control)
    /// and [`fieldset_tag`](BoundField::fieldset_tag).
    fn group(&self, field: &BoundField<'_>, out: &mut Html) {
        render::stacked(field, &mut out.0);
    }
    /// Renders the errors of a field, with the id that its control refers to.
    fn errors(&self, field: &BoundField<'_>, out: &mut Html) {
        render::errors_in_paragraph(field, &mut out.0);
    }
    /// Renders the summary of errors above the form. Not called if there are no errors.
    fn summary(&self, summary: &Summary<'_>, out: &mut Html) {
        summary.write(SummaryClasses::default(), &mut out.0);
    }
    /// Returns the texts that are neither labels nor messages.
    fn strings(&self) -> &'static UiStrings {
        &UiStrings::ENGLISH
    }
}

/// A part of a field that can have class names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Part {
    /// The element around the label, the hint, the errors and the control: a `<div>` or a `<fieldset>`.
    Group,
    /// The `<fieldset>` of several controls, if the theme has another element around it.
    Fieldset,
    /// The `<legend>` of a `<fieldset>`.
    Legend,
    /// The `<label>` of a control.
    Label,
    /// The hint.
    Hint,
    /// The errors.
    Error,
    /// An `<input>` of one line.
    Input,
    /// A `<select>`.
    Select,
    /// A `<textarea>`.
    Textarea,
    /// The `<div>` around all radio buttons or checkboxes of a field. Not rendered without class names.
    Choices,
    /// The `<div>` around one radio button or checkbox and its label.
    Choice,
    /// A radio button or checkbox.
    ChoiceInput,
    /// The label of a radio button or checkbox.
    ChoiceLabel,
    /// The `<div>` around the fields of a variant, after its radio button. Not rendered without class names.
    Conditional,
    /// A button that changes the rows of a list.
    Button,
    /// Text for screen readers only. The class must hide it visually.
    VisuallyHidden,
}

/// The class names of a summary.
#[derive(Debug, Clone, Copy)]
pub(super) struct SummaryClasses {
    pub(super) outer: &'static str,
    pub(super) title: &'static str,
    pub(super) body: &'static str,
    pub(super) list: &'static str,
    pub(super) link: &'static str,
}

impl Default for SummaryClasses {
    fn default() -> Self {
        SummaryClasses { outer: "error-summary", title: "", body: "", list: "", link: "" }
    }
}

/// A theme without a style sheet. Its few class names (`field`, `field--invalid`, `hint`, `error`, `error-summary`,
/// `visually-hidden`) are for a style sheet of your own.
#[derive(Debug, Clone, Copy, Default)]
pub struct Plain;

impl Renderer for Plain {
    fn class(&self, part: Part, field: &BoundField<'_>) -> &'static str {
        match part {
            Part::Group | Part::Fieldset if field.is_invalid() => "field field--invalid",
            Part::Group | Part::Fieldset => "field",
            Part::Hint => "hint",
            Part::Error => "error",
            Part::VisuallyHidden => "visually-hidden",
            _ => "",
        }
    }
}
