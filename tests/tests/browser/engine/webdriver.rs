//! W3C `WebDriver` over HTTP, as the drivers of Chromium and WebKitGTK implement it.

use super::wire::{Command, Wire};
use serde_json::{Value, json};
use std::{
    thread,
    time::{Duration, Instant},
};
use ureq::{Agent, http};

pub struct WebDriver {
    agent: Agent,
    session: String,
}

impl WebDriver {
    /// Starts a session with a driver that listens on that port, or soon will.
    pub fn connect(port: &str, capabilities: &Value) -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(Duration::from_secs(120)));
        let agent: Agent = config.build().into();
        let driver = format!("http://127.0.0.1:{port}");
        let until = Instant::now() + Duration::from_secs(20);
        while agent.get(format!("{driver}/status")).call().is_err() {
            assert!(Instant::now() < until, "the driver did not start");
            thread::sleep(Duration::from_millis(50));
        }
        let body = json!({"capabilities": {"alwaysMatch": capabilities}});
        let answer = send(&agent, "POST", &format!("{driver}/session"), &body).expect("the browser starts");
        let id = answer["sessionId"].as_str().expect("a session has an id");
        WebDriver { session: format!("{driver}/session/{id}"), agent }
    }
}

fn send(agent: &Agent, method: &str, url: &str, body: &Value) -> Result<Value, String> {
    let request = http::Request::builder().method(method).uri(url);
    let answer = if method == "POST" {
        agent.run(request.header("content-type", "application/json").body(body.to_string()).unwrap())
    } else {
        agent.run(request.body(()).unwrap())
    };
    let mut answer = answer.map_err(|error| error.to_string())?;
    let text = answer
        .body_mut()
        .with_config()
        .limit(u64::MAX)
        .read_to_string()
        .map_err(|error| error.to_string())?;
    let mut answer_body: Value = serde_json::from_str(&text).map_err(|error| format!("{error}: {text}"))?;
    let value = answer_body["value"].take();
    match value["error"].as_str() {
        Some(error) if !answer.status().is_success() => Err(format!("{error}: {}", value["message"])),
        _ => Ok(value),
    }
}

impl Wire for WebDriver {
    fn call(&self, command: &Command, element: Option<&str>, parameters: Value) -> Result<Value, String> {
        let name = parameters["name"].as_str().unwrap_or_default();
        let path = command.path.replace("{element}", element.unwrap_or_default()).replace("{name}", name);
        send(&self.agent, command.method, &format!("{}/{path}", self.session), &parameters)
    }
    fn quit(&self) {
        let _ = send(&self.agent, "DELETE", &self.session, &Value::Null);
    }
}
