//! Collects the errors of a declaration.

use std::cell::RefCell;
use std::fmt::Display;

use proc_macro2::{Span, TokenStream};
use quote::ToTokens;

/// Collects the errors of a declaration, so that the compiler shows all of them at once.
///
/// Panics if it is dropped without a call of [`finish`](Self::finish): a macro that forgets the call would lose errors.
pub(crate) struct Errors {
    found: RefCell<Option<Vec<syn::Error>>>,
}

impl Errors {
    pub(crate) fn new() -> Self {
        Self { found: RefCell::new(Some(Vec::new())) }
    }

    /// Adds an error at `span`.
    pub(crate) fn at(&self, span: Span, message: impl Display) {
        self.push(syn::Error::new(span, message));
    }

    /// Adds an error that marks all of `tokens`.
    pub(crate) fn over(&self, tokens: impl ToTokens, message: impl Display) {
        self.push(syn::Error::new_spanned(tokens, message));
    }

    pub(crate) fn push(&self, error: syn::Error) {
        if let Some(found) = self.found.borrow_mut().as_mut() {
            found.push(error);
        }
    }

    /// Returns the `compile_error!` items, or `None` without errors.
    pub(crate) fn finish(self) -> Option<TokenStream> {
        let found = self.found.borrow_mut().take().unwrap_or_default();
        let mut found = found.into_iter();
        let mut all = found.next()?;
        all.extend(found);
        Some(all.into_compile_error())
    }
}

impl Drop for Errors {
    fn drop(&mut self) {
        let is_unreported = self.found.borrow().is_some() && !std::thread::panicking();
        assert!(
            !is_unreported,
            "the errors of this declaration were never reported: please report this as a bug of forms"
        );
    }
}
