//! How a form is drawn: which class names its parts have, and how they are put together.

use super::{BoundField, Html, Summary, UiStrings, render};

/// How forms are drawn. All is optional: a theme of one's own often has class names alone.
///
/// What belongs together is the library's to say: controls with their attributes, ids, references. A renderer says how the
/// pieces stand.
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
    /// The class names of a part of a field, separated by spaces; empty for none.
    fn class(&self, part: Part, field: &BoundField<'_>) -> &'static str {
        let _ = (part, field);
        ""
    }
    /// A field with all that belongs to it. Pieces come from the field: [`BoundField::label_tag`],
    /// [`help_tag`](BoundField::help_tag), [`errors_tag`](BoundField::errors_tag), [`control`](BoundField::control),
    /// [`fieldset_tag`](BoundField::fieldset_tag).
    fn group(&self, field: &BoundField<'_>, out: &mut Html) {
        render::stacked(field, &mut out.0);
    }
    /// What is wrong with a field, with the id that its control refers to.
    fn errors(&self, field: &BoundField<'_>, out: &mut Html) {
        render::errors_in_paragraph(field, &mut out.0);
    }
    /// All that is wrong, above the form. Not called where nothing is.
    fn summary(&self, summary: &Summary<'_>, out: &mut Html) {
        summary.write(SummaryClasses::default(), &mut out.0);
    }
    /// The words that no declaration states.
    fn strings(&self) -> &'static UiStrings {
        &UiStrings::ENGLISH
    }
}

/// A part of a field that has class names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Part {
    /// What is around the label, the hint, the errors and the control: a `<div>`, or a `<fieldset>`.
    Group,
    /// The `<fieldset>` of several controls, where a theme has another element around it.
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
    /// The `<div>` around all radio buttons or checkboxes of a field; without class names there is none.
    Choices,
    /// The `<div>` around one radio button or checkbox and its label.
    Choice,
    /// The radio button or checkbox itself.
    ChoiceInput,
    /// Its label.
    ChoiceLabel,
    /// A button that changes the rows of a list.
    Button,
    /// What is for people who do not see the page: the class hides it from others.
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

/// Forms without a style sheet of their own: few class names (`field`, `field--invalid`, `hint`, `error`,
/// `error-summary`, `visually-hidden`), for a page's own.
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
