//! Slugs as types.

use super::text_newtype::proven_text;
use crate::validator::{SLUG, UNICODE_SLUG};

proven_text! {
    /// A text of ASCII letters, digits, `-` and `_`, Django's `SlugField`: only a form, or [`parse`](Self::parse), makes one.
    ///
    /// ```
    /// use forms::Slug;
    /// assert_eq!(Slug::parse("first-post").unwrap(), "first-post");
    /// assert!(Slug::parse("first post").is_err());
    /// ```
    Slug, SLUG
}

proven_text! {
    /// A slug of any script, Django's `SlugField(allow_unicode=True)`: only a form, or [`parse`](Self::parse), makes one. What
    /// it accepts is said at [`validate_unicode_slug`](crate::validator::validate_unicode_slug).
    UnicodeSlug, UNICODE_SLUG
}
