//! Drives a browser as a person does: opens pages, types, presses keys and buttons, and reads what it shows.

mod marionette;
mod process;
mod webdriver;
mod wire;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use process::Running;
use serde_json::{Value, json};
use std::{
    thread,
    time::{Duration, Instant},
};
use wire::{Command, Wire};

/// Keys that are not characters.
pub mod key {
    pub const TAB: &str = "\u{e004}";
    pub const ENTER: &str = "\u{e007}";
    /// Held down until [`RELEASE`].
    pub const CONTROL: &str = "\u{e009}";
    pub const RELEASE: &str = "\u{e000}";
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    Chromium,
    Firefox,
    /// WebKitGTK
    WebKit,
}

/// Makes a test for each engine from a function that takes an engine: `name::chromium`, `name::firefox`, `name::webkit`.
macro_rules! in_each_engine {
    ($($test:ident),* $(,)?) => {$(
        mod $test {
            crate::engine::in_engine!(Chromium chromium super::$test);
            crate::engine::in_engine!(Firefox firefox super::$test);
            crate::engine::in_engine!(WebKit webkit super::$test);
        }
    )*};
}
/// Makes the test of one engine, in a module with the name of the function.
macro_rules! in_engine {
    ($engine:ident $name:ident $test:expr) => {
        #[test]
        #[ignore = "needs a browser: tests/with-browser"]
        fn $name() {
            $test(crate::engine::Engine::$engine);
        }
    };
}
pub(crate) use {in_each_engine, in_engine};

pub struct Browser {
    pub engine: Engine,
    wire: Box<dyn Wire>,
    _running: Running,
}

/// The JSON key of an element reference in `WebDriver`.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

fn element(value: &Value) -> String {
    value[ELEMENT].as_str().unwrap_or_else(|| panic!("no element: {value}")).to_owned()
}

impl Browser {
    pub fn start(engine: Engine) -> Self {
        Self::with(engine, &json!({}))
    }
    /// Starts a browser that does not run scripts of pages. Chromium has a setting for it; for the others, the policy of our
    /// pages allows no scripts.
    pub fn without_scripts(engine: Engine) -> Self {
        Self::with(engine, &json!({"profile.managed_default_content_settings.javascript": 2}))
    }
    fn with(engine: Engine, chromium_preferences: &Value) -> Self {
        let (wire, running) = match engine {
            Engine::Chromium => process::chromium(chromium_preferences),
            Engine::Firefox => process::firefox(),
            Engine::WebKit => process::webkit(),
        };
        Browser { engine, wire, _running: running }
    }
    fn call(&self, command: &Command, parameters: Value) -> Result<Value, String> {
        self.wire.call(command, None, parameters)
    }
    fn ask(&self, command: &Command) -> String {
        let value = self.call(command, json!({})).unwrap();
        value.as_str().unwrap_or_else(|| panic!("no text: {value}")).to_owned()
    }
    /// Acts on the first element that the selector matches.
    fn on(&self, css: &str, command: &Command, parameters: Value) -> Value {
        let found = self.find(css);
        self.wire.call(command, Some(&found), parameters).unwrap_or_else(|error| panic!("{css}: {error}"))
    }
    fn find(&self, css: &str) -> String {
        let found = self.call(&wire::FIND, json!({"using": "css selector", "value": css}));
        element(&found.unwrap_or_else(|error| panic!("{css}: {error}\n{}", self.html())))
    }
    pub fn open(&self, url: &str) {
        self.call(&wire::OPEN, json!({"url": url})).unwrap();
    }
    /// Returns the path of the page.
    pub fn path(&self) -> String {
        url::Url::parse(&self.ask(&wire::URL)).unwrap().path().to_owned()
    }
    pub fn title(&self) -> String {
        self.ask(&wire::TITLE)
    }
    pub fn html(&self) -> String {
        self.ask(&wire::SOURCE)
    }
    /// Returns the number of matching elements.
    pub fn count(&self, css: &str) -> usize {
        let found = self.call(&wire::FIND_ALL, json!({"using": "css selector", "value": css})).unwrap();
        found.as_array().unwrap().len()
    }
    /// Returns the visible text, each line without blanks at its ends.
    pub fn text(&self, css: &str) -> String {
        let text = self.on(css, &wire::TEXT, json!({}));
        text.as_str().unwrap().lines().map(str::trim).collect::<Vec<_>>().join("\n")
    }
    /// Returns the value of a control.
    pub fn value(&self, css: &str) -> String {
        let value = self.on(css, &wire::PROPERTY, json!({"name": "value"}));
        value.as_str().unwrap_or_default().to_owned()
    }
    /// Replaces the text of a control.
    pub fn fill(&self, css: &str, text: &str) {
        // WebKitGTK's driver has no key for a line break, and loses keys on a busy machine
        let keys =
            if self.engine == Engine::WebKit { text.replace('\n', key::ENTER) } else { text.to_owned() };
        for _ in 0..5 {
            self.clear(css);
            self.send_keys(css, &keys);
            if self.engine != Engine::WebKit || self.value(css) == text {
                return;
            }
        }
    }
    /// Clears the text of a control.
    pub fn clear(&self, css: &str) {
        self.on(css, &wire::CLEAR, json!({}));
    }
    /// Types the text, or chooses the file of that name.
    pub fn send_keys(&self, css: &str, text: &str) {
        self.on(css, &wire::SEND_KEYS, json!({"text": text}));
    }
    pub fn click(&self, css: &str) {
        self.on(css, &wire::CLICK, json!({}));
    }
    /// Runs an action that loads another page, and waits for that page.
    pub fn leave(&self, act: impl FnOnce(&Self)) {
        let page = self.find("html");
        act(self);
        assert!(self.has_left(&page, Duration::from_secs(60)), "the page stays: {}", self.html());
    }
    /// Waits until the browser shows another page. Returns false after the time limit.
    fn has_left(&self, page: &str, at_most: Duration) -> bool {
        let is_left = || self.wire.call(&wire::TAG, Some(page), json!({})).is_err();
        let is_read = || {
            let state = self.call(&wire::RUN, json!({"script": "return document.readyState", "args": []}));
            state.is_ok_and(|state| state == "complete")
        };
        let until = Instant::now() + at_most;
        while !(is_left() && is_read()) {
            if Instant::now() > until {
                return false;
            }
            thread::sleep(Duration::from_millis(20));
        }
        true
    }
    /// Presses a submit button, or follows a link to another page.
    ///
    /// WebKitGTK's driver loses clicks on a busy machine, as it loses keys. With it, a click is repeated if no page is
    /// loaded within 20 seconds.
    pub fn go(&self, css: &str) {
        let page = self.find("html");
        for _ in 0..if self.engine == Engine::WebKit { 3 } else { 1 } {
            self.click(css);
            if self.has_left(&page, Duration::from_secs(20)) {
                return;
            }
        }
        assert!(self.has_left(&page, Duration::from_secs(40)), "the page stays: {}", self.html());
    }
    /// Goes back to the previous page, as the Back button does.
    pub fn back(&self) {
        self.leave(|browser| drop(browser.call(&wire::BACK, json!({})).unwrap()));
    }
    /// Goes forward again.
    pub fn forward(&self) {
        self.leave(|browser| drop(browser.call(&wire::FORWARD, json!({})).unwrap()));
    }
    /// Deletes the cookies, as if the session had ended.
    pub fn forget_cookies(&self) {
        self.call(&wire::FORGET_COOKIES, json!({})).unwrap();
    }
    /// Presses keys at the focused element.
    pub fn press(&self, keys: &str) {
        let (mut actions, mut held) = (Vec::new(), Vec::new());
        let mut act = |kind: &str, key: char| actions.push(json!({"type": kind, "value": key.to_string()}));
        for pressed in keys.chars() {
            match pressed.encode_utf8(&mut [0; 4]) as &str {
                key::RELEASE => held.drain(..).for_each(|key| act("keyUp", key)),
                key::CONTROL => {
                    act("keyDown", pressed);
                    held.push(pressed);
                }
                _ => {
                    act("keyDown", pressed);
                    act("keyUp", pressed);
                }
            }
        }
        let keyboard = json!({"type": "key", "id": "keyboard", "actions": actions});
        self.call(&wire::ACTIONS, json!({"actions": [keyboard]}))
            .unwrap_or_else(|error| panic!("{keys:?}: {error}"));
    }
    /// Returns the id of the focused element.
    pub fn focused(&self) -> String {
        let focused = element(&self.call(&wire::ACTIVE, json!({})).unwrap());
        let id = self.wire.call(&wire::PROPERTY, Some(&focused), json!({"name": "id"})).unwrap();
        id.as_str().unwrap_or_default().to_owned()
    }
    /// Inserts a text at the focused element, as if it was pasted.
    pub fn paste(&self, text: &str) {
        self.devtools("Input.insertText", &json!({"text": text}));
    }
    /// Runs a script beside the page, and returns its result.
    pub fn run(&self, script: &str, arguments: &[Value]) -> Value {
        self.call(&wire::RUN, json!({"script": script, "args": arguments})).unwrap()
    }
    /// Waits until a script returns `true`, for effects that happen some time after a page is loaded.
    pub fn wait_until(&self, script: &str) {
        let until = Instant::now() + Duration::from_secs(30);
        while self.run(script, &[]) != true {
            assert!(Instant::now() < until, "{script}: {}", self.html());
            thread::sleep(Duration::from_millis(20));
        }
    }
    /// As `run`, for a script that calls its last argument with the result.
    pub fn run_to_end(&self, script: &str, arguments: &[Value]) -> Value {
        self.call(&wire::RUN_TO_END, json!({"script": script, "args": arguments})).unwrap()
    }
    /// Returns a screenshot of the page as a PNG.
    pub fn screenshot(&self) -> Vec<u8> {
        STANDARD.decode(self.ask(&wire::SCREENSHOT)).unwrap()
    }
    /// Runs a command of Chromium's own protocol that `WebDriver` does not have.
    pub fn devtools(&self, name: &str, parameters: &Value) -> Value {
        assert_eq!(self.engine, Engine::Chromium);
        self.call(&wire::DEVTOOLS, json!({"cmd": name, "params": parameters}))
            .unwrap_or_else(|error| panic!("{name}: {error}"))
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        self.wire.quit();
    }
}
