//! maud: what is markup already is not escaped again.

use crate::{
    Form,
    html::{BoundField, Html, View},
};
use ::maud::Render;

impl Render for Html {
    fn render_to(&self, buffer: &mut String) {
        buffer.push_str(self.as_str());
    }
}

impl Render for BoundField<'_> {
    /// The control, as its `Display`.
    fn render_to(&self, buffer: &mut String) {
        buffer.push_str(self.control().as_str());
    }
}

impl<F: Form> Render for View<'_, F> {
    /// All of it, as its `Display`.
    fn render_to(&self, buffer: &mut String) {
        buffer.push_str(&self.to_html());
    }
}
