//! The Back, Forward and Reload buttons of browsers, with forms that were refused or submitted to change rows.

use crate::{
    accounts::{SEND, sign_up},
    engine::{Browser, Engine, in_each_engine, in_engine},
    server::Server,
};

in_each_engine!(
    back_after_a_refused_form_shows_the_submitted_values,
    back_after_adding_rows_shows_the_page_before,
    a_form_of_an_earlier_session_is_sent_again,
    a_form_from_before_logging_in_is_sent_again,
);
// WebKitGTK shows the page from memory, whatever its headers say
mod back_after_logging_out {
    use super::back_after_logging_out_shows_nothing_of_the_account as test;
    super::in_engine!(Chromium chromium test);
    super::in_engine!(Firefox firefox test);
}

fn start(name: &str, engine: Engine) -> (Server, Browser) {
    (Server::start(&format!("{name}_{engine:?}")), Browser::start(engine))
}

fn back_after_a_refused_form_shows_the_submitted_values(engine: Engine) {
    let (server, browser) = start("back_refused", engine);
    browser.open(&server.url("/signup"));
    let typed = [
        ("#id_username", "ada lovelace"),
        ("#id_email", "ada@example.org"),
        ("#id_age", "36"),
        ("#id_bio", "One line"),
    ];
    for (css, text) in typed {
        browser.fill(css, text);
    }
    for css in ["#id_password", "#id_password2"] {
        browser.fill(css, "correct horse");
    }
    browser.go(SEND);
    assert_eq!(browser.title(), "Error: Sign up");
    browser.back();
    assert_eq!((browser.title(), browser.count("[aria-invalid]")), ("Sign up".into(), 0));
    for (css, text) in typed {
        assert_eq!(browser.value(css), text, "{css}");
    }
    // the token of the page is still valid
    browser.fill("#id_username", "ada");
    for css in ["#id_password", "#id_password2"] {
        browser.fill(css, "correct horse");
    }
    browser.go(SEND);
    assert_eq!((browser.path(), server.count()), ("/".into(), 1), "{}", browser.html());
}

fn back_after_adding_rows_shows_the_page_before(engine: Engine) {
    let (server, browser) = start("back_rows", engine);
    browser.open(&server.url("/signup"));
    let number = |row: usize| format!("[name='phones[{row}].number']");
    let rows = || browser.count("[name^='phones['][name$='.number']");
    browser.fill("#id_username", "ada");
    for (row, typed) in ["111 222", "333 444"].iter().enumerate() {
        browser.go("#id_phones-add");
        browser.fill(&number(row), typed);
    }
    browser.go("#id_phones-add");
    assert_eq!(rows(), 3);
    // each of these pages is the response to a form
    for left in [2, 1] {
        browser.back();
        assert_eq!((browser.title(), rows()), ("Sign up".into(), left), "{}", browser.html());
        assert_eq!(
            (browser.value("#id_username"), browser.value(&number(0))),
            ("ada".into(), "111 222".into())
        );
    }
    browser.back();
    assert_eq!((browser.title(), rows()), ("Sign up".into(), 0));
    // WebKitGTK keeps two pages, and requests this one again
    if engine != Engine::WebKit {
        assert_eq!(browser.value("#id_username"), "ada");
    }
    browser.forward();
    assert_eq!((rows(), browser.value(&number(0))), (1, "111 222".into()));
    // a form submitted from there has the values that the page shows, once
    browser.go("#id_phones-add");
    assert_eq!(
        (rows(), browser.value(&number(0)), browser.value(&number(1))),
        (2, "111 222".into(), String::new())
    );
}

/// The response says to fill in the form and send it again, and that works.
fn a_form_of_an_earlier_session_is_sent_again(engine: Engine) {
    let (server, browser) = start("earlier_session", engine);
    browser.open(&server.url("/signup"));
    browser.fill("#id_username", "ada");
    browser.fill("#id_email", "ada@example.org");
    browser.fill("#id_age", "36");
    for css in ["#id_password", "#id_password2"] {
        browser.fill(css, "correct horse");
    }
    browser.forget_cookies();
    browser.go(SEND);
    assert_eq!(browser.title(), "Error: Sign up");
    assert!(
        browser.text("[role=alert]").contains("Fill in the form and send it again."),
        "{}",
        browser.html()
    );
    assert_eq!((browser.value("#id_username"), server.count()), (String::new(), 0));
    sign_up(&browser);
    assert_eq!(server.count(), 1);
}

/// Logging in creates a new session. A page from before, with an old token, can come from the browser's memory.
fn a_form_from_before_logging_in_is_sent_again(engine: Engine) {
    let (server, browser) = start("before_log_in", engine);
    browser.open(&server.url("/signup"));
    sign_up(&browser);
    browser.back();
    let fill_in = || {
        browser.fill("#id_username", "eve");
        browser.fill("#id_email", "eve@example.org");
        browser.fill("#id_age", "36");
        for css in ["#id_password", "#id_password2"] {
            browser.fill(css, "correct horse");
        }
        browser.go(SEND);
    };
    fill_in();
    if browser.path() != "/" {
        assert!(
            browser.text("[role=alert]").contains("Fill in the form and send it again."),
            "{}",
            browser.html()
        );
        fill_in();
    }
    assert_eq!((browser.path(), server.count()), ("/".into(), 2), "{}", browser.html());
}

fn back_after_logging_out_shows_nothing_of_the_account(engine: Engine) {
    let (server, browser) = start("back_log_out", engine);
    browser.open(&server.url("/signup"));
    sign_up(&browser);
    browser.go("nav a[href$='/edit']");
    assert_eq!(browser.value("#id_email"), "ada@example.org");
    browser.go("nav a[href='/logout']");
    browser.go(SEND);
    assert_eq!(browser.path(), "/");
    browser.back();
    browser.back();
    assert!(!browser.html().contains("ada@example.org"), "{}", browser.html());
}
