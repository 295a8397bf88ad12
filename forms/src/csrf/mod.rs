//! Protection against cross-site request forgery (CSRF). Feature `csrf`.
//!
//! [The chapter of the manual](crate::manual::csrf) explains it from the beginning.
//!
//! | | |
//! | --- | --- |
//! | [`Origins`] | the origin check: refuses requests from pages of other sites |
//! | [`Guard`], [`Key`] | the configuration of a site |
//! | [`Session`] | the session of one visitor: creates a [`FormToken`] for each form, and checks bodies |
//! | `#[form(csrf)]` | marks a form that accepts only checked bodies |
//! | [`Body::csrf_exempt`](crate::Body::csrf_exempt) | exempts a body, for clients without a session |
//!
//! Nothing here reads a header, a cookie or the clock by itself. Pass the headers to [`Request`], and the session and the
//! time to [`Guard::session`]. [`web::axum`](crate::web) does it for axum.

mod guard;
mod key;
mod origins;
mod request;
mod sender_check;
mod token;

pub use guard::{Guard, Session};
pub use key::{Key, KeyTooShort};
pub use origins::{CrossOrigin, InvalidOrigin, Origins, Sender};
pub use request::Request;
pub use token::FormToken;

/// The key of the hidden field that holds a token. A form marked `csrf` accepts it without declaring it.
pub const TOKEN_KEY: &str = crate::schema::TOKEN_KEY;
