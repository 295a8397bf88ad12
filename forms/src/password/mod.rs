//! Passwords: what they must be, and how they are compared.
//!
//! A [`PasswordPolicy`] stands on a field of type [`Password`](crate::Password), or judges a password anywhere
//! ([`PasswordPolicy::validate_with`]). Its parts are here too, for use by themselves. What each does and why is said in
//! [the manual](crate::manual::passwords).
//!
//! # One form
//!
//! What a person types as `é` may arrive as one character or as two. So passwords are compared, judged and hashed in one
//! form, Unicode's NFKC: [`Password::expose`](crate::Password::expose) gives it. What a rule refuses in the form in
//! which it was typed is refused too, and a password is as long as the shorter of both. A text of more than 16 KiB, or
//! with more than 30 combining marks in a row, is taken as it was typed.
//!
//! All of it costs time linear in the password. What is made of a password on the way is wiped, but for the few
//! characters that the normalisation itself holds.

mod blocklist;
mod common;
mod compare;
mod derivative;
mod digit;
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
