//! The pictures of the manual: the sign-up page empty, with errors, and in each theme.

use crate::{
    accounts::SEND,
    axe::dress,
    engine::{Browser, Engine},
    server::Server,
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::json;
use std::{
    env, fs,
    io::Write,
    path::PathBuf,
    process::{Command, Stdio},
};

/// A name, a page, whether it is submitted with errors, and a theme.
const PICTURES: &[(&str, &str, bool, &str)] = &[
    ("signup-empty", "/signup", false, "plain"),
    ("signup-invalid", "/signup", true, "plain"),
    ("signup-gov-uk", "/signup?theme=gov-uk", true, "gov-uk"),
    ("signup-bootstrap", "/signup?theme=bootstrap", true, "bootstrap"),
];

/// The limit in bytes, because every reader of the manual loads the pictures.
const LARGEST: usize = 80_000;

fn directory() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../forms/docs/pictures")
}

/// Takes a screenshot of the whole page.
fn picture(browser: &Browser) -> Vec<u8> {
    let size = |height| json!({"width": 720, "height": height, "deviceScaleFactor": 1, "mobile": false});
    browser.devtools("Emulation.setDeviceMetricsOverride", &size(json!(600)));
    let height = browser.run("return document.documentElement.scrollHeight", &[]);
    browser.devtools("Emulation.setDeviceMetricsOverride", &size(height));
    browser.screenshot()
}

/// Reduces the colours to a palette, if the program for it is installed.
fn smaller(png: Vec<u8>) -> Vec<u8> {
    let started = Command::new("pngquant")
        .args(["--speed=1", "32", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn();
    let Ok(mut process) = started else { return png };
    let mut input = process.stdin.take().unwrap();
    let writer = std::thread::spawn(move || input.write_all(&png).map(|()| png));
    let output = process.wait_with_output().unwrap();
    assert!(output.status.success());
    writer.join().unwrap().unwrap();
    output.stdout
}

#[test]
#[ignore = "needs Chromium: tests/with-browser"]
fn the_manual_has_pictures() {
    let (server, browser) = (Server::start("pictures"), Browser::start(Engine::Chromium));
    for (name, page, is_sent, theme) in PICTURES {
        browser.open(&server.url(page));
        if *is_sent {
            for (name, typed) in [("username", "ada lovelace"), ("email", "ada@example"), ("age", "36")] {
                browser.fill(&format!("#id_{name}"), typed);
            }
            for name in ["password", "password2"] {
                browser.fill(&format!("#id_{name}"), "1234567890");
            }
            browser.go(SEND);
            assert_eq!(browser.title(), "Error: Sign up");
        }
        dress(&browser, theme);
        let png = picture(&browser);
        assert!(png.starts_with(b"\x89PNG") && png.len() > 10_000, "{name} is not a picture");
        if env::var_os("KEEP_PICTURES").is_some() {
            let png = smaller(png);
            assert!(png.len() < LARGEST, "{name} has {} bytes; is pngquant installed?", png.len());
            fs::create_dir_all(directory()).unwrap();
            fs::write(directory().join(format!("{name}.png")), png).unwrap();
        }
    }
    if env::var_os("KEEP_PICTURES").is_some() {
        fs::write(directory().join("embedded.md"), embedded()).unwrap();
    }
}

/// Returns the pictures as data URLs, because rustdoc has no other files next to a page.
fn embedded() -> String {
    let link = |name: &str| {
        let png = fs::read(directory().join(format!("{name}.png"))).unwrap();
        format!("[{name}]: data:image/png;base64,{}\n", STANDARD.encode(png))
    };
    PICTURES.iter().map(|(name, ..)| link(name)).collect()
}

#[test]
fn the_manual_shows_the_pictures() {
    let kept = fs::read_to_string(directory().join("embedded.md")).unwrap();
    assert!(kept == embedded(), "tests/with-browser pictures");
    let manual = include_str!("../../../forms/docs/rendering.md");
    for (name, ..) in PICTURES {
        assert!(manual.contains(&format!("][{name}]")), "{name} is shown");
        assert!(
            manual.contains(&format!("\n[{name}]: pictures/{name}.png\n")),
            "{name} is not in the manual"
        );
    }
}
