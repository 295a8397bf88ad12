//! The programs that a browser needs: each is started for one test and ends with it.

use super::{marionette::Marionette, webdriver::WebDriver, wire::Wire};
use serde_json::{Value, json};
use std::{
    env, fs,
    io::{BufRead, BufReader},
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::atomic::{AtomicU32, Ordering},
    thread,
    time::{Duration, Instant},
};

/// The processes of one browser, and its directory. They end in the listed order.
pub struct Running {
    processes: Vec<Child>,
    profile: PathBuf,
}

impl Running {
    fn new(name: &str) -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let profile = env::temp_dir().join(format!("forms-{name}-{}-{number}", std::process::id()));
        fs::create_dir_all(&profile).unwrap();
        Running { processes: Vec::new(), profile }
    }
    fn start(&mut self, command: &mut Command) -> &mut Child {
        let name = command.get_program().to_string_lossy().into_owned();
        let process = command.stderr(Stdio::null()).stdin(Stdio::null()).spawn();
        self.processes
            .push(process.unwrap_or_else(|error| panic!("{name}: {error}; see tests/with-browser")));
        self.processes.last_mut().unwrap()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        for process in &mut self.processes {
            let _ = process.kill();
            let _ = process.wait();
        }
        let _ = fs::remove_dir_all(&self.profile);
    }
}

/// Returns the first result of `find` in the lines that a process prints.
fn told(process: &mut Child, find: impl Fn(&str) -> Option<String>) -> String {
    let lines = BufReader::new(process.stdout.take().unwrap()).lines().map_while(Result::ok);
    { lines }.find_map(|line| find(&line)).expect("the process prints its address")
}

/// Waits for a file, and returns its content.
fn written(file: &Path) -> String {
    let until = Instant::now() + Duration::from_secs(120);
    loop {
        match fs::read_to_string(file) {
            Ok(text) if !text.is_empty() => return text,
            _ => assert!(Instant::now() < until, "the browser did not start"),
        }
        thread::sleep(Duration::from_millis(50));
    }
}

/// `preferences` are settings of Chromium.
pub fn chromium(preferences: &Value) -> (Box<dyn Wire>, Running) {
    let mut running = Running::new("chromium");
    let driver = running.start(Command::new("chromedriver").arg("--port=0").stdout(Stdio::piped()));
    let port = told(driver, |line| {
        Some(line.split_once("started successfully on port ")?.1.trim_end_matches('.').to_owned())
    });
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
        &format!("--user-data-dir={}", running.profile.display()),
    ];
    let options = json!({"goog:chromeOptions": {"args": arguments, "prefs": preferences}});
    (Box::new(WebDriver::connect(&port, &options)), running)
}

/// Settings of Firefox that are not the default: it must choose a port, and must not use the network.
const FIREFOX_PREFERENCES: &str = r#"
user_pref("marionette.port", 0);
user_pref("app.normandy.enabled", false);
user_pref("browser.newtabpage.enabled", false);
user_pref("browser.startup.page", 0);
user_pref("browser.startup.homepage_override.mstone", "ignore");
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("extensions.getAddons.cache.enabled", false);
user_pref("network.captive-portal-service.enabled", false);
user_pref("network.connectivity-service.enabled", false);
user_pref("services.settings.server", "data:,");
user_pref("toolkit.telemetry.reportingpolicy.firstRun", false);
user_pref("intl.accept_languages", "en-US");
"#;

pub fn firefox() -> (Box<dyn Wire>, Running) {
    let mut running = Running::new("firefox");
    fs::write(running.profile.join("user.js"), FIREFOX_PREFERENCES).unwrap();
    let is_there = |name: &&str| {
        let paths = env::var_os("PATH").unwrap_or_default();
        env::split_paths(&paths).any(|directory| directory.join(name).is_file())
    };
    let program = ["firefox-esr", "firefox"].into_iter().find(is_there).unwrap_or("firefox-esr");
    let mut command = Command::new(program);
    command
        .args([
            "--headless",
            "--marionette",
            "--no-remote",
            "--width",
            "800",
            "--height",
            "1000",
            "--profile",
        ])
        .arg(&running.profile)
        .env("HOME", &running.profile)
        .env("MOZ_CRASHREPORTER_DISABLE", "1")
        .stdout(Stdio::null());
    running.start(&mut command);
    let port = written(&running.profile.join("MarionetteActivePort"));
    (Box::new(Marionette::connect(port.trim())), running)
}

/// Returns the directory of WebKitGTK's mini browser. Its name contains the version of the interface.
fn mini_browser() -> PathBuf {
    let libraries = Path::new("/usr/lib").join(format!("{}-linux-gnu", env::consts::ARCH));
    let found = ["webkit2gtk-4.1", "webkit2gtk-4.0", "webkitgtk-6.0"].into_iter();
    let mut found = found.map(|name| libraries.join(name).join("MiniBrowser")).filter(|path| path.is_file());
    found.next().expect("WebKitGTK has its MiniBrowser; see tests/with-browser")
}

pub fn webkit() -> (Box<dyn Wire>, Running) {
    let mut running = Running::new("webkit");
    let screen = ["-displayfd", "1", "-nolisten", "tcp", "-screen", "0", "1000x1200x24"];
    let display = running.start(Command::new("Xvfb").args(screen).stdout(Stdio::piped()));
    let display = told(display, |line| Some(line.trim().to_owned()).filter(|number| !number.is_empty()));
    // the driver cannot choose a port by itself
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port().to_string();
    let mut command = Command::new("WebKitWebDriver");
    command
        .arg(format!("--port={port}"))
        .env("DISPLAY", format!(":{display}"))
        .env("GDK_BACKEND", "x11")
        .env("NO_AT_BRIDGE", "1")
        .env("LANG", "C.UTF-8")
        .env("HOME", &running.profile)
        .stdout(Stdio::null());
    for variable in ["XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR"] {
        command.env(variable, &running.profile);
    }
    running.start(&mut command);
    // the browser ends before its screen
    running.processes.reverse();
    let options = json!({"binary": mini_browser(), "args": ["--automation"]});
    (Box::new(WebDriver::connect(&port, &json!({"webkitgtk:browserOptions": options}))), running)
}
