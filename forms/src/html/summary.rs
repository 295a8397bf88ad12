//! What is wrong with a form, above it: each problem a link to where it is put right.

use super::{BoundField, render::push_message, renderer::SummaryClasses, scene::Scene, start_tag::StartTag};
use crate::error::{Error, path::FORM};
use std::{fmt, sync::Arc};

/// What is wrong with a form, in the order of the page: [`View::summary`](super::View::summary).
pub struct Summary<'f> {
    scene: Arc<Scene<'f>>,
}

impl<'f> Summary<'f> {
    pub(super) fn new(scene: &Arc<Scene<'f>>) -> Self {
        Summary { scene: Arc::clone(scene) }
    }
    /// Each problem, and the id of the control where it is put right; none for what is wrong with the form as a whole, with
    /// hidden fields, and with keys that no field has.
    pub fn errors(&self) -> impl Iterator<Item = (Error<'f>, Option<String>)> + use<'f> {
        self.places().map(|(error, field)| (error, field.map(|field| field.first_control_id())))
    }
    /// Each problem, and the field that shows it.
    fn places(&self) -> impl Iterator<Item = (Error<'f>, Option<BoundField<'f>>)> + use<'f> {
        let mut errors: Vec<_> = self.scene.errors.iter().collect();
        // what is wrong with a form within stands above its fields
        errors.sort_by_key(|error| {
            let path = error.record.path;
            if path.len() > 1 && path.last() == Some(FORM) { path.parent() } else { path }
        });
        let scene = Arc::clone(&self.scene);
        errors.into_iter().map(move |error| (error, scene.shown_at(error.record.path)))
    }
    /// A `<div>` that takes the focus when the page is shown, without a script; within it one that screen readers announce,
    /// with a heading and a list of links.
    pub(super) fn write(&self, classes: SummaryClasses, out: &mut String) {
        let words = self.scene.renderer.words();
        StartTag::open(out, "div")
            .class(classes.outer)
            .attribute("tabindex", "-1")
            .flag("autofocus", true)
            .close();
        out.push_str("\n<div role=\"alert\">\n");
        StartTag::open(out, "h2").class(classes.title).close();
        super::escape::push(out, words.problem);
        out.push_str("</h2>\n");
        if !classes.body.is_empty() {
            StartTag::open(out, "div").class(classes.body).close();
            out.push('\n');
        }
        StartTag::open(out, "ul").class(classes.list).close();
        out.push('\n');
        for (error, target) in self.places() {
            out.push_str("<li>");
            if let Some(field) = &target {
                StartTag::open(out, "a")
                    .class(classes.link)
                    .with(" href=\"#", |out| field.push_first_control_id(out))
                    .close();
            }
            push_message(error, out);
            out.push_str(if target.is_some() { "</a></li>\n" } else { "</li>\n" });
        }
        out.push_str(if classes.body.is_empty() { "</ul>\n" } else { "</ul>\n</div>\n" });
        out.push_str("</div>\n</div>\n");
    }
}

impl fmt::Debug for Summary<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Summary").field("errors", self.scene.errors).finish()
    }
}
