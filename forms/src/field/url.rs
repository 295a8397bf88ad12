//! Types for URLs.

use super::text_newtype::proven_text;
use crate::validator::URL;

proven_text! {
    /// A web address, as in Django's `URLField`. Values can only be created by a form or by
    /// [`parse`](Self::parse). See [`validate_url`](crate::validator::validate_url) for the accepted texts. A
    /// form adds `https` to an address without a scheme.
    ///
    /// The scheme is `http`, `https`, `ftp` or `ftps`, so that the URL is safe to use in a link. Use
    /// `#[form(url(schemes = ["https"]))]` to allow fewer schemes. To access the parts of a URL, enable the
    /// feature `url`: `url::Url` is then a field type, and a `Url` can be converted with `try_from`.
    Url, URL
}

impl Url {
    /// Returns the text before the `:`, in its original case.
    pub fn scheme(&self) -> &str {
        self.split_once(':').map_or("", |(scheme, _)| scheme)
    }
}

/// Support for the type of the crate `url`.
#[cfg(feature = "url")]
mod parsed {
    use super::Url;
    use crate::field::text_newtype::parsed_text;
    use crate::{schema::TextFormat, validator::URL};

    /// Like [`URL`], but the parser of the crate must also accept the text, and must format it as a text that
    /// [`URL`] accepts. This excludes names whose last label is punycode with a hyphen.
    static PARSED_URL: TextFormat = URL.accepting(|text| {
        (URL.accepts)(text) && url::Url::parse(text).is_ok_and(|url| (URL.accepts)(url.as_str()))
    });

    parsed_text!(url::Url, PARSED_URL, |text: &str| url::Url::parse(text).ok());

    impl TryFrom<Url> for url::Url {
        type Error = url::ParseError;
        /// Parses the text with the crate.
        ///
        /// # Errors
        /// Returns an error if the WHATWG parser rejects a text that Django's validator accepts, such as some
        /// non-ASCII host names.
        fn try_from(url: Url) -> Result<Self, url::ParseError> {
            url::Url::parse(&url)
        }
    }
}
