//! Chromium as a person uses it: opens pages, types, presses keys and buttons, and tells what it shows.

use fantoccini::{
    Client, ClientBuilder, Locator,
    elements::Element,
    wd::{Capabilities, WebDriverCompatibleCommand},
};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use std::{
    env, fs,
    io::{BufRead, BufReader},
    path::PathBuf,
    process::{Child, Command, Stdio},
    sync::atomic::{AtomicU32, Ordering},
    thread,
    time::{Duration, Instant},
};
use tokio::runtime::{Builder, Runtime};
use url::{ParseError, Url};

pub struct Browser {
    runtime: Runtime,
    client: Client,
    _driver: Driver,
}

/// The process that starts Chromium and passes on what it is told.
struct Driver {
    process: Child,
    address: String,
    profile: PathBuf,
}

impl Driver {
    fn start() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let profile = env::temp_dir().join(format!("forms-chromium-{}-{number}", std::process::id()));
        fs::create_dir_all(&profile).unwrap();
        let mut process = Command::new("chromedriver")
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver is installed");
        let said = BufReader::new(process.stdout.take().unwrap()).lines().map_while(Result::ok);
        let port = said.filter_map(|line| {
            Some(line.split_once("started successfully on port ")?.1.trim_end_matches('.').to_owned())
        });
        let port = { port }.next().expect("chromedriver says where it listens");
        Driver { process, address: format!("http://127.0.0.1:{port}"), profile }
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = fs::remove_dir_all(&self.profile);
    }
}

impl Browser {
    pub fn start() -> Self {
        Self::with(&json!({}))
    }
    /// One that runs no script of a page.
    pub fn without_scripts() -> Self {
        Self::with(&json!({"profile.managed_default_content_settings.javascript": 2}))
    }
    fn with(preferences: &Value) -> Self {
        let driver = Driver::start();
        let profile = format!("--user-data-dir={}", driver.profile.display());
        let arguments = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--lang=en-US",
            "--window-size=800,1000",
            &profile,
        ];
        let options = json!({"args": arguments, "prefs": preferences});
        let capabilities = Capabilities::from_iter([("goog:chromeOptions".to_owned(), options)]);
        let runtime = Builder::new_current_thread().enable_all().build().unwrap();
        let client = runtime.block_on(async {
            let mut builder = ClientBuilder::new(HttpConnector::new());
            builder.capabilities(capabilities).connect(&driver.address).await.expect("Chromium starts")
        });
        Browser { runtime, client, _driver: driver }
    }
    pub fn open(&self, url: &str) {
        self.runtime.block_on(self.client.goto(url)).unwrap();
    }
    /// The path of the page that is shown.
    pub fn path(&self) -> String {
        self.runtime.block_on(self.client.current_url()).unwrap().path().to_owned()
    }
    pub fn title(&self) -> String {
        self.runtime.block_on(self.client.title()).unwrap()
    }
    pub fn html(&self) -> String {
        self.runtime.block_on(self.client.source()).unwrap()
    }
    fn find(&self, css: &str) -> Element {
        let found = self.runtime.block_on(self.client.find(Locator::Css(css)));
        found.unwrap_or_else(|error| panic!("{css}: {error}\n{}", self.html()))
    }
    /// How many elements there are.
    pub fn count(&self, css: &str) -> usize {
        self.runtime.block_on(self.client.find_all(Locator::Css(css))).unwrap().len()
    }
    /// What a person reads there.
    pub fn text(&self, css: &str) -> String {
        self.runtime.block_on(self.find(css).text()).unwrap()
    }
    /// What a control holds.
    pub fn value(&self, css: &str) -> String {
        self.runtime.block_on(self.find(css).prop("value")).unwrap().unwrap_or_default()
    }
    /// The control's text is taken away, and this typed.
    pub fn fill(&self, css: &str, text: &str) {
        let control = self.find(css);
        self.runtime
            .block_on(async {
                control.clear().await?;
                control.send_keys(text).await
            })
            .unwrap_or_else(|error| panic!("{css}: {error}"));
    }
    /// This is typed, or the name of a file chosen.
    pub fn send_keys(&self, css: &str, text: &str) {
        self.runtime.block_on(self.find(css).send_keys(text)).unwrap();
    }
    pub fn click(&self, css: &str) {
        let element = self.find(css);
        self.runtime.block_on(element.click()).unwrap_or_else(|error| panic!("{css}: {error}"));
    }
    /// Does something that brings another page, and waits until that is there.
    pub fn leave(&self, act: impl FnOnce(&Self)) {
        let page = self.find("html");
        act(self);
        let is_left = || self.runtime.block_on(page.tag_name()).is_err();
        let is_read = || self.run("return document.readyState", vec![]) == "complete";
        let until = Instant::now() + Duration::from_secs(30);
        while !(is_left() && is_read()) {
            assert!(Instant::now() < until, "the page stays: {}", self.html());
            thread::sleep(Duration::from_millis(20));
        }
    }
    /// Presses a button that sends the form, or follows a link to another page.
    pub fn go(&self, css: &str) {
        self.leave(|browser| browser.click(css));
    }
    /// Keys are pressed wherever the focus is.
    pub fn press(&self, keys: &str) {
        self.runtime
            .block_on(async { self.client.active_element().await?.send_keys(keys).await })
            .unwrap_or_else(|error| panic!("{keys:?}: {error}"));
    }
    /// The id of what has the focus.
    pub fn focused(&self) -> String {
        let id = self.runtime.block_on(async { self.client.active_element().await?.attr("id").await });
        id.unwrap().unwrap_or_default()
    }
    /// Text comes where the focus is as if it was pasted.
    pub fn paste(&self, text: &str) {
        self.command("Input.insertText", &json!({"text": text}));
    }
    /// What a script, run beside the page, returns.
    pub fn run(&self, script: &str, arguments: Vec<Value>) -> Value {
        self.runtime
            .block_on(self.client.execute(script, arguments))
            .unwrap_or_else(|error| panic!("{error}"))
    }
    /// The same, of a script that has its answer later and gives it to its last argument.
    pub fn run_to_end(&self, script: &str, arguments: Vec<Value>) -> Value {
        self.runtime
            .block_on(self.client.execute_async(script, arguments))
            .unwrap_or_else(|error| panic!("{error}"))
    }
    /// What is shown, as a PNG.
    pub fn screenshot(&self) -> Vec<u8> {
        self.runtime.block_on(self.client.screenshot()).unwrap()
    }
    /// What `WebDriver` has no word for.
    pub fn command(&self, name: &str, parameters: &Value) -> Value {
        let command = DevTools(json!({"cmd": name, "params": parameters}));
        self.runtime
            .block_on(self.client.issue_cmd(command))
            .unwrap_or_else(|error| panic!("{name}: {error}"))
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.runtime.block_on(self.client.clone().close());
    }
}

/// A command of Chromium's own protocol.
#[derive(Debug)]
struct DevTools(Value);

impl WebDriverCompatibleCommand for DevTools {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        base.join(&format!("session/{}/goog/cdp/execute", session.unwrap_or_default()))
    }
    fn method_and_body(&self, _: &Url) -> (ureq::http::Method, Option<String>) {
        (ureq::http::Method::POST, Some(self.0.to_string()))
    }
}
