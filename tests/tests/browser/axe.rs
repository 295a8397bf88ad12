//! Runs axe-core on every page of the application, and on every control in three states, in each theme with its style sheet.

use crate::{
    accounts::{SEND, sign_up},
    engine::{Browser, Engine},
    server::Server,
};
use serde_json::Value;
use std::{fs, path::PathBuf};

/// Returns a file of a package that `tests/with-browser` has downloaded and verified by its checksum.
pub fn package(name: &str) -> String {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..");
    let list = include_str!("../../browser-packages").lines();
    let mut lines = list.filter_map(|line| {
        let mut words = line.split(' ');
        (words.next()? == name).then(|| (words.next().unwrap(), words.nth(1).unwrap()))
    });
    let (version, file) = lines.next().expect("the list has this file");
    let path = root.join(format!("target/browser/{name}-{version}/package/{file}"));
    fs::read_to_string(&path)
        .unwrap_or_else(|error| panic!("{}: {error}; run tests/with-browser", path.display()))
}

/// Replaces the style sheet of the page with that of a theme.
pub fn dress(browser: &Browser, theme: &str) {
    let name = match theme {
        "gov-uk" => "govuk-frontend",
        "bootstrap" => "bootstrap",
        _ => return,
    };
    // the elements around a form in a page of that theme
    let dressed = "
        document.querySelectorAll('style').forEach(style => style.remove());
        const style = document.createElement('style');
        style.textContent = arguments[0] + '* { transition: none !important }';
        document.head.append(style);
        const add = (css, names) => document.querySelectorAll(css).forEach(one => one.className += ' ' + names);
        if (arguments[1] === 'gov-uk') {
            document.documentElement.className = 'govuk-template--rebranded';
            add('body', 'govuk-template__body govuk-body js-enabled govuk-frontend-supported');
            add('main', 'govuk-main-wrapper');
            document.querySelectorAll('header, main').forEach(one => one.style.margin = '0 30px');
            document.querySelector('header').style.paddingTop = '20px';
            add('h1', 'govuk-heading-l');
            add('form > p button', 'govuk-button');
            add('a:not([class])', 'govuk-link');
        } else {
            add('header', 'container pt-4');
            add('main', 'container py-4');
            add('form > p button', 'btn btn-primary');
        }";
    browser.run(dressed, &[package(name).into(), theme.into()]);
}

/// Findings that axe cannot decide: a rule, the start of the element, a part of the message, and the reason why the element
/// is right.
const EXPLAINED: &[(&str, &str, &str, &str)] = &[(
    "color-contrast",
    "<select",
    "overlapped by another element",
    "the options of a list that is open are drawn above it, in the same colours, which are the theme's or the browser's own",
)];

const RUN: &str = "
    const done = arguments[arguments.length - 1];
    const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    axe.run(document, {runOnly: {type: 'tag', values: rules}, resultTypes: ['violations', 'incomplete']}).then(found => {
        const told = kind => found[kind].flatMap(rule => rule.nodes.map(node => ({
            kind, rule: rule.id, element: node.html.slice(0, 300), message: node.any.concat(node.all, node.none).map(check => check.message).join(' ')
        })));
        done({found: told('violations').concat(told('incomplete')), passed: found.passes.length});
    }, error => done(String(error)));";

/// Returns axe's findings on the page. Axe does not check the colours of a control with a background image. Such images (the
/// arrow of a list, the icon of an error) have no text in front of them, so axe also checks the page without them.
fn problems(browser: &Browser) -> Vec<Value> {
    let without_pictures = "
        const style = document.createElement('style');
        style.textContent = '* { background-image: none !important }';
        document.head.append(style);";
    browser.run(without_pictures, &[]);
    browser.run(&package("axe-core"), &[]);
    let found = browser.run_to_end(RUN, &[]);
    assert!(found["passed"].as_u64() > Some(10), "axe checked too little: {found}");
    found["found"].as_array().unwrap().clone()
}

fn unexplained(browser: &Browser) -> Vec<Value> {
    let mut found = problems(browser);
    found.retain(|problem| {
        !EXPLAINED.iter().any(|(rule, start, part, _)| {
            problem["kind"] == "incomplete"
                && problem["rule"] == *rule
                && problem["element"].as_str().unwrap().starts_with(start)
                && problem["message"].as_str().unwrap().contains(part)
        })
    });
    found
}

#[test]
#[ignore = "needs Chromium: tests/with-browser"]
fn axe_finds_nothing_on_any_page() {
    let (server, browser) = (Server::start("axe_pages"), Browser::start(Engine::Chromium));
    let mut found = Vec::new();
    for theme in ["plain", "gov-uk", "bootstrap"] {
        for state in ["", "/filled", "/invalid"] {
            let page = format!("/widgets{state}?theme={theme}");
            browser.open(&server.url(&page));
            dress(&browser, theme);
            for problem in unexplained(&browser) {
                found.push((page.clone(), problem));
            }
        }
    }
    let mut look = |page: &str| {
        for problem in unexplained(&browser) {
            found.push((page.to_owned(), problem));
        }
    };
    let look_at = |page: &str, look: &mut dyn FnMut(&str)| {
        browser.open(&server.url(page));
        look(page);
    };
    for page in ["/", "/login", "/signup", "/users/1/edit", "/nothing"] {
        look_at(page, &mut look);
    }
    browser.open(&server.url("/login"));
    browser.fill("#id_username", "ada");
    browser.fill("#id_password", "wrong");
    browser.go(SEND);
    look("/login, refused");
    browser.open(&server.url("/signup"));
    browser.fill("#id_username", "ada lovelace");
    browser.fill("#id_email", "ada@b");
    browser.fill("#id_age", "7");
    browser.fill("#id_password", "1234567890");
    browser.fill("#id_password2", "1234567891");
    browser.go(SEND);
    look("/signup, refused");
    assert_eq!(browser.count("[aria-invalid]"), 5);
    sign_up(&browser);
    for page in ["/", "/users/1/edit", "/users/2/edit", "/logout"] {
        look_at(page, &mut look);
    }
    browser.open(&server.url("/users/1/edit"));
    browser.go("#id_phones-add");
    look("/users/1/edit, with a row");
    assert!(found.is_empty(), "{found:#?}");
}

/// Axe reports mistakes on a page that has some.
#[test]
#[ignore = "needs Chromium: tests/with-browser"]
fn axe_finds_mistakes() {
    let (server, browser) = (Server::start("axe_mistakes"), Browser::start(Engine::Chromium));
    browser.open(&server.url("/signup"));
    let spoil = "
        document.querySelector('[for=id_username]').remove();
        document.querySelector('[for=id_email]').style.color = '#ccc';
        document.querySelector('#id_email').autocomplete = 'e-mail';";
    browser.run(spoil, &[]);
    let mut rules: Vec<_> =
        problems(&browser).iter().map(|found| found["rule"].as_str().unwrap().to_owned()).collect();
    rules.sort_unstable();
    assert_eq!(rules, ["autocomplete-valid", "color-contrast", "label"]);
}
