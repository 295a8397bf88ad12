//! Receives a multipart body: keeps the files that the form declares, and makes one text of everything else.

mod parts;
mod place;

pub(crate) use parts::{Parts, Refusal};
