//! Against requests that a page of another site has a visitor's browser send (CSRF). Feature `csrf`;
//! [the chapter of the manual](crate::manual::csrf) has it from the beginning.
//!
//! | | |
//! | --- | --- |
//! | [`Origins`] | the origin check: whether another site's page sent a request |
//! | [`Guard`], [`Key`] | what a site guards its forms with |
//! | [`Session`] | one visitor's: makes a [`FormToken`] for a form, and checks bodies |
//! | `#[form(csrf)]` | a form that takes nothing from a body which was not checked |
//! | [`Body::csrf_exempt`](crate::Body::csrf_exempt) | the way around it, for what has no session |
//!
//! Nothing here reads a header, a cookie or a clock by itself: [`Request`] is told the headers, [`Guard::session`] the
//! session and the time. [`web::axum`](crate::web) does it for axum.

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

/// The key of the hidden field that holds a token. A form marked `csrf` lets it through by itself.
pub const TOKEN_KEY: &str = crate::schema::TOKEN_KEY;
