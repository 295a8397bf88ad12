//! The browser's own controls for dates, times and numbers, with incomplete values, next to the buttons for rows.

use crate::{
    engine::{Browser, Engine, in_each_engine},
    server::Server,
};
use serde_json::json;

in_each_engine!(a_row_button_keeps_incomplete_values);

/// A control, and keys for it that do not make a complete value. WebKitGTK needs the separators too.
const HALF_TYPED: &[(&str, &str, &str)] = &[
    // a date without a time
    ("#id_delivery", "03312027", "03/31/2027"),
    // a month and a day without a year
    ("#id_day", "0331", "03/31"),
    // the start of a number
    ("#id_sugar", "1e", "1e"),
    // an hour without minutes, in an optional field
    ("#id_time", "04", "04"),
];

fn a_row_button_keeps_incomplete_values(engine: Engine) {
    let server = Server::start(&format!("half_typed_{engine:?}"));
    let browser = Browser::start(engine);
    let rows = |browser: &Browser| browser.count("[name^='guests['][name$='.name']");
    let is_wrong = "return !document.querySelector(arguments[0]).validity.valid";
    // Firefox treats an hour without minutes as an empty value, and submits it whatever the page says
    let cases = if engine == Engine::Firefox { &HALF_TYPED[..3] } else { HALF_TYPED };
    for (css, typed, typed_in_webkit) in cases {
        browser.open(&server.url("/widgets/filled"));
        let before = rows(&browser);
        browser.clear(css);
        browser.send_keys(css, if engine == Engine::WebKit { typed_in_webkit } else { typed });
        assert_eq!(browser.run(is_wrong, &[json!(css)]), json!(true), "{css}");
        // the browser shows what is missing, and does not submit the form
        browser.click("#id_guests-add");
        std::thread::sleep(std::time::Duration::from_millis(500));
        assert_eq!(browser.run(is_wrong, &[json!(css)]), json!(true), "{css} lost the typed text");
        assert_eq!(
            (rows(&browser), browser.focused()),
            (before, css.trim_start_matches('#').to_owned()),
            "{css}"
        );
    }
    // after the correction the row is added, and the value is kept
    browser.open(&server.url("/widgets/filled"));
    let (before, value) = (rows(&browser), browser.value("#id_delivery"));
    browser.go("#id_guests-add");
    assert_eq!((rows(&browser), browser.value("#id_delivery")), (before + 1, value));
}
