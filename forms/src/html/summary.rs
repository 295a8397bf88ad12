//! The summary of errors above a form, with links to the controls.

use super::{
    field_rows::item_label, ids::push_summary_id, page_data::PageData, render::push_message,
    renderer::SummaryClasses, start_tag::StartTag,
};
use crate::{
    error::{Error, Step, label::without_end_mark, path::FORM},
    schema::FieldSchema,
};
use std::{fmt, sync::Arc};

/// The errors of a form, in the order of the page. See [`View::summary`](super::View::summary).
pub struct Summary<'f> {
    page_data: Arc<PageData<'f>>,
}

impl<'f> Summary<'f> {
    pub(super) fn new(page_data: &Arc<PageData<'f>>) -> Self {
        Summary { page_data: Arc::clone(page_data) }
    }
    /// Returns each error with the id of the control to correct, or of the error itself if the control is disabled. The
    /// id is `None` for errors of the form as a whole,
    /// of hidden fields and of unknown keys.
    ///
    /// [`entries`](Self::entries) returns the texts of the lines, which also distinguish rows.
    pub fn errors(&self) -> impl Iterator<Item = (Error<'f>, Option<String>)> + use<'f> {
        let page_data = Arc::clone(&self.page_data);
        self.in_order().into_iter().map(move |error| {
            let field = page_data.shown_at(error.record.path);
            (error, field.map(|field| field.first_control_id()))
        })
    }
    /// Returns the lines of the summary as text, each with the id of the control to correct.
    ///
    /// A line is the message of the error. If errors in several rows or nested forms have the same message, each line
    /// begins with its location: "Phone 2: Enter number."
    ///
    /// ```
    /// use forms::{Body, Form, html::{Html, Renderer, Summary}};
    ///
    /// #[derive(Form, Clone, PartialEq)]
    /// #[form(fields = all)]
    /// struct Phone { number: String, note: Option<String> }
    ///
    /// #[derive(Form)]
    /// #[form(fields = all)]
    /// struct Contact {
    ///     #[form(nested, item_label = "Phone")]
    ///     phones: Vec<Phone>,
    /// }
    ///
    /// struct Plain;
    /// impl Renderer for Plain {
    ///     fn summary(&self, summary: &Summary<'_>, out: &mut Html) {
    ///         for (line, _) in summary.entries() {
    ///             out.push_text(&line);
    ///         }
    ///     }
    /// }
    /// let form = Contact::bind(&Body::form("phones[0].note=a&phones[1].note=b"));
    /// let summary = form.view().renderer(&Plain).summary();
    /// assert_eq!(summary.as_str(), "Phone 1: Enter number.Phone 2: Enter number.");
    /// ```
    pub fn entries(&self) -> impl Iterator<Item = (String, Option<String>)> + use<'f> {
        let page_data = Arc::clone(&self.page_data);
        let (errors, places) = self.told_apart();
        errors.into_iter().zip(places).map(move |(error, place)| {
            let field = page_data.shown_at(error.record.path);
            (place + &error.message(), field.map(|field| field.first_control_id()))
        })
    }
    /// Returns the errors in the order of the page.
    fn in_order(&self) -> Vec<Error<'f>> {
        let mut errors: Vec<_> = self.page_data.errors.iter().collect();
        // the errors of a nested form are shown above those of its fields
        errors.sort_by_key(|error| {
            let path = error.record.path;
            if path.len() > 1 && path.last() == Some(FORM) { path.parent() } else { path }
        });
        errors
    }
    /// Returns the errors in order, each with the beginning of its line. It is empty if no other error has the same
    /// message.
    fn told_apart(&self) -> (Vec<Error<'f>>, Vec<String>) {
        let errors = self.in_order();
        let mut places = vec![String::new(); errors.len()];
        let is_within = |error: &Error<'_>| error.record.path.len() > 1;
        if errors.iter().filter(|error| is_within(error)).nth(1).is_some() {
            let within = errors.iter().zip(0..).filter(|(error, _)| is_within(error));
            let mut messages: Vec<(String, usize)> = within.map(|(error, i)| (error.message(), i)).collect();
            messages.sort_unstable();
            for same in messages.chunk_by(|(one, _), (other, _)| one == other).filter(|same| same.len() > 1) {
                for (_, i) in same {
                    places[*i] = place_of(errors[*i]);
                }
            }
        }
        (errors, places)
    }
    /// Renders a `<div>` that gets the focus when the page is loaded, without a script. It contains an alert for
    /// screen readers, with a heading and a list of links.
    pub(super) fn write(&self, classes: SummaryClasses, out: &mut String) {
        let words = self.page_data.renderer.strings();
        let id = |out: &mut String| push_summary_id(&self.page_data.id_prefix, out);
        StartTag::open(out, "div")
            .class(classes.outer)
            .attribute("tabindex", "-1")
            .attribute("role", "group")
            .with(" aria-labelledby=\"", id)
            .flag("autofocus", true)
            .close();
        out.push_str("\n<div role=\"alert\">\n");
        StartTag::open(out, "h2").class(classes.title).with(" id=\"", id).close();
        super::escape::push(out, words.problem);
        out.push_str("</h2>\n");
        if !classes.body.is_empty() {
            StartTag::open(out, "div").class(classes.body).close();
            out.push('\n');
        }
        StartTag::open(out, "ul").class(classes.list).close();
        out.push('\n');
        let (errors, places) = self.told_apart();
        for (error, place) in errors.into_iter().zip(places) {
            let target = self.page_data.shown_at(error.record.path);
            out.push_str("<li>");
            if let Some(field) = &target {
                StartTag::open(out, "a")
                    .class(classes.link)
                    .with(" href=\"#", |out| field.push_first_control_id(out))
                    .close();
            }
            super::escape::push(out, &place);
            push_message(error, out);
            out.push_str(if target.is_some() { "</a></li>\n" } else { "</li>\n" });
        }
        out.push_str(if classes.body.is_empty() { "</ul>\n" } else { "</ul>\n</div>\n" });
        out.push_str("</div>\n</div>\n");
    }
}

/// Returns the rows and nested forms that contain the error: "Phone 2: ", "Orders 1, Address: ". Empty for fields of
/// the form itself.
fn place_of(error: Error<'_>) -> String {
    let mut place = String::new();
    let (mut list, mut field): (Option<&'static FieldSchema>, Option<&'static FieldSchema>) = (None, None);
    let mut add = |text: &str| {
        if !place.is_empty() {
            place.push_str(", ");
        }
        place.push_str(text);
    };
    error.walk(|step| match step {
        Step::Field(inner) => {
            if let Some(outer) = field.replace(inner) {
                add(without_end_mark(outer.label));
            }
        }
        Step::Item(i) => {
            list = field.take().or(list);
            if let Some(list) = list {
                add(&item_label(list, i));
            }
        }
    });
    if !place.is_empty() {
        place.push_str(": ");
    }
    place
}

impl fmt::Debug for Summary<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Summary").field("errors", self.page_data.errors).finish()
    }
}
