//! The manual: what a body may look like and what is made of it.
//!
//! The pages are Markdown files, which are also read in the repository. There a link to an item leads to its source, by a definition
//! at the end of the page. Here the definitions in the folder `links` come first: of two definitions of a link the first counts.
//! A test writes both (`BLESS=1 cargo test --workspace --all-features --test audit manual`).

/// A sign-up page and a JSON endpoint with axum, in ten minutes.
///
// its examples need this feature
#[cfg_attr(doc, doc = include_str!("../docs/links/tutorial.md"))]
#[cfg_attr(feature = "axum", doc = include_str!("../docs/tutorial.md"))]
#[cfg_attr(not(feature = "axum"), doc = "Builds with the feature `axum` have this page.")]
pub mod tutorial {}

/// For who knows Django's forms: name by name.
///
#[cfg_attr(doc, doc = include_str!("../docs/links/coming-from-django.md"))]
#[doc = include_str!("../docs/coming-from-django.md")]
pub mod coming_from_django {}

/// How forms are declared.
///
#[cfg_attr(doc, doc = include_str!("../docs/links/declaring.md"))]
#[doc = include_str!("../docs/declaring.md")]
pub mod declaring {}

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

/// Texts, e-mail and web addresses, names, slugs, IP addresses, phone numbers.
///
#[cfg_attr(doc, doc = include_str!("../docs/links/fields-texts-and-network.md"))]
#[doc = include_str!("../docs/fields-texts-and-network.md")]
pub mod fields_texts_and_network {}

/// The errors of the compiler, and what to write instead.
///
#[cfg_attr(doc, doc = include_str!("../docs/links/compile-errors.md"))]
#[doc = include_str!("../docs/compile-errors.md")]
pub mod compile_errors {}

/// How a body is bound.
///
#[cfg_attr(doc, doc = include_str!("../docs/links/binding.md"))]
#[doc = include_str!("../docs/binding.md")]
pub mod binding {}

/// How forms are kept from being sent by pages of other sites.
#[cfg(feature = "csrf")]
///
// its example of a server needs this feature
#[cfg_attr(doc, doc = include_str!("../docs/links/csrf.md"))]
#[cfg_attr(feature = "axum", doc = include_str!("../docs/csrf.md"))]
#[cfg_attr(not(feature = "axum"), doc = "Builds with the feature `axum` have this page.")]
pub mod csrf {}

/// How a form becomes a page.
///
// here the pictures are part of the page: of two definitions of a link the first counts
#[cfg_attr(doc, doc = include_str!("../docs/pictures/embedded.md"))]
#[cfg_attr(doc, doc = include_str!("../docs/links/rendering.md"))]
#[doc = include_str!("../docs/rendering.md")]
pub mod rendering {}

/// How forms stand in the pages of template engines.
///
#[cfg(all(feature = "askama", feature = "maud", feature = "minijinja", feature = "tera"))]
#[cfg_attr(doc, doc = include_str!("../docs/links/templates.md"))]
#[doc = include_str!("../docs/templates.md")]
pub mod templates {}

/// What a form gives to everyone who uses it.
///
#[cfg_attr(doc, doc = include_str!("../docs/links/accessibility.md"))]
#[doc = include_str!("../docs/accessibility.md")]
pub mod accessibility {}

/// How a row of a database is updated.
///
#[cfg_attr(doc, doc = include_str!("../docs/links/updating.md"))]
#[doc = include_str!("../docs/updating.md")]
pub mod updating {}

/// Every code that a problem may have.
///
#[expect(clippy::doc_markdown, reason = "messages as they are said")]
#[cfg_attr(doc, doc = include_str!("../docs/links/codes.md"))]
#[doc = include_str!("../docs/codes.md")]
pub mod codes {}

/// Where we answer otherwise than Django, and why.
///
#[cfg_attr(doc, doc = include_str!("../docs/links/differences-from-django.md"))]
#[doc = include_str!("../docs/differences-from-django.md")]
pub mod differences_from_django {}

/// What passwords must be.
///
#[cfg_attr(doc, doc = include_str!("../docs/links/passwords.md"))]
#[doc = include_str!("../docs/passwords.md")]
pub mod passwords {}

/// How forms of one's own are fuzzed.
///
#[cfg(feature = "fuzzing")]
#[cfg_attr(doc, doc = include_str!("../docs/links/fuzzing.md"))]
#[doc = include_str!("../docs/fuzzing.md")]
pub mod fuzzing {}

/// What it is built on, and why.
///
#[cfg_attr(doc, doc = include_str!("../docs/links/dependencies.md"))]
#[doc = include_str!("../docs/dependencies.md")]
pub mod dependencies {}

/// What is promised to whoever reviews an application, and the tests that hold it.
///
#[cfg_attr(doc, doc = include_str!("../docs/links/security.md"))]
#[doc = include_str!("../docs/security.md")]
pub mod security {}
