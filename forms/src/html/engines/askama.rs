//! askama: markup is not escaped again.

use crate::{
    Form,
    html::{BoundField, Html, View},
};

impl ::askama::filters::HtmlSafe for Html {}
impl ::askama::filters::HtmlSafe for BoundField<'_> {}
impl<F: Form> ::askama::filters::HtmlSafe for View<'_, F> {}
