//! The application `accounts`, driven over HTTP as a process of its own.
#![allow(missing_docs, unreachable_pub)]

#[path = "accounts/server.rs"]
mod server;

#[path = "accounts/api.rs"]
mod api;
#[path = "accounts/pages.rs"]
mod pages;
