//! `application/x-www-form-urlencoded` (WHATWG URL, section 5): the reader of pairs, and the arena in which keys of
//! nested forms and lists wait.

mod arena;
mod chunks;
mod entry;
mod find;
mod lists;
mod percent;

pub(crate) use arena::{Arena, At, Count, ROOT};
pub(crate) use entry::Slot;
pub(crate) use find::{decoded, find, only};
pub(crate) use percent::{
    BRIEF, SHORT, decode, decode_briefly, decode_key, decode_printable, decode_secret, decoded_bytes, is_utf8,
};
