//! What a real browser does with our pages, and what it sends. Chromium is driven through its `WebDriver` by the tests that are
//! ignored unless asked for: `tests/with-browser` installs what they need and runs them. What Chromium sent is kept
//! (`vectors/browser`), so that the other tests here bind it wherever there is none.
#![allow(missing_docs, unreachable_pub)]
#![allow(clippy::format_push_string, reason = "tests are read from top to bottom, and run once")]

#[path = "browser/chromium.rs"]
mod chromium;
#[path = "browser/recorder.rs"]
mod recorder;
#[allow(dead_code, reason = "a browser asks less of it than the tests of `accounts`")]
#[path = "accounts/server.rs"]
mod server;

#[path = "browser/accounts.rs"]
mod accounts;
#[path = "browser/axe.rs"]
mod axe;
#[path = "browser/pages.rs"]
mod pages;
#[path = "browser/pictures.rs"]
mod pictures;
#[path = "browser/sent.rs"]
mod sent;
#[path = "browser/verdicts.rs"]
mod verdicts;
