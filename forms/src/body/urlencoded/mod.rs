//! `application/x-www-form-urlencoded` (WHATWG URL, section 5): decoding, and the arena that stores the
//! values of nested forms and lists until the whole body has been read.

mod arena;
mod chunks;
mod entry;
mod find;
mod lists;
mod percent;

pub(crate) use arena::{Arena, PairCount, ROOT, SlotPosition};
pub(crate) use entry::{DELETE_MARKER, Slot};
pub(crate) use find::{decoded, find, only};
pub(crate) use percent::{
    BUFFER_SIZE, SHORT, decode, decode_key, decode_printable, decode_secret, decode_to_buffer, decoded_bytes,
    is_utf8,
};
