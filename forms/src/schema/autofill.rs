//! The values of `autocomplete` (WHATWG HTML, 4.10.18.7.1).

use super::same;

/// Names of details that a browser can fill in.
const FIELDS: &[&str] = &[
    "name",
    "honorific-prefix",
    "given-name",
    "additional-name",
    "family-name",
    "honorific-suffix",
    "nickname",
    "username",
    "new-password",
    "current-password",
    "one-time-code",
    "organization-title",
    "organization",
    "street-address",
    "address-line1",
    "address-line2",
    "address-line3",
    "address-level4",
    "address-level3",
    "address-level2",
    "address-level1",
    "country",
    "country-name",
    "postal-code",
    "cc-name",
    "cc-given-name",
    "cc-additional-name",
    "cc-family-name",
    "cc-number",
    "cc-exp",
    "cc-exp-month",
    "cc-exp-year",
    "cc-csc",
    "cc-type",
    "transaction-currency",
    "transaction-amount",
    "language",
    "bday",
    "bday-day",
    "bday-month",
    "bday-year",
    "sex",
    "url",
    "photo",
];

/// Names that may follow a kind of contact, as in `work email`.
const CONTACTS: &[&str] = &[
    "tel",
    "tel-country-code",
    "tel-national",
    "tel-area-code",
    "tel-local",
    "tel-local-prefix",
    "tel-local-suffix",
    "tel-extension",
    "email",
    "impp",
];

/// Returns whether the text is a valid `autocomplete` value: `off`, `on`, or the name of a detail. The name may follow
/// `shipping` or `billing` and, for contact details, `home`, `work`, `mobile`, `fax` or `pager`.
pub(crate) const fn is_known(text: &str) -> bool {
    let text = text.as_bytes();
    if same(text, b"off") || same(text, b"on") {
        return true;
    }
    let text = strip_first(text, &[b"shipping ", b"billing "]);
    let contact = strip_first(text, &[b"home ", b"work ", b"mobile ", b"fax ", b"pager "]);
    is_among(contact, CONTACTS) || (contact.len() == text.len() && is_among(text, FIELDS))
}

/// Returns the text without the first of `words` that it begins with.
const fn strip_first<'t>(text: &'t [u8], words: &[&[u8]]) -> &'t [u8] {
    let mut i = 0;
    while i < words.len() {
        if let Some((head, tail)) = text.split_at_checked(words[i].len())
            && same(head, words[i])
        {
            return tail;
        }
        i += 1;
    }
    text
}

const fn is_among(text: &[u8], names: &[&str]) -> bool {
    let mut i = 0;
    while i < names.len() {
        if same(text, names[i].as_bytes()) {
            return true;
        }
        i += 1;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::is_known;

    #[test]
    fn recognizes_autocomplete_values() {
        for known in [
            "email",
            "off",
            "new-password",
            "work tel",
            "shipping postal-code",
            "billing home email",
            "bday-day",
        ] {
            assert!(is_known(known), "{known}");
        }
        for unknown in
            ["", "e-mail", "Email", " email", "email ", "work name", "home", "shipping", "home shipping tel"]
        {
            assert!(!is_known(unknown), "{unknown}");
        }
    }
}
