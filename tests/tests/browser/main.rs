//! How real browsers show our pages, and what they send. The tests that drive Chromium, Firefox and WebKitGTK are ignored
//! by default: `tests/with-browser` installs what they need, and runs them. The bodies that Chromium sent are stored in
//! `vectors/browser`, so that the other tests here can bind them without a browser.
#![allow(missing_docs, unreachable_pub)]
#![allow(clippy::format_push_string, reason = "tests are read from top to bottom, and run once")]

mod engine;
mod recorder;
#[allow(dead_code, reason = "a browser asks less of it than the tests of `accounts`")]
#[path = "../accounts/server.rs"]
mod server;

mod accounts;
mod addresses;
mod axe;
mod early_answers;
mod history;
mod native_controls;
mod pages;
mod pictures;
mod sent;
mod variants;
mod verdicts;
