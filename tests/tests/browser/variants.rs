//! An enum with data, filled in with the keyboard and without a script.

use crate::{
    engine::{Browser, Engine, in_engine, key::ENTER, key::TAB},
    recorder::Recorder,
};
use forms::{Body, Form};

// WebKitGTK does not move to links with the Tab key
mod each_variant_follows_its_radio_button {
    use super::each_variant_follows_its_radio_button as test;
    super::in_engine!(Chromium chromium test);
    super::in_engine!(Firefox firefox test);
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(tag = "method", rename_all = "lowercase")]
enum Payment {
    Card {
        #[form(min_length = 12)]
        number: String,
        holder: Option<String>,
    },
    Bank {
        iban: String,
    },
    Invoice,
}

fn page(fields: &str) -> String {
    format!(
        "<!doctype html><html lang=\"en\"><title>Payment</title><main><form action=\"/sent\" method=\"post\">{fields}\
         <button>Pay</button></form></main>"
    )
}

fn each_variant_follows_its_radio_button(engine: Engine) {
    let (browser, recorder) = (Browser::without_scripts(engine), Recorder::start());
    recorder.show(page(&Payment::blank().to_html()));
    browser.open(&recorder.address);

    browser.press(TAB);
    assert_eq!(browser.focused(), "id_method");
    browser.press(" ");
    for (id, typed) in [("id_card.number", "4242"), ("id_card.holder", "Ada"), ("id_bank.iban", "DE02")] {
        browser.press(TAB);
        assert_eq!(browser.focused(), id);
        browser.press(typed);
    }
    browser.press(ENTER);
    let sent = Body::new("application/x-www-form-urlencoded", recorder.received().body);
    let form = Payment::bind(&sent);
    assert_eq!(form.errors().iter().map(|error| error.path()).collect::<Vec<_>>(), ["card.number"]);

    // the summary has the focus, and its link leads to the control that is wrong
    recorder.show(page(&form.to_html()));
    browser.open(&recorder.address);
    browser.press(TAB);
    browser.press(ENTER);
    assert_eq!(browser.focused(), "id_card.number");
    assert_eq!(browser.value("[name='bank.iban']"), "DE02");
    browser.press("42424242");
    browser.press(ENTER);
    let sent = Body::new("application/x-www-form-urlencoded", recorder.received().body);
    let payment = Payment::bind(&sent).into_result().unwrap().into_inner();
    let Payment::Card { number, holder } = payment else { panic!("another variant") };
    assert_eq!((number.len(), holder.as_deref()), (12, Some("Ada")));
}
