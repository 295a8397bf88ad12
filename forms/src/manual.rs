// The pages are Markdown files, which are also read in the repository. There a link to an item leads to its source, by a definition
// at the end of the page. Here the definitions in the folder `links` come first: of two definitions of a link the first counts.
// A test writes both (`BLESS=1 cargo test --workspace --all-features --test audit the_manual`).
#![cfg_attr(doc, doc = include_str!("../docs/links/README.md"))]
#![doc = include_str!("../docs/README.md")]

/// A sign-up page and a JSON endpoint with axum, in ten minutes.
///
// its examples need this feature
#[cfg_attr(all(doc, feature = "axum"), doc = include_str!("../docs/links/tutorial.md"))]
#[cfg_attr(feature = "axum", doc = include_str!("../docs/tutorial.md"))]
#[cfg_attr(not(feature = "axum"), doc = "Builds with the feature `axum` have this page.")]
pub mod tutorial {}

/// One question each, with an example to copy.
pub mod how_to {
    /// Pages of HTML.
    ///
    // its examples need this feature
    #[cfg_attr(all(doc, feature = "askama"), doc = include_str!("../docs/links/how-to/pages.md"))]
    #[cfg_attr(feature = "askama", doc = include_str!("../docs/how-to/pages.md"))]
    #[cfg_attr(not(feature = "askama"), doc = "Builds with the feature `askama` have this page.")]
    pub mod pages {}

    /// Which struct to write for what a browser or a client sends.
    ///
    // its examples need these features
    #[cfg_attr(all(doc, feature = "jiff", feature = "url"), doc = include_str!("../docs/links/how-to/bodies.md"))]
    #[cfg_attr(all(feature = "jiff", feature = "url"), doc = include_str!("../docs/how-to/bodies.md"))]
    #[cfg_attr(
        not(all(feature = "jiff", feature = "url")),
        doc = "Builds with the features `jiff` and `url` have this page."
    )]
    pub mod bodies {}

    /// Get all errors, answer with them, and change what they say.
    ///
    #[cfg_attr(doc, doc = include_str!("../docs/links/how-to/errors.md"))]
    #[doc = include_str!("../docs/how-to/errors.md")]
    pub mod errors {}

    /// Validate what the types and attributes do not.
    ///
    // its examples need these features
    #[cfg_attr(all(doc, feature = "axum", feature = "jiff"), doc = include_str!("../docs/links/how-to/rules.md"))]
    #[cfg_attr(all(feature = "axum", feature = "jiff"), doc = include_str!("../docs/how-to/rules.md"))]
    #[cfg_attr(
        not(all(feature = "axum", feature = "jiff")),
        doc = "Builds with the features `axum` and `jiff` have this page."
    )]
    pub mod rules {}

    /// Create, replace and change what is stored.
    ///
    #[cfg_attr(doc, doc = include_str!("../docs/links/how-to/updates.md"))]
    #[doc = include_str!("../docs/how-to/updates.md")]
    pub mod updates {}

    /// Use forms where no adapter is, and bound what a server reads.
    ///
    // its examples need this feature
    #[cfg_attr(all(doc, feature = "axum"), doc = include_str!("../docs/links/how-to/frameworks.md"))]
    #[cfg_attr(feature = "axum", doc = include_str!("../docs/how-to/frameworks.md"))]
    #[cfg_attr(not(feature = "axum"), doc = "Builds with the feature `axum` have this page.")]
    pub mod frameworks {}
}

/// What each part does, to look things up.
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
    #[cfg_attr(not(feature = "jiff"), doc = "Builds with the feature `jiff` have this page.")]
    pub mod attributes_numbers_and_dates {}

    /// The attributes of lists and choices.
    ///
    #[cfg_attr(doc, doc = include_str!("../docs/links/reference/attributes-lists-and-choices.md"))]
    #[doc = include_str!("../docs/reference/attributes-lists-and-choices.md")]
    pub mod attributes_lists_and_choices {}

    /// The attributes that compare fields, call your own rules, and ask for passwords.
    ///
    #[cfg_attr(doc, doc = include_str!("../docs/links/reference/attributes-rules.md"))]
    #[doc = include_str!("../docs/reference/attributes-rules.md")]
    pub mod attributes_rules {}

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

    /// Numbers, dates, times, lengths of time and UUIDs.
    ///
    // its examples need these features
    #[cfg_attr(doc, doc = include_str!("../docs/links/fields-dates-and-numbers.md"))]
    #[cfg_attr(all(feature = "jiff", feature = "rust_decimal"), doc = include_str!("../docs/fields-dates-and-numbers.md"))]
    #[cfg_attr(
        not(all(feature = "jiff", feature = "rust_decimal")),
        doc = "Builds with the features `jiff` and `rust_decimal` have this page."
    )]
    pub mod fields_dates_and_numbers {}

    /// Content types, keys, what is refused, and the decision table.
    ///
    #[cfg_attr(doc, doc = include_str!("../docs/links/binding.md"))]
    #[doc = include_str!("../docs/binding.md")]
    pub mod binding {}

    /// Create, replace and change a row of a database.
    ///
    #[cfg_attr(doc, doc = include_str!("../docs/links/updating.md"))]
    #[doc = include_str!("../docs/updating.md")]
    pub mod updating {}

    /// The control of each type, rows, themes and live checking.
    ///
    // here the pictures are part of the page: of two definitions of a link the first counts
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
        doc = "Builds with the features `askama`, `maud`, `minijinja` and `tera` have this page."
    )]
    pub mod templates {}

    /// What every page gives to people, how it is checked, and what remains for you.
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
        doc = "Builds with the features `csrf` and `axum` have this page."
    )]
    pub mod csrf {}

    /// Every error code, with its parameters and its message.
    ///
    #[expect(clippy::doc_markdown, reason = "messages as they are said")]
    #[cfg_attr(doc, doc = include_str!("../docs/links/codes.md"))]
    #[doc = include_str!("../docs/codes.md")]
    pub mod codes {}

    /// The compiler's errors, and what to write instead.
    ///
    #[cfg_attr(doc, doc = include_str!("../docs/links/compile-errors.md"))]
    #[doc = include_str!("../docs/compile-errors.md")]
    pub mod compile_errors {}

    /// Fuzzing of your own forms.
    ///
    #[cfg_attr(all(doc, feature = "fuzzing"), doc = include_str!("../docs/links/fuzzing.md"))]
    #[cfg_attr(feature = "fuzzing", doc = include_str!("../docs/fuzzing.md"))]
    #[cfg_attr(not(feature = "fuzzing"), doc = "Builds with the feature `fuzzing` have this page.")]
    pub mod fuzzing {}

    /// Django's names, and ours.
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

/// Why the library is as it is.
pub mod explanation {
    /// The security model, and the decisions that people ask about.
    ///
    #[cfg_attr(doc, doc = include_str!("../docs/links/explanation/design.md"))]
    #[doc = include_str!("../docs/explanation/design.md")]
    pub mod design {}

    /// What the derive writes for a small form.
    ///
    #[cfg_attr(doc, doc = include_str!("../docs/links/explanation/expansion.md"))]
    #[doc = include_str!("../docs/explanation/expansion.md")]
    pub mod expansion {}

    /// What is promised to a reviewer, and the tests that hold it.
    ///
    #[cfg_attr(doc, doc = include_str!("../docs/links/security.md"))]
    #[doc = include_str!("../docs/security.md")]
    pub mod security {}

    /// The crates that the library is built on, and why.
    ///
    #[cfg_attr(doc, doc = include_str!("../docs/links/dependencies.md"))]
    #[doc = include_str!("../docs/dependencies.md")]
    pub mod dependencies {}
}

// pages are linked to by their names alone
#[doc(hidden)]
pub use explanation::{dependencies, design, expansion, security};
#[doc(hidden)]
pub use reference::{
    accessibility, attributes_field, attributes_lists_and_choices, attributes_numbers_and_dates,
    attributes_rules, attributes_struct, attributes_texts, binding, codes, coming_from_django,
    compile_errors, csrf, declaring, differences_from_django, fields_dates_and_numbers,
    fields_texts_and_network, fuzzing, passwords, rendering, templates, updating,
};
