//! Themes besides [`Plain`](super::Plain).

mod bootstrap;
mod gov_uk;

pub use bootstrap::Bootstrap;
pub use gov_uk::GovUk;
