//! The application `accounts`, driven over HTTP as a process of its own.
#![allow(missing_docs, unreachable_pub)]
#![allow(clippy::format_push_string, reason = "tests are read from top to bottom, and run once")]

#[path = "accounts/server.rs"]
mod server;

#[path = "accounts/api.rs"]
mod api;
#[cfg(target_os = "linux")]
#[path = "accounts/attack/mod.rs"]
mod attack;
#[path = "accounts/csrf.rs"]
mod csrf;
#[path = "accounts/identity.rs"]
mod identity;
#[path = "accounts/login.rs"]
mod login;
#[path = "accounts/pages.rs"]
mod pages;
#[path = "accounts/refusals.rs"]
mod refusals;
