//! A person uses the application: with a mouse, without scripts, with only a keyboard.

use crate::{
    engine::{Browser, Engine, in_each_engine, key},
    server::Server,
};

pub const PASSWORD: &str = "correct horse";
/// The submit button, as opposed to the buttons for rows and the hidden one that Enter presses.
pub const SEND: &str = "main form button:not([name]):not([hidden])";

/// Values that the browser accepts and the server refuses, with their corrections.
const WRONG: &[(&str, &str, &str, &str)] = &[
    (
        "username",
        "ada lovelace",
        "ada",
        "User name must only include letters of one alphabet, digits and the characters @ . + - _",
    ),
    ("email", "ada@b", "ada@example.org", "E-mail address must be an address like name@example.com."),
    ("age", "many", "36", "Age must be a whole number."),
];

in_each_engine!(
    a_person_signs_up,
    an_account_is_edited_by_its_owner,
    a_keyboard_is_enough,
    rows_come_and_go_without_scripts,
    rows_are_moved_without_scripts,
);

fn id(name: &str) -> String {
    format!("#id_{name}")
}

/// Returns the error of a field. It begins with a word for screen readers, which WebKitGTK leaves out of visible text.
fn error(browser: &Browser, name: &str) -> String {
    let text = browser.text(&format!("#id_{name}-error"));
    text.strip_prefix("Error:\n").map_or(text.clone(), str::to_owned)
}

/// Fills in valid values, and submits the form.
pub fn sign_up(browser: &Browser) {
    for (name, _, right, _) in WRONG {
        browser.fill(&id(name), right);
    }
    type_passwords(browser, PASSWORD);
    browser.go(SEND);
    assert_eq!(browser.path(), "/", "{}", browser.html());
}

fn type_passwords(browser: &Browser, password: &str) {
    for name in ["password", "password2"] {
        browser.fill(&id(name), password);
    }
}

fn a_person_signs_up(engine: Engine) {
    let (server, browser) = (Server::start(&format!("browser_sign_up_{engine:?}")), Browser::start(engine));
    browser.open(&server.url("/signup"));
    // the browser does not submit a form with empty required fields
    browser.click(SEND);
    assert_eq!((browser.title(), browser.focused()), ("Sign up".into(), "id_username".into()));
    for (name, typed, _, _) in WRONG {
        browser.fill(&id(name), typed);
    }
    browser.fill("#id_bio", "One\ntwo");
    type_passwords(&browser, PASSWORD);
    browser.go(SEND);

    assert_eq!(browser.title(), "Error: Sign up");
    assert_eq!(server.count(), 0);
    let summary = browser.text("[role=alert]");
    for (name, typed, _, message) in WRONG {
        assert!(summary.contains(message), "{summary}");
        assert_eq!(error(&browser, name), *message);
        assert_eq!(&browser.value(&id(name)), typed, "the page keeps the value, to be corrected");
    }
    assert_eq!(browser.value("#id_bio"), "One\ntwo");
    assert_eq!(browser.value("#id_password"), "", "the page does not keep a secret");

    sign_up(&browser);
    let row = server
        .database()
        .query_row("SELECT username, email, age, bio, is_admin FROM users", [], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?))
        })
        .unwrap();
    let expected: (String, String, u8, String, bool) =
        ("ada".into(), "ada@example.org".into(), 36, "One\ntwo".into(), false);
    assert_eq!(row, expected);
}

fn an_account_is_edited_by_its_owner(engine: Engine) {
    let (server, browser) = (Server::start(&format!("browser_edit_{engine:?}")), Browser::start(engine));
    browser.open(&server.url("/signup"));
    sign_up(&browser);
    browser.go("nav a[href$='/edit']");
    assert_eq!((browser.title(), browser.value("#id_age")), ("Edit account".into(), "36".into()));
    browser.fill("#id_age", "7");
    browser.go(SEND);
    assert_eq!(browser.title(), "Error: Edit account");
    let age =
        || -> u8 { server.database().query_row("SELECT age FROM users", [], |row| row.get(0)).unwrap() };
    assert_eq!((age(), error(&browser, "age")), (36, "Age must be 13 or more.".into()));
    browser.fill("#id_age", "37");
    browser.go(SEND);
    assert_eq!((browser.path(), age()), ("/".into(), 37));
    // without a login, the page redirects to the login page, and then back
    browser.go("nav a[href='/logout']");
    browser.go(SEND);
    browser.open(&server.url("/users/1/edit"));
    assert_eq!(browser.title(), "Log in");
    browser.fill("#id_username", "ada");
    browser.fill("#id_password", PASSWORD);
    browser.go(SEND);
    assert_eq!(browser.title(), "Edit account");
}

/// Each link of the summary leads to its control, where typing replaces the invalid value.
fn a_keyboard_is_enough(engine: Engine) {
    let (server, browser) = (Server::start(&format!("browser_keyboard_{engine:?}")), Browser::start(engine));
    let tab = key::TAB;
    let tab_to = |name: &str| {
        for _ in 0..40 {
            if browser.focused() == format!("id_{name}") {
                return;
            }
            browser.press(tab);
        }
        panic!("{name} cannot be reached with the tab key: {}", browser.html());
    };
    let send = || {
        for name in ["password", "password2"] {
            tab_to(name);
            browser.press(PASSWORD);
        }
        browser.leave(|browser| browser.press(key::ENTER));
    };
    browser.open(&server.url("/signup"));
    for (name, typed, _, _) in WRONG {
        tab_to(name);
        browser.press(typed);
    }
    send();
    // the links are used in two ways, alternately, from the last to the first
    for (place, (name, _, right, _)) in WRONG.iter().enumerate().rev() {
        assert_eq!(browser.title(), "Error: Sign up");
        assert_eq!(browser.count("[role=alert] a"), place + 1);
        // the summary has the focus after the page is loaded
        browser.wait_until("return document.activeElement.matches('.error-summary')");
        browser.press(&tab.repeat(place + 1));
        browser.press(key::ENTER);
        assert_eq!(browser.focused(), format!("id_{name}"), "{}", browser.text("main"));
        browser.press(&format!("{}a{}", key::CONTROL, key::RELEASE));
        browser.press(right);
        send();
    }
    assert_eq!(browser.path(), "/", "{}", browser.html());
    assert_eq!(server.count(), 1);
}

fn rows_come_and_go_without_scripts(engine: Engine) {
    let (server, browser) =
        (Server::start(&format!("browser_rows_{engine:?}")), Browser::without_scripts(engine));
    browser.open(&server.url("/signup"));
    let rows = || browser.count("[name$='.number']");
    let number = |row: usize| format!("[name='phones[{row}].number']");
    browser.fill("#id_username", "ada");
    for (row, typed) in ["111111", "222222", "333333"].iter().enumerate() {
        assert_eq!(rows(), row);
        browser.go("#id_phones-add");
        browser.fill(&format!("[name='phones[{row}].label']"), "Home");
        browser.fill(&number(row), typed);
    }
    browser.go("[name=_rows][value='remove phones[1]']");
    assert_eq!(rows(), 2);
    assert_eq!((browser.value(&number(0)), browser.value(&number(1))), ("111111".into(), "333333".into()));
    assert_eq!(browser.value("#id_username"), "ada");
    assert_eq!(browser.count("[aria-invalid]"), 0, "the form was not validated");
    sign_up(&browser);
    let database = server.database();
    let mut select = database.prepare("SELECT number FROM phones ORDER BY position").unwrap();
    let numbers: Vec<String> = select.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    assert_eq!(numbers, ["111111", "333333"]);
}

fn rows_are_moved_without_scripts(engine: Engine) {
    let (server, browser) =
        (Server::start(&format!("browser_order_{engine:?}")), Browser::without_scripts(engine));
    browser.open(&server.url("/widgets/filled"));
    let name = |row: usize| format!("[name='guests[{row}].name']");
    browser.go("#id_guests-add");
    assert_eq!(browser.count("#id_guests-add"), 0, "there are at most three rows");
    browser.fill(&name(2), "Charles");
    let shown = || [0, 1, 2].map(|row| browser.value(&name(row)));
    browser.go("[name=_rows][value='up guests[2]']");
    assert_eq!(shown(), ["Mary", "Charles", "Michael"]);
    browser.go("[name=_rows][value='down guests[0]']");
    assert_eq!(shown(), ["Charles", "Mary", "Michael"]);
}
