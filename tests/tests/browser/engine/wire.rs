//! The commands of `WebDriver`, and the two protocols that browsers use for them.

use serde_json::Value;

/// The names of a command in both protocols.
pub struct Command {
    /// The method, and the path after `/session/{id}/` (W3C `WebDriver`). `{element}` is the place of an element, `{name}`
    /// that of a parameter.
    pub method: &'static str,
    pub path: &'static str,
    /// The name in Firefox's own protocol, which has the same parameters.
    pub marionette: &'static str,
}

const fn get(path: &'static str, marionette: &'static str) -> Command {
    Command { method: "GET", path, marionette }
}

const fn post(path: &'static str, marionette: &'static str) -> Command {
    Command { method: "POST", path, marionette }
}

pub const OPEN: Command = post("url", "WebDriver:Navigate");
pub const URL: Command = get("url", "WebDriver:GetCurrentURL");
pub const TITLE: Command = get("title", "WebDriver:GetTitle");
pub const SOURCE: Command = get("source", "WebDriver:GetPageSource");
pub const BACK: Command = post("back", "WebDriver:Back");
pub const FORWARD: Command = post("forward", "WebDriver:Forward");
pub const FIND: Command = post("element", "WebDriver:FindElement");
pub const FIND_ALL: Command = post("elements", "WebDriver:FindElements");
pub const ACTIVE: Command = get("element/active", "WebDriver:GetActiveElement");
pub const TEXT: Command = get("element/{element}/text", "WebDriver:GetElementText");
pub const TAG: Command = get("element/{element}/name", "WebDriver:GetElementTagName");
pub const PROPERTY: Command = get("element/{element}/property/{name}", "WebDriver:GetElementProperty");
pub const CLEAR: Command = post("element/{element}/clear", "WebDriver:ElementClear");
pub const CLICK: Command = post("element/{element}/click", "WebDriver:ElementClick");
pub const SEND_KEYS: Command = post("element/{element}/value", "WebDriver:ElementSendKeys");
pub const ACTIONS: Command = post("actions", "WebDriver:PerformActions");
pub const RUN: Command = post("execute/sync", "WebDriver:ExecuteScript");
pub const RUN_TO_END: Command = post("execute/async", "WebDriver:ExecuteAsyncScript");
pub const SCREENSHOT: Command = get("screenshot", "WebDriver:TakeScreenshot");
pub const FORGET_COOKIES: Command =
    Command { method: "DELETE", path: "cookie", marionette: "WebDriver:DeleteAllCookies" };
/// A command of Chromium's own protocol, sent through `WebDriver`.
pub const DEVTOOLS: Command = post("goog/cdp/execute", "");

/// A connection to a browser.
pub trait Wire {
    /// Sends a command, and returns the value of the response, or the name of the error.
    fn call(&self, command: &Command, element: Option<&str>, parameters: Value) -> Result<Value, String>;
    /// Ends the session, and with it the browser.
    fn quit(&self);
}
