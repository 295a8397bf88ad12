//! Types for slugs.

use super::text_newtype::proven_text;
use crate::validator::{SLUG, UNICODE_SLUG};

proven_text! {
    /// A text of ASCII letters, digits, `-` and `_`, as in Django's `SlugField`. Values can only be created
    /// by a form or by [`parse`](Self::parse).
    ///
    /// ```
    /// use forms::Slug;
    /// assert_eq!(Slug::parse("first-post").unwrap(), "first-post");
    /// assert!(Slug::parse("first post").is_err());
    /// ```
    Slug, SLUG
}

proven_text! {
    /// A slug with letters of any script, as in Django's `SlugField(allow_unicode=True)`. Values can only be
    /// created by a form or by [`parse`](Self::parse). See
    /// [`validate_unicode_slug`](crate::validator::validate_unicode_slug) for the accepted texts.
    UnicodeSlug, UNICODE_SLUG
}
