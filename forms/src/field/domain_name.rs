//! A domain name as a type.

use super::text_newtype::proven_text;
use crate::validator::DOMAIN_NAME;

proven_text! {
    /// A text that is a domain name: only a form, or [`parse`](Self::parse), makes one. What it accepts is said at
    /// [`validate_domain_name`](crate::validator::validate_domain_name), Django's `DomainNameValidator`.
    DomainName, DOMAIN_NAME
}
