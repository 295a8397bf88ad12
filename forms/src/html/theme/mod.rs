//! Looks for forms, besides the plain one.

mod bootstrap;
mod gov_uk;

pub use bootstrap::Bootstrap;
pub use gov_uk::GovUk;
