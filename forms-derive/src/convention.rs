//! The case of names: `rename_all`.

/// The case of names on the wire: `rename_all = "..."`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Convention {
    Lower,
    Upper,
    Pascal,
    Camel,
    Snake,
    ScreamingSnake,
    Kebab,
    ScreamingKebab,
}

/// Each case with its name, which is written in that case.
const CONVENTIONS: [(&str, Convention); 8] = [
    ("lowercase", Convention::Lower),
    ("UPPERCASE", Convention::Upper),
    ("PascalCase", Convention::Pascal),
    ("camelCase", Convention::Camel),
    ("snake_case", Convention::Snake),
    ("SCREAMING_SNAKE_CASE", Convention::ScreamingSnake),
    ("kebab-case", Convention::Kebab),
    ("SCREAMING-KEBAB-CASE", Convention::ScreamingKebab),
];

impl Convention {
    pub(crate) fn named(name: &str) -> Option<Self> {
        CONVENTIONS.iter().find(|(known, _)| *known == name).map(|(_, convention)| *convention)
    }

    pub(crate) fn names() -> impl Iterator<Item = &'static str> {
        CONVENTIONS.iter().map(|(name, _)| *name)
    }

    /// Returns the name of a field as serde writes it, so that the JSON of a struct can be posted back. `lowercase` does not
    /// change `postal_code`.
    pub(crate) fn of_field(self, field: &str) -> String {
        match self {
            Self::Lower | Self::Snake => field.to_owned(),
            Self::Upper | Self::ScreamingSnake => field.to_ascii_uppercase(),
            Self::Pascal => pascal(field),
            Self::Camel => first_lower(&pascal(field)),
            Self::Kebab => field.replace('_', "-"),
            Self::ScreamingKebab => field.to_ascii_uppercase().replace('_', "-"),
        }
    }

    /// Returns the name of a variant as serde writes it: each capital of `PostalCode` begins a word.
    pub(crate) fn of_variant(self, variant: &str) -> String {
        match self {
            Self::Pascal => variant.to_owned(),
            Self::Lower => variant.to_ascii_lowercase(),
            Self::Upper => variant.to_ascii_uppercase(),
            Self::Camel => first_lower(variant),
            Self::Snake => snake(variant),
            Self::ScreamingSnake => snake(variant).to_ascii_uppercase(),
            Self::Kebab => snake(variant).replace('_', "-"),
            Self::ScreamingKebab => snake(variant).to_ascii_uppercase().replace('_', "-"),
        }
    }
}

fn pascal(field: &str) -> String {
    let mut text = String::new();
    let mut capital = true;
    for letter in field.chars() {
        if letter == '_' {
            capital = true;
        } else if capital {
            text.push(letter.to_ascii_uppercase());
            capital = false;
        } else {
            text.push(letter);
        }
    }
    text
}

fn snake(variant: &str) -> String {
    let mut text = String::new();
    for (at, letter) in variant.char_indices() {
        if at > 0 && letter.is_uppercase() {
            text.push('_');
        }
        text.push(letter.to_ascii_lowercase());
    }
    text
}

fn first_lower(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        std::iter::once(first.to_ascii_lowercase()).chain(letters).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::{CONVENTIONS, Convention};

    #[test]
    fn names_of_cases_are_written_in_that_case() {
        let field = "screaming_snake_case";
        assert_eq!(Convention::ScreamingSnake.of_field(field), "SCREAMING_SNAKE_CASE");
        for (name, convention) in CONVENTIONS {
            assert_eq!(Convention::named(name), Some(convention));
        }
        assert_eq!(Convention::Kebab.of_field("postal_code"), "postal-code");
        assert_eq!(Convention::Camel.of_field("postal_code"), "postalCode");
        assert_eq!(Convention::Pascal.of_field("postal_code"), "PostalCode");
    }

    #[test]
    fn variants_are_renamed_as_serde_does() {
        assert_eq!(Convention::Snake.of_variant("PostalCode"), "postal_code");
        assert_eq!(Convention::Kebab.of_variant("PostalCode"), "postal-code");
        assert_eq!(Convention::Camel.of_variant("PostalCode"), "postalCode");
        assert_eq!(Convention::Lower.of_variant("PostalCode"), "postalcode");
    }
}
