//! Runs the application as a process with a new database, with a client.

use headers::{Authorization, HeaderMapExt, authorization::Basic};
use rusqlite::{Connection, OpenFlags};
use serde_json::Value;
use std::{
    env, fs,
    io::{BufRead, BufReader},
    path::PathBuf,
    process::{Child, Command, Stdio},
    sync::{Mutex, OnceLock},
};
use ureq::{Agent, AsSendBody, http};

/// The password of every user.
pub const PASSWORD: &str = "correct horse";

pub struct Server {
    process: Child,
    address: String,
    directory: PathBuf,
    agent: Agent,
    /// The session cookie that a browser sends.
    cookie: Mutex<Option<String>>,
    /// The credentials of each API request.
    credentials: Mutex<Option<Authorization<Basic>>>,
}

pub struct Answer {
    pub status: u16,
    pub headers: http::HeaderMap,
    pub text: String,
}

/// Builds the application once with cargo, and returns the path of the executable.
fn executable() -> &'static str {
    static BUILT: OnceLock<String> = OnceLock::new();
    BUILT.get_or_init(|| {
        let built = Command::new(env!("CARGO"))
            .args([
                "build",
                "-p",
                "examples",
                "--bin",
                "accounts",
                "--message-format",
                "json-render-diagnostics",
                "--profile",
                if cfg!(debug_assertions) { "dev" } else { "release" },
            ])
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .stderr(Stdio::inherit())
            .output()
            .unwrap();
        assert!(built.status.success(), "accounts does not build");
        let messages = String::from_utf8(built.stdout).unwrap();
        let messages = messages.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
        let mut executables =
            messages.filter_map(|message| message["executable"].as_str().map(str::to_owned));
        executables.next_back().expect("cargo prints the path of the executable")
    })
}

impl Server {
    /// Starts a server with a database that has the name of the test.
    pub fn start(test: &str) -> Self {
        Self::start_on(test, "")
    }

    /// Starts a server with a database on which this SQL has run.
    pub fn start_on(test: &str, sql: &str) -> Self {
        let directory = env::temp_dir().join(format!("forms-accounts-{}-{test}", std::process::id()));
        fs::create_dir_all(&directory).unwrap();
        if !sql.is_empty() {
            Connection::open(directory.join("test.db")).unwrap().execute_batch(sql).unwrap();
        }
        let mut process = Command::new(executable())
            .env("PORT", "0")
            .env("DATABASE_URL", format!("sqlite://{}", directory.join("test.db").display()))
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut said = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut said).unwrap();
        let address =
            said.split(' ').find(|word| word.starts_with("http://")).expect("the address").to_owned();
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false);
        Server {
            process,
            address,
            directory,
            agent: config.build().into(),
            cookie: Mutex::default(),
            credentials: Mutex::default(),
        }
    }

    pub fn get(&self, path: &str) -> Answer {
        self.send(http::Request::get(self.url(path)).body(()).unwrap())
    }

    pub fn json(&self, method: &str, path: &str, body: &str) -> Answer {
        self.typed(method, path, "application/json", body.to_owned())
    }

    /// Sends the form of a page, with the page's token.
    pub fn form(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.form_with(path, fields, &self.token(path), &[("sec-fetch-site", "same-origin")])
    }

    pub fn form_with(
        &self,
        path: &str,
        fields: &[(&str, &str)],
        token: &str,
        headers: &[(&str, &str)],
    ) -> Answer {
        let mut body = serde_urlencoded::to_string(fields).unwrap();
        if !token.is_empty() {
            body += &format!("&csrf_token={token}");
        }
        let mut request =
            http::Request::post(self.url(path)).header("content-type", "application/x-www-form-urlencoded");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request.body(body).unwrap())
    }

    /// Returns the token of a page's form, or an empty text if it has none.
    pub fn token(&self, path: &str) -> String {
        let page = self.get(path).text;
        let token = page.split_once("name=\"csrf_token\" value=\"").map_or("", |(_, rest)| rest);
        token.split('"').next().unwrap_or_default().to_owned()
    }

    /// Changes to another browser with this cookie, or to a new one. Returns the cookie of the browser before.
    pub fn change_cookie(&self, cookie: Option<String>) -> Option<String> {
        std::mem::replace(&mut *self.cookie.lock().unwrap(), cookie)
    }

    /// Returns the cookie of the present browser.
    pub fn cookie(&self) -> String {
        self.cookie.lock().unwrap().clone().unwrap_or_default()
    }

    /// Signs up on the page, with [`PASSWORD`] and an address made from the name.
    pub fn sign_up(&self, username: &str) -> Answer {
        let email = format!("{username}@example.org");
        let fields = [
            ("username", username),
            ("email", &email),
            ("age", "36"),
            ("password", PASSWORD),
            ("password2", PASSWORD),
        ];
        self.form("/signup", &fields)
    }

    pub fn log_in(&self, username: &str, password: &str) -> Answer {
        self.form("/login", &[("username", username), ("password", password)])
    }

    /// Sets the credentials of further API requests.
    pub fn call_as(&self, username: &str, password: &str) {
        *self.credentials.lock().unwrap() = Some(Authorization::basic(username, password));
    }

    pub fn call_as_nobody(&self) {
        self.credentials.lock().unwrap().take();
    }

    pub fn typed(&self, method: &str, path: &str, content_type: &str, body: String) -> Answer {
        let request =
            http::Request::builder().method(method).uri(self.url(path)).header("content-type", content_type);
        self.send(request.body(body).unwrap())
    }

    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }

    pub fn send(&self, mut request: http::Request<impl AsSendBody>) -> Answer {
        if let Some(cookie) = &*self.cookie.lock().unwrap() {
            request.headers_mut().insert("cookie", cookie.parse().unwrap());
        }
        if let Some(credentials) = &*self.credentials.lock().unwrap() {
            request.headers_mut().typed_insert(credentials.clone());
        }
        let (head, mut body) = self.agent.run(request).unwrap().into_parts();
        let text = body.read_to_string().unwrap();
        if let Some(cookie) = head.headers.get("set-cookie") {
            let (pair, attributes) = cookie.to_str().unwrap().split_once(';').unwrap();
            let ends = attributes.contains("Max-Age=0");
            *self.cookie.lock().unwrap() = Some(pair.to_owned()).filter(|_| !ends);
        }
        Answer { status: head.status.as_u16(), headers: head.headers, text }
    }

    /// Opens the database file while the server runs.
    pub fn database(&self) -> Connection {
        Connection::open_with_flags(self.directory.join("test.db"), OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap()
    }

    /// Changes the database as no request can.
    pub fn change_database(&self, sql: &str) {
        Connection::open(self.directory.join("test.db")).unwrap().execute_batch(sql).unwrap();
    }

    /// Returns the processor time of the server, in the kernel's ticks (usually 10 ms).
    #[cfg(target_os = "linux")]
    pub fn processor_time(&self) -> u64 {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.process.id())).unwrap();
        // after the name, which can contain blanks, `utime` and `stime` are the 12th and 13th values (proc_pid_stat(5))
        let fields = stat.rsplit_once(')').unwrap().1.split_whitespace();
        fields.skip(11).take(2).map(|ticks| ticks.parse::<u64>().unwrap()).sum()
    }

    /// Returns the present and the highest memory use of the server, in KiB.
    #[cfg(target_os = "linux")]
    pub fn memory(&self) -> (u64, u64) {
        let status = fs::read_to_string(format!("/proc/{}/status", self.process.id())).unwrap();
        let size = |name: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap();
            line.trim().strip_suffix(" kB").unwrap().parse().unwrap()
        };
        (size("VmRSS:"), size("VmHWM:"))
    }

    pub fn count(&self) -> u32 {
        self.database().query_row("SELECT count(*) FROM users", [], |row| row.get(0)).unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = fs::remove_dir_all(&self.directory);
    }
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("{} {}", self.status, self.text))
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// Returns a pointer and a code for each error, with the key if it is unknown.
    pub fn problems(&self) -> Vec<String> {
        assert_eq!(self.header("content-type"), "application/problem+json", "{}", self.text);
        let problem = self.json();
        assert_eq!(problem["status"], self.status);
        let told = |error: &Value| {
            let part = |part: &Value| part.as_str().unwrap_or_default().to_owned();
            assert!(!part(&error["detail"]).is_empty());
            let key = part(&error["params"]["key"]);
            format!("{} {} {key}", part(&error["pointer"]), part(&error["code"])).trim_end().to_owned()
        };
        problem["errors"].as_array().unwrap().iter().map(told).collect()
    }
}
