//! E-mail addresses and URLs that the server accepts: browsers submit them unchanged.

use crate::{
    engine::{Browser, Engine, in_each_engine},
    recorder::Recorder,
};
use forms::{Body, Email, Form, Url};
use serde_json::json;

in_each_engine!(addresses_are_sent_unchanged);

#[derive(Form, Debug)]
#[form(fields = all)]
struct Contact {
    email: Email,
    site: Option<Url>,
}

const TYPED: &[(&str, &str)] = &[
    ("ada@example.org", "https://example.com/"),
    ("x@bücher.example", "example.com"),
    ("a@faß.de", "bücher.example/ü"),
    ("a@xn--bcher-kva.example", "example.com/path?a=b"),
    ("ada@例え.jp", "https://例え.jp/"),
    // an address literal
    ("a@[127.0.0.1]", "http://127.0.0.1:8080/"),
];

fn addresses_are_sent_unchanged(engine: Engine) {
    let (browser, recorder) = (Browser::start(engine), Recorder::start());
    // WebDriver cannot type every letter, so the text is inserted as if it was pasted
    let paste = "
        document.querySelector(arguments[0]).focus();
        return document.execCommand('insertText', false, arguments[1]);";
    for (email, site) in TYPED {
        recorder.show(format!(
            "<!doctype html><meta charset=\"utf-8\"><title>Contact</title><form action=\"/sent\" method=\"post\">\
             {}<button id=\"send\">Send</button></form>",
            Contact::blank().to_html()
        ));
        browser.open(&recorder.address);
        for (css, text) in [("#id_email", email), ("#id_site", site)] {
            assert_eq!(browser.run(paste, &[json!(css), json!(text)]), json!(true));
        }
        browser.click("#send");
        let received = recorder.received();
        let sent: Vec<(String, String)> = serde_urlencoded::from_bytes(&received.body).unwrap();
        let expected =
            [("email", email), ("site", site)].map(|(name, text)| (name.to_owned(), (*text).to_owned()));
        assert_eq!(sent, expected, "{engine:?}");
        let form = Contact::bind(&Body::new(&received.content_type, received.body));
        assert!(form.is_valid(), "{email} {site}: {:?}", form.errors());
    }
}
