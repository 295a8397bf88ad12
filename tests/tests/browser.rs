//! What real browsers do with our pages, and what they send. The tests that drive Chromium, Firefox and WebKitGTK are ignored
//! unless asked for: `tests/with-browser` installs what they need and runs them. What Chromium sent is kept
//! (`vectors/browser`), so that the other tests here bind it wherever there is no browser.
#![allow(missing_docs, unreachable_pub)]
#![allow(clippy::format_push_string, reason = "tests are read from top to bottom, and run once")]

#[path = "browser/engine/mod.rs"]
mod engine;
#[path = "browser/recorder.rs"]
mod recorder;
#[allow(dead_code, reason = "a browser asks less of it than the tests of `accounts`")]
#[path = "accounts/server.rs"]
mod server;

#[path = "browser/accounts.rs"]
mod accounts;
#[path = "browser/addresses.rs"]
mod addresses;
#[path = "browser/axe.rs"]
mod axe;
#[path = "browser/early_answers.rs"]
mod early_answers;
#[path = "browser/history.rs"]
mod history;
#[path = "browser/native_controls.rs"]
mod native_controls;
#[path = "browser/pages.rs"]
mod pages;
#[path = "browser/pictures.rs"]
mod pictures;
#[path = "browser/sent.rs"]
mod sent;
#[path = "browser/verdicts.rs"]
mod verdicts;
