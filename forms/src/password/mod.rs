//! Passwords: what they must be, and how they are compared.
//!
//! A [`PasswordPolicy`] stands on a field of type [`Password`](crate::Password); [`is_common`] and [`is_similar`] are
//! its parts, for use anywhere. All of them cost time linear in the password.

mod common;
mod compare;
mod digit;
mod policy;
mod similarity;

pub use common::is_common;
pub use policy::PasswordPolicy;
pub use similarity::{MAX_SIMILARITY, is_similar};

pub(crate) use compare::equal_in_constant_time;
pub(crate) use similarity::too_similar;
