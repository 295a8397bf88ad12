//! Addresses of the web as types.

use super::text_newtype::proven_text;
use crate::validator::URL;

proven_text! {
    /// A text that is an address of the web, Django's `URLField`: only a form, or [`parse`](Self::parse), makes one. What it
    /// accepts is said at [`validate_url`](crate::validator::validate_url). A form takes an address without a scheme for one of
    /// `https`.
    ///
    /// Its scheme is known to be one of `http`, `https`, `ftp` and `ftps`, so that it can stand in a link; fewer are asked for
    /// with `#[form(url(schemes = ["https"]))]`. To take it apart, use the feature `url`: `url::Url` is a field type then, and
    /// made from this one with `try_from`.
    Url, URL
}

impl Url {
    /// What stands before the `:`, as it is written.
    pub fn scheme(&self) -> &str {
        self.split_once(':').map_or("", |(scheme, _)| scheme)
    }
}

/// The type of the crate `url`.
#[cfg(feature = "url")]
mod parsed {
    use super::Url;
    use crate::field::text_newtype::parsed_text;
    use crate::{schema::TextFormat, validator::URL};

    /// [`URL`], where the crate's parser agrees, and writes what is accepted when it is submitted again: a name whose last label
    /// is written as punycode with a hyphen is not.
    static PARSED_URL: TextFormat = URL.accepting(|text| {
        (URL.accepts)(text) && url::Url::parse(text).is_ok_and(|url| (URL.accepts)(url.as_str()))
    });

    parsed_text!(url::Url, PARSED_URL, |text: &str| url::Url::parse(text).ok());

    impl TryFrom<Url> for url::Url {
        type Error = url::ParseError;
        /// An error where the WHATWG's parser refuses what Django's validator accepts: a few host names beyond ASCII.
        fn try_from(url: Url) -> Result<Self, url::ParseError> {
            url::Url::parse(&url)
        }
    }
}
