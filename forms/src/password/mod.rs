//! Passwords: the rules for them, and their comparison.
//!
//! A [`PasswordPolicy`] belongs to a field of type [`Password`](crate::Password). To validate a password without a
//! form, call [`PasswordPolicy::validate_with`]. Each rule can also be used by itself. [The
//! manual](crate::manual::passwords) explains each rule and its reason.
//!
//! # Normal form
//!
//! An `é` that a user types may arrive as one character or as two. Therefore passwords are compared, validated and
//! hashed in a normal form, Unicode's NFKC, which [`Password::expose`](crate::Password::expose) returns. A password is
//! refused if it breaks a rule either in this form or as typed, and its length is the shorter of both. A text of more
//! than 16 KiB, or with more than 30 combining marks in a row, is not normalised.
//!
//! All of it takes time linear in the password. Intermediate copies of a password are wiped, except for the few
//! characters that the normalisation itself buffers.

mod blocklist;
mod common;
mod compare;
mod derivative;
mod digit;
#[cfg(feature = "password-hash")]
pub mod hash;
mod help;
mod normal;
mod policy;
mod similarity;
mod strength;
mod validators;
mod wipe;

pub use crate::schema::password_policy::{Blocklist, MAX_SIMILARITY, PasswordPolicy};
pub use blocklist::PasswordList;
pub use common::is_common;
pub use similarity::is_similar;
#[cfg(feature = "zxcvbn")]
pub use strength::strength;
pub use validators::{CommonPassword, MinimumLength, NumericPassword, UserAttributeSimilarity};

pub(crate) use compare::equal_in_constant_time;
pub(crate) use normal::normalized;
pub(crate) use policy::Spellings;
pub(crate) use wipe::wipe;
