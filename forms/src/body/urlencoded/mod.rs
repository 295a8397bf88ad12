//! `application/x-www-form-urlencoded` (WHATWG URL, section 5): one walker, and the arena in which keys of nested
//! forms and lists wait.

mod arena;
mod chunks;
mod entry;
mod find;
mod lists;
mod pairs;
mod percent;
mod place;

pub(crate) use arena::Arena;
pub(crate) use find::{find, only, submitted};
pub(crate) use pairs::{document, nested};
pub(crate) use percent::{
    BRIEF, SHORT, decode, decode_briefly, decode_printable, decode_secret, decoded_bytes, is_utf8,
};
