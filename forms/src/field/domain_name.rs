//! A type for domain names.

use super::text_newtype::proven_text;
use crate::validator::DOMAIN_NAME;

proven_text! {
    /// A domain name, as in Django's `DomainNameValidator`. Values can only be created by a form or by
    /// [`parse`](Self::parse). See [`validate_domain_name`](crate::validator::validate_domain_name) for the
    /// accepted texts.
    DomainName, DOMAIN_NAME
}
