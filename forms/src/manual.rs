//! The manual: what a body may look like and what is made of it.

/// For who knows Django's forms: name by name.
#[doc = include_str!("../docs/coming-from-django.md")]
pub mod coming_from_django {}

/// How forms are declared.
#[doc = include_str!("../docs/declaring.md")]
pub mod declaring {}

/// Numbers, dates, times, lengths of time and UUIDs.
#[doc = include_str!("../docs/fields-dates-and-numbers.md")]
pub mod fields_dates_and_numbers {}

/// Texts, e-mail and web addresses, names, slugs, IP addresses, phone numbers.
#[doc = include_str!("../docs/fields-texts-and-network.md")]
pub mod fields_texts_and_network {}

/// What the compiler prints, and what to write instead.
#[doc = include_str!("../docs/compile-errors.md")]
pub mod compile_errors {}

/// How a body is bound.
#[doc = include_str!("../docs/binding.md")]
pub mod binding {}

/// How forms are kept from being sent by pages of other sites.
#[cfg(feature = "csrf")]
#[doc = include_str!("../docs/csrf.md")]
pub mod csrf {}

/// How a form becomes a page.
///
// here the pictures are part of the page: of two definitions of a link the first counts
#[cfg_attr(doc, doc = include_str!("../docs/pictures/embedded.md"))]
#[doc = include_str!("../docs/rendering.md")]
pub mod rendering {}

/// How forms stand in the pages of template engines.
#[cfg(all(feature = "askama", feature = "maud", feature = "minijinja", feature = "tera"))]
#[doc = include_str!("../docs/templates.md")]
pub mod templates {}

/// What a form gives to everyone who uses it.
#[doc = include_str!("../docs/accessibility.md")]
pub mod accessibility {}

/// How a row of a database is updated.
#[doc = include_str!("../docs/updating.md")]
pub mod updating {}

/// Every code that a problem may have.
#[expect(clippy::doc_markdown, reason = "messages as they are said")]
#[doc = include_str!("../docs/codes.md")]
pub mod codes {}

/// Where we answer otherwise than Django, and why.
#[doc = include_str!("../docs/differences-from-django.md")]
pub mod differences_from_django {}

/// What passwords must be.
#[doc = include_str!("../docs/passwords.md")]
pub mod passwords {}

/// How forms of one's own are fuzzed.
#[cfg(feature = "fuzzing")]
#[doc = include_str!("../docs/fuzzing.md")]
pub mod fuzzing {}

/// What it is built on, and why.
#[doc = include_str!("../docs/dependencies.md")]
pub mod dependencies {}

/// What is promised to whoever reviews an application, and the tests that hold it.
#[doc = include_str!("../docs/security.md")]
pub mod security {}
