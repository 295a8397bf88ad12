//! Runs the application `accounts` as a process, and sends HTTP requests to it.
#![allow(missing_docs, unreachable_pub)]
#![allow(clippy::format_push_string, reason = "tests are read from top to bottom, and run once")]

mod server;

mod api;
#[cfg(target_os = "linux")]
mod attack;
mod csrf;
mod identity;
mod login;
mod pages;
mod refusals;
