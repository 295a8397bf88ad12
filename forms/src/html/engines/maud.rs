//! maud: markup is not escaped again.

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
    /// Renders the control, as its `Display` does.
    fn render_to(&self, buffer: &mut String) {
        buffer.push_str(self.control().as_str());
    }
}

impl<F: Form> Render for View<'_, F> {
    /// Renders all fields, as its `Display` does.
    fn render_to(&self, buffer: &mut String) {
        buffer.push_str(&self.to_html());
    }
}
