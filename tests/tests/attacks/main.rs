//! Attacks: requests of every kind, incidents of other libraries, and hostile texts.
#![allow(missing_docs, unreachable_pub)]

mod hostile;
mod incidents;
mod requests;
