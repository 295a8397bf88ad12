//! The labels of fields that declare none.

/// Returns the label of a field that declares none: "Postal code" for `postal_code`.
pub(crate) fn of_field(name: &str) -> String {
    let words: Vec<_> = name.split('_').filter(|word| !word.is_empty()).collect();
    // a name of underscores has no words
    if words.is_empty() { name.to_owned() } else { capitalised(&words.join(" ")) }
}

/// Returns the label of a variant that declares none: "Postal code" for `PostalCode`.
pub(crate) fn of_variant(name: &str) -> String {
    let mut text = String::new();
    let mut after_small = false;
    let mut letters = name.chars().peekable();
    while let Some(letter) = letters.next() {
        let before_small = letters.peek().is_some_and(|next| next.is_lowercase());
        if letter == '_' {
            text.push(' ');
        } else if letter.is_uppercase() && after_small {
            text.push(' ');
            // `VatID` keeps its capitals, `PostalCode` does not.
            if before_small { text.extend(letter.to_lowercase()) } else { text.push(letter) }
        } else {
            text.push(letter);
        }
        after_small = letter.is_lowercase() || letter.is_numeric();
    }
    capitalised(&text)
}

pub(crate) fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::{of_field, of_variant};

    #[test]
    fn labels_are_made_of_the_words_of_names() {
        assert_eq!(of_field("postal_code"), "Postal code");
        assert_eq!(of_field("_id"), "Id");
        assert_eq!(of_field("__"), "__");
        assert_eq!(of_variant("PostalCode"), "Postal code");
        assert_eq!(of_variant("VatID"), "Vat ID");
        assert_eq!(of_variant("EUR"), "EUR");
    }
}
