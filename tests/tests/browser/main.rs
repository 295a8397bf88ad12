//! What real browsers do with our pages, and what they send. The tests that drive Chromium, Firefox and WebKitGTK are ignored
//! unless asked for: `tests/with-browser` installs what they need and runs them. What Chromium sent is kept
//! (`vectors/browser`), so that the other tests here bind it wherever there is no browser.
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
mod verdicts;
