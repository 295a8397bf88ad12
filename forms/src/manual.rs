// Each page is a Markdown file that is also read in the repository. There, links to items lead to source files, by
// definitions at the end of the page. Here, the definitions in the folder `links` come first, and the first of two
// definitions counts. A test writes both (`BLESS=1 cargo test --workspace --all-features --test audit the_manual`).
#![cfg_attr(doc, doc = include_str!("../docs/links/README.md"))]
#![doc = include_str!("../docs/README.md")]

/// A sign-up page and a JSON endpoint with axum, in ten minutes.
///
// the examples need this feature
#[cfg_attr(all(doc, feature = "axum"), doc = include_str!("../docs/links/tutorial.md"))]
#[cfg_attr(feature = "axum", doc = include_str!("../docs/tutorial.md"))]
#[cfg_attr(not(feature = "axum"), doc = "This page needs the feature `axum`.")]
pub mod tutorial {}

/// Recipes: short answers to single questions, each with an example.
pub mod how_to {
    /// HTML pages.
    ///
    // the examples need this feature
    #[cfg_attr(all(doc, feature = "askama"), doc = include_str!("../docs/links/how-to/pages.md"))]
    #[cfg_attr(feature = "askama", doc = include_str!("../docs/how-to/pages.md"))]
    #[cfg_attr(not(feature = "askama"), doc = "This page needs the feature `askama`.")]
    pub mod pages {}

    /// Structs for the bodies that browsers and clients send.
    ///
    // the examples need these features
    #[cfg_attr(all(doc, feature = "jiff", feature = "url"), doc = include_str!("../docs/links/how-to/bodies.md"))]
    #[cfg_attr(all(feature = "jiff", feature = "url"), doc = include_str!("../docs/how-to/bodies.md"))]
    #[cfg_attr(
        not(all(feature = "jiff", feature = "url")),
        doc = "This page needs the features `jiff` and `url`."
    )]
    pub mod bodies {}

    /// Get all errors, respond with them, and change their messages.
    ///
    #[cfg_attr(doc, doc = include_str!("../docs/links/how-to/errors.md"))]
    #[doc = include_str!("../docs/how-to/errors.md")]
    pub mod errors {}

    /// Validate more than types and attributes do.
    ///
    // the examples need these features
    #[cfg_attr(all(doc, feature = "axum", feature = "jiff"), doc = include_str!("../docs/links/how-to/rules.md"))]
    #[cfg_attr(all(feature = "axum", feature = "jiff"), doc = include_str!("../docs/how-to/rules.md"))]
    #[cfg_attr(
        not(all(feature = "axum", feature = "jiff")),
        doc = "This page needs the features `axum` and `jiff`."
    )]
    pub mod rules {}

    /// Create, replace and change stored values.
    ///
    #[cfg_attr(doc, doc = include_str!("../docs/links/how-to/updates.md"))]
    #[doc = include_str!("../docs/how-to/updates.md")]
    pub mod updates {}

    /// Update rows that have a key: the lines of an order.
    ///
    #[cfg_attr(doc, doc = include_str!("../docs/links/how-to/rows.md"))]
    #[doc = include_str!("../docs/how-to/rows.md")]
    pub mod rows {}

    /// Enums with data: one of several sets of fields.
    ///
    #[cfg_attr(doc, doc = include_str!("../docs/links/how-to/variants.md"))]
    #[doc = include_str!("../docs/how-to/variants.md")]
    pub mod variants {}

    /// Receive, keep and check uploaded files.
    ///
    // the examples need these features
    #[cfg_attr(all(doc, feature = "axum", feature = "images"), doc = include_str!("../docs/links/how-to/uploads.md"))]
    #[cfg_attr(all(feature = "axum", feature = "images"), doc = include_str!("../docs/how-to/uploads.md"))]
    #[cfg_attr(
        not(all(feature = "axum", feature = "images")),
        doc = "This page needs the features `axum` and `images`."
    )]
    pub mod uploads {}

    /// Test your forms, and write the bodies that they read.
    ///
    // the examples need these features
    #[cfg_attr(all(doc, feature = "axum", feature = "testing"), doc = include_str!("../docs/links/how-to/tests.md"))]
    #[cfg_attr(all(feature = "axum", feature = "testing"), doc = include_str!("../docs/how-to/tests.md"))]
    #[cfg_attr(
        not(all(feature = "axum", feature = "testing")),
        doc = "This page needs the features `axum` and `testing`."
    )]
    pub mod tests {}

    /// Use forms in other frameworks, and limit what a server reads.
    ///
    // the examples need this feature
    #[cfg_attr(all(doc, feature = "axum"), doc = include_str!("../docs/links/how-to/frameworks.md"))]
    #[cfg_attr(feature = "axum", doc = include_str!("../docs/how-to/frameworks.md"))]
    #[cfg_attr(not(feature = "axum"), doc = "This page needs the feature `axum`.")]
    pub mod frameworks {}
}

/// Reference pages.
pub mod reference {
    /// The attributes of a struct.
    ///
    #[cfg_attr(doc, doc = include_str!("../docs/links/reference/attributes-struct.md"))]
    #[doc = include_str!("../docs/reference/attributes-struct.md")]
    pub mod attributes_struct {}

    /// The attributes that every field may have.
    ///
    #[cfg_attr(doc, doc = include_str!("../docs/links/reference/attributes-field.md"))]
    #[doc = include_str!("../docs/reference/attributes-field.md")]
    pub mod attributes_field {}

    /// The attributes of texts.
    ///
    #[cfg_attr(doc, doc = include_str!("../docs/links/reference/attributes-texts.md"))]
    #[doc = include_str!("../docs/reference/attributes-texts.md")]
    pub mod attributes_texts {}

    /// The attributes of numbers, dates and times.
    ///
    #[cfg_attr(all(doc, feature = "jiff"), doc = include_str!("../docs/links/reference/attributes-numbers-and-dates.md"))]
    #[cfg_attr(feature = "jiff", doc = include_str!("../docs/reference/attributes-numbers-and-dates.md"))]
    #[cfg_attr(not(feature = "jiff"), doc = "This page needs the feature `jiff`.")]
    pub mod attributes_numbers_and_dates {}

    /// The attributes of lists and choices.
    ///
    #[cfg_attr(doc, doc = include_str!("../docs/links/reference/attributes-lists-and-choices.md"))]
    #[doc = include_str!("../docs/reference/attributes-lists-and-choices.md")]
    pub mod attributes_lists_and_choices {}

    /// The attributes of files.
    ///
    #[cfg_attr(all(doc, feature = "images"), doc = include_str!("../docs/links/reference/attributes-files.md"))]
    #[cfg_attr(feature = "images", doc = include_str!("../docs/reference/attributes-files.md"))]
    #[cfg_attr(not(feature = "images"), doc = "This page needs the feature `images`.")]
    pub mod attributes_files {}

    /// The attributes that compare fields, call your own rules, and ask for passwords.
    ///
    #[cfg_attr(doc, doc = include_str!("../docs/links/reference/attributes-rules.md"))]
    #[doc = include_str!("../docs/reference/attributes-rules.md")]
    pub mod attributes_rules {}

    /// Limits on what a form reads and shows.
    ///
    #[cfg_attr(doc, doc = include_str!("../docs/links/reference/limits.md"))]
    #[doc = include_str!("../docs/reference/limits.md")]
    pub mod limits {}

    /// Forms over a model, nested forms, rows, choices, rules between fields, and messages, by example.
    ///
    #[cfg_attr(doc, doc = include_str!("../docs/links/declaring.md"))]
    #[doc = include_str!("../docs/declaring.md")]
    pub mod declaring {}

    /// Texts, e-mail and web addresses, names, slugs, IP addresses, phone numbers.
    ///
    #[cfg_attr(doc, doc = include_str!("../docs/links/fields-texts-and-network.md"))]
    #[doc = include_str!("../docs/fields-texts-and-network.md")]
    pub mod fields_texts_and_network {}

    /// Numbers, dates, times, durations and UUIDs.
    ///
    // the examples need these features
    #[cfg_attr(doc, doc = include_str!("../docs/links/fields-dates-and-numbers.md"))]
    #[cfg_attr(all(feature = "jiff", feature = "rust_decimal"), doc = include_str!("../docs/fields-dates-and-numbers.md"))]
    #[cfg_attr(
        not(all(feature = "jiff", feature = "rust_decimal")),
        doc = "This page needs the features `jiff` and `rust_decimal`."
    )]
    pub mod fields_dates_and_numbers {}

    /// Types of your own with rules of their own: `#[derive(FieldType)]`.
    ///
    #[cfg_attr(doc, doc = include_str!("../docs/links/fields-newtypes.md"))]
    #[doc = include_str!("../docs/fields-newtypes.md")]
    pub mod fields_newtypes {}

    /// Maps with declared keys: `BTreeMap` and `HashMap`.
    ///
    #[cfg_attr(doc, doc = include_str!("../docs/links/fields-maps.md"))]
    #[doc = include_str!("../docs/fields-maps.md")]
    pub mod fields_maps {}

    /// Content types, keys, what is refused, and the decision table.
    ///
    #[cfg_attr(doc, doc = include_str!("../docs/links/binding.md"))]
    #[doc = include_str!("../docs/binding.md")]
    pub mod binding {}

    /// Which spellings of a `multipart/form-data` body are read, which clients write them, and what is refused.
    ///
    // the links need this feature
    #[cfg_attr(all(doc, feature = "multipart"), doc = include_str!("../docs/links/reference/multipart.md"))]
    #[cfg_attr(feature = "multipart", doc = include_str!("../docs/reference/multipart.md"))]
    #[cfg_attr(not(feature = "multipart"), doc = "This page needs the feature `multipart`.")]
    pub mod multipart {}

    /// Create, replace and change a row of a database.
    ///
    #[cfg_attr(doc, doc = include_str!("../docs/links/updating.md"))]
    #[doc = include_str!("../docs/updating.md")]
    pub mod updating {}

    /// The control of each type, rows, themes and live checking.
    ///
    // embeds the pictures; the first of two definitions of a link counts
    #[cfg_attr(doc, doc = include_str!("../docs/pictures/embedded.md"))]
    #[cfg_attr(doc, doc = include_str!("../docs/links/rendering.md"))]
    #[doc = include_str!("../docs/rendering.md")]
    pub mod rendering {}

    /// Forms in askama, maud, minijinja, tera and any other engine.
    ///
    #[cfg_attr(all(doc, feature = "askama", feature = "maud", feature = "minijinja", feature = "tera"), doc = include_str!("../docs/links/templates.md"))]
    #[cfg_attr(all(feature = "askama", feature = "maud", feature = "minijinja", feature = "tera"), doc = include_str!("../docs/templates.md"))]
    #[cfg_attr(
        not(all(feature = "askama", feature = "maud", feature = "minijinja", feature = "tera")),
        doc = "This page needs the features `askama`, `maud`, `minijinja` and `tera`."
    )]
    pub mod templates {}

    /// The accessibility of every page, how it is tested, and what remains for you.
    ///
    #[cfg_attr(doc, doc = include_str!("../docs/links/accessibility.md"))]
    #[doc = include_str!("../docs/accessibility.md")]
    pub mod accessibility {}

    /// Policies for passwords.
    ///
    #[cfg_attr(doc, doc = include_str!("../docs/links/passwords.md"))]
    #[doc = include_str!("../docs/passwords.md")]
    pub mod passwords {}

    /// Protection against cross-site request forgery (CSRF).
    ///
    #[cfg_attr(all(doc, feature = "csrf", feature = "axum"), doc = include_str!("../docs/links/csrf.md"))]
    #[cfg_attr(all(feature = "csrf", feature = "axum"), doc = include_str!("../docs/csrf.md"))]
    #[cfg_attr(
        not(all(feature = "csrf", feature = "axum")),
        doc = "This page needs the features `csrf` and `axum`."
    )]
    pub mod csrf {}

    /// Every error code, with its parameters and its message.
    ///
    #[expect(clippy::doc_markdown, reason = "messages are not code")]
    #[cfg_attr(doc, doc = include_str!("../docs/links/codes.md"))]
    #[doc = include_str!("../docs/codes.md")]
    pub mod codes {}

    /// Errors of the compiler, and how to fix them.
    ///
    #[cfg_attr(doc, doc = include_str!("../docs/links/compile-errors.md"))]
    #[doc = include_str!("../docs/compile-errors.md")]
    pub mod compile_errors {}

    /// Fuzzing of your own forms.
    ///
    #[cfg_attr(all(doc, feature = "fuzzing"), doc = include_str!("../docs/links/fuzzing.md"))]
    #[cfg_attr(feature = "fuzzing", doc = include_str!("../docs/fuzzing.md"))]
    #[cfg_attr(not(feature = "fuzzing"), doc = "This page needs the feature `fuzzing`.")]
    pub mod fuzzing {}

    /// Django's names, and the names here.
    ///
    #[cfg_attr(doc, doc = include_str!("../docs/links/coming-from-django.md"))]
    #[doc = include_str!("../docs/coming-from-django.md")]
    pub mod coming_from_django {}

    /// The differences from Django, each by name and with its reason.
    ///
    #[cfg_attr(doc, doc = include_str!("../docs/links/differences-from-django.md"))]
    #[doc = include_str!("../docs/differences-from-django.md")]
    pub mod differences_from_django {}
}

/// Explanations of the design.
pub mod explanation {
    /// The security model, and the decisions that users ask about.
    ///
    #[cfg_attr(doc, doc = include_str!("../docs/links/explanation/design.md"))]
    #[doc = include_str!("../docs/explanation/design.md")]
    pub mod design {}

    /// The code that the derive generates for a small form.
    ///
    #[cfg_attr(doc, doc = include_str!("../docs/links/explanation/expansion.md"))]
    #[doc = include_str!("../docs/explanation/expansion.md")]
    pub mod expansion {}

    /// The promises to a security reviewer, and the tests of each.
    ///
    #[cfg_attr(doc, doc = include_str!("../docs/links/security.md"))]
    #[doc = include_str!("../docs/security.md")]
    pub mod security {}

    /// The crates that the library uses, and why.
    ///
    #[cfg_attr(doc, doc = include_str!("../docs/links/dependencies.md"))]
    #[doc = include_str!("../docs/dependencies.md")]
    pub mod dependencies {}
}

// so that links to pages need only their names
#[doc(hidden)]
pub use explanation::{dependencies, design, expansion, security};
#[doc(hidden)]
pub use reference::{
    accessibility, attributes_field, attributes_files, attributes_lists_and_choices,
    attributes_numbers_and_dates, attributes_rules, attributes_struct, attributes_texts, binding, codes,
    coming_from_django, compile_errors, csrf, declaring, differences_from_django, fields_dates_and_numbers,
    fields_maps, fields_newtypes, fields_texts_and_network, fuzzing, limits, multipart, passwords, rendering,
    templates, updating,
};

#[cfg(test)]
mod tests {
    use crate::{Limits, error, field, schema};

    /// Returns the number in the second column of the row that begins with this text.
    fn stated(name: &str) -> u64 {
        let page = include_str!("../docs/reference/limits.md");
        let rows: Vec<_> = page.lines().filter(|line| line.starts_with(&format!("| {name} |"))).collect();
        assert_eq!(rows.len(), 1, "{name}");
        let value = rows[0].split('|').nth(2).unwrap_or_default().trim();
        value.split(',').next().and_then(|value| value.parse().ok()).unwrap_or_else(|| panic!("{}", rows[0]))
    }

    #[test]
    fn the_page_of_limits_states_the_defaults() {
        let Limits {
            max_body_bytes,
            max_fields,
            max_depth,
            max_items,
            max_text_chars,
            max_key_bytes,
            max_digits,
            max_json_values,
            max_page_bytes,
            max_file_bytes,
            max_files,
            max_upload_bytes,
        } = Limits::DEFAULT;
        assert_eq!(stated("`max_file_bytes`"), max_file_bytes);
        assert_eq!(stated("`max_upload_bytes`"), max_upload_bytes);
        for (name, value) in [
            ("max_files", max_files),
            ("max_body_bytes", max_body_bytes),
            ("max_fields", max_fields),
            ("max_depth", max_depth),
            ("max_items", max_items),
            ("max_text_chars", max_text_chars),
            ("max_key_bytes", max_key_bytes),
            ("max_digits", max_digits),
            ("max_json_values", max_json_values),
            ("max_page_bytes", max_page_bytes),
        ] {
            assert_eq!(stated(&format!("`{name}`")), u64::from(value), "{name}");
        }
    }

    #[test]
    fn the_page_of_limits_states_the_fixed_bounds() {
        for (name, value) in [
            ("bytes of a body, whatever its limit", schema::MOST_BYTES as usize),
            ("fields of one form; a nested form has its own", schema::MOST_FIELDS),
            ("levels of nested forms and lists", schema::LEVELS),
            ("levels of JSON within a JSON field", schema::MOST_DEPTH as usize),
            ("items of a list", schema::MOST_ITEMS as usize),
            ("errors of a report", error::MOST_ERRORS),
            ("unknown keys of a report", error::MOST_UNKNOWN_KEYS),
            ("bytes of an unknown key that a report shows", error::LONGEST_SHOWN_KEY),
            ("items that `unique_items` compares without a hash", field::MOST_COMPARED as usize),
        ] {
            assert_eq!(stated(name), value as u64, "{name}");
        }
    }
}
