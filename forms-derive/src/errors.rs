use std::cell::RefCell;
use std::fmt::Display;

use proc_macro2::{Span, TokenStream};
use quote::ToTokens;

/// Gathers everything wrong with a declaration, so that all of it is shown at once.
///
/// Forgetting to look into it is a bug of the macro that would swallow the user's mistakes: dropping it
/// unchecked panics.
pub(crate) struct Errors {
    found: RefCell<Option<Vec<syn::Error>>>,
}

impl Errors {
    pub(crate) fn new() -> Self {
        Self { found: RefCell::new(Some(Vec::new())) }
    }

    pub(crate) fn at(&self, span: Span, message: impl Display) {
        self.push(syn::Error::new(span, message));
    }

    /// Marks all tokens of `tokens`, not only the first.
    pub(crate) fn over(&self, tokens: impl ToTokens, message: impl Display) {
        self.push(syn::Error::new_spanned(tokens, message));
    }

    pub(crate) fn push(&self, error: syn::Error) {
        if let Some(found) = self.found.borrow_mut().as_mut() {
            found.push(error);
        }
    }

    /// The `compile_error!`s of everything found, or nothing when the declaration is sound.
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
        let unseen = self.found.borrow().is_some() && !std::thread::panicking();
        assert!(
            !unseen,
            "the errors of this declaration were never looked at: please report this as a bug of forms"
        );
    }
}
