//! Bodies that are refused before they have arrived. Browsers send a whole body before they show the response.

use crate::{
    accounts::SEND,
    engine::{Browser, Engine, in_each_engine},
    recorder::Recorder,
    server::Server,
};
use serde_json::{Value, json};

in_each_engine!(a_body_above_the_limit_gets_a_response, axum_responds_to_a_body_above_the_limit);

/// 2 MB are more than the buffers of server and browser hold; 20 MB are more than Firefox sends before it reads a response.
const SIZES: [usize; 2] = [2_000_000, 20_000_000];

/// Sets the value with a script, because it is too long to type. The control is hidden, because WebKitGTK shows long texts
/// slowly.
fn fill_in(browser: &Browser, css: &str, size: usize) {
    let script = "
        const control = document.querySelector(arguments[0]);
        control.style.display = 'none';
        control.value = 'x'.repeat(arguments[1]);";
    browser.run(script, &[css.into(), size.into()]);
}

fn a_body_above_the_limit_gets_a_response(engine: Engine) {
    let (server, browser) = (Server::start(&format!("too_large_{engine:?}")), Browser::start(engine));
    // a form whose fields the browser does not validate
    let without_checks = "document.querySelector('main form').noValidate = true";
    for size in SIZES {
        for multipart in [false, true] {
            browser.open(&server.url("/signup"));
            browser.run(without_checks, &[]);
            if multipart {
                browser.run("document.querySelector('main form').enctype = 'multipart/form-data'", &[]);
            }
            fill_in(&browser, "#id_bio", size);
            browser.go(SEND);
            let told = browser.text("[role=alert]");
            assert_eq!(browser.title(), "Error: Sign up", "{size}");
            assert!(told.replace(',', "").contains("65536"), "{told}");
        }
    }
}

/// Tests the extractors without a server that keeps connections open for longer.
fn axum_responds_to_a_body_above_the_limit(engine: Engine) {
    let (browser, recorder) = (Browser::start(engine), Recorder::start());
    for size in SIZES {
        recorder.show(
            "<!doctype html><title>Large</title><form action=\"/line\" method=\"post\">\
             <textarea name=\"text\"></textarea><button>Send</button></form>"
                .into(),
        );
        browser.open(&recorder.address);
        fill_in(&browser, "textarea", size);
        browser.go("button");
        assert_eq!(browser.text("body"), "too_large", "{size}");
    }
    let status = browser.run("return performance.getEntriesByType('navigation')[0].responseStatus", &[]);
    assert!(status == json!(413) || status == Value::Null, "{status}");
}
