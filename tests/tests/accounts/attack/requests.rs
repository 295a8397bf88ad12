//! The requests of an attacker: each kind with its allowed responses.

use serde_json::{Value, json};
use std::sync::Arc;
use tests::random::Random;

const SITE: &str = "host: localhost\r\nsec-fetch-site: same-origin\r\n";
const FORM: &str = "content-type: application/x-www-form-urlencoded\r\n";
const JSON: &str = "content-type: application/json\r\n";

/// A request and its allowed statuses. Status 0 is a connection that is closed without a response.
pub(super) struct Hostile {
    pub(super) bytes: Vec<u8>,
    pub(super) answers: &'static [u16],
    /// Whether the request stops before its end.
    pub(super) cut: bool,
}

/// An attacker, who knows what any visitor knows and has account 2.
#[derive(Clone)]
pub(super) struct Attacker {
    pub(super) random: Random,
    pub(super) texts: Arc<Vec<String>>,
    /// The cookie of a visitor, with the token of the sign-up page.
    pub(super) visitor: (String, String),
    /// The cookie of the attacker, with the token of the edit page.
    pub(super) own: (String, String),
}

type Kind = (&'static str, fn(&mut Attacker) -> Hostile);

pub(super) const KINDS: &[Kind] = &[
    ("an incident's body, as JSON", Attacker::json_of_an_incident),
    ("an incident's body, as a form", Attacker::form_of_an_incident),
    ("an incident's text as a key", Attacker::key_of_an_incident),
    ("an incident's text as a value", Attacker::value_of_an_incident),
    ("truncated JSON", Attacker::truncated_json),
    ("a truncated form", Attacker::truncated_form),
    ("a body whose end does not come", Attacker::cut_off),
    ("a body too large, as it says", Attacker::too_large),
    ("a body too large, in chunks", Attacker::too_large_in_chunks),
    ("a wrong content type", Attacker::wrong_type),
    ("duplicate keys", Attacker::duplicates),
    ("JSON nested deeply", Attacker::deep),
    ("thousands of keys", Attacker::many_keys),
    ("thousands of rows", Attacker::many_rows),
    ("numbers that are none", Attacker::numbers),
    ("mass assignment, signing up", Attacker::mass_assignment),
    ("mass assignment, to one's own account", Attacker::mass_assignment_to_own),
    ("no token, or a forged one", Attacker::without_token),
    ("a page of another site", Attacker::cross_site),
    ("another's account, by page", Attacker::foreign_page),
    ("another's account, by the API", Attacker::foreign_api),
    ("random bytes", Attacker::random_bytes),
    ("broken HTTP", Attacker::broken),
    ("a head too large", Attacker::large_head),
    ("made-up cookies", Attacker::cookies),
    ("other addresses and methods", Attacker::addresses),
];

/// Each of these makes the server hash a password, so there are fewer of them.
pub(super) const GUESSES: &[Kind] =
    &[("guesses, by page", Attacker::guess_by_page), ("guesses, by the API", Attacker::guess_by_api)];

fn post(path: &str, headers: &str, body: impl AsRef<[u8]>) -> Vec<u8> {
    request("POST", path, headers, body)
}

fn request(method: &str, path: &str, headers: &str, body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    let mut bytes =
        format!("{method} {path} HTTP/1.1\r\n{SITE}{headers}content-length: {}\r\n\r\n", body.len())
            .into_bytes();
    bytes.extend_from_slice(body);
    bytes
}

fn hostile(bytes: Vec<u8>, answers: &'static [u16]) -> Hostile {
    Hostile { bytes, answers, cut: false }
}

fn encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

impl Attacker {
    fn text(&mut self) -> String {
        let at = self.random.below(self.texts.len());
        self.texts[at].clone()
    }

    /// Returns a sign-up that is valid except for the added text.
    fn sign_up(&mut self, adds: &Value) -> Value {
        let name = format!("mallory{}", self.random.below(1_000_000));
        let mut body = json!({
            "username": name, "email": format!("{name}@example.org"), "age": 36,
            "password": "correct horse", "password2": "correct horse",
        });
        body.as_object_mut().unwrap().extend(adds.as_object().unwrap().clone());
        body
    }

    fn sign_up_form(&mut self) -> String {
        format!("csrf_token={}&", self.visitor.1) + &self.sign_up_fields()
    }

    fn sign_up_fields(&mut self) -> String {
        let name = format!("mallory{}", self.random.below(1_000_000));
        format!(
            "username={name}&email={name}%40example.org&age=36&password=correct+horse&password2=correct+horse"
        )
    }

    fn as_visitor(&self, content_type: &str) -> String {
        format!("cookie: {}\r\n{content_type}", self.visitor.0)
    }

    fn as_themselves(&self, content_type: &str) -> String {
        format!("cookie: {}\r\n{content_type}", self.own.0)
    }

    /// Sends it to the page or to the API, which read both formats.
    fn sign_up_by(&mut self, content_type: &str, body: impl AsRef<[u8]>, answers: &'static [u16]) -> Hostile {
        if self.random.once_in(2) {
            hostile(post("/api/users", content_type, body), answers)
        } else {
            hostile(post("/signup", &self.as_visitor(content_type), body), answers)
        }
    }

    fn json_of_an_incident(&mut self) -> Hostile {
        let text = self.text();
        self.sign_up_by(JSON, text, &[400, 413, 422])
    }

    /// Some of these also contain tokens.
    fn form_of_an_incident(&mut self) -> Hostile {
        let body = format!("csrf_token={}&", self.visitor.1) + &self.text();
        self.sign_up_by(FORM, body, &[400, 403, 413, 422])
    }

    fn key_of_an_incident(&mut self) -> Hostile {
        let key = encoded(&self.text());
        let body = format!("{}&{key}=1&is_admin=1", self.sign_up_form());
        self.sign_up_by(FORM, body, &[400, 403, 413, 422])
    }

    fn value_of_an_incident(&mut self) -> Hostile {
        let key = self.random.pick(&[
            "username",
            "email",
            "age",
            "bio",
            "address",
            "phones",
            "password",
            "password2",
        ]);
        let body = json!({ key: self.text(), "is_admin": true });
        let body = self.sign_up(&body).to_string();
        self.sign_up_by(JSON, body, &[422])
    }

    fn truncated_json(&mut self) -> Hostile {
        let phones = json!([{"label": "Home", "number": "12345"}]);
        let body =
            self.sign_up(&json!({"bio": "One\ntwo \u{1f600} \"three\"", "phones": phones})).to_string();
        let mut body = body.into_bytes();
        body.truncate(self.random.below(body.len()));
        self.sign_up_by(JSON, body, &[400])
    }

    fn truncated_form(&mut self) -> Hostile {
        let mut body = format!("is_admin=1&{}", self.sign_up_form());
        body.truncate(self.random.below(body.len()));
        self.sign_up_by(FORM, body, &[400, 403, 422])
    }

    fn cut_off(&mut self) -> Hostile {
        let body = self.sign_up(&json!({})).to_string();
        let mut hostile = self.sign_up_by(JSON, body, &[0, 400]);
        hostile.bytes.truncate(hostile.bytes.len() - 1 - self.random.below(100));
        hostile.cut = true;
        hostile
    }

    fn too_large(&mut self) -> Hostile {
        let body = format!("{{\"bio\":\"{}\"}}", "x".repeat(65_536 + self.random.below(200_000)));
        self.sign_up_by(JSON, body, &[0, 413])
    }

    fn too_large_in_chunks(&mut self) -> Hostile {
        let mut body = format!("POST /api/users HTTP/1.1\r\n{SITE}{JSON}transfer-encoding: chunked\r\n\r\n");
        for _ in 0..=(66_000 / 1_000 + self.random.below(100)) {
            body += &format!("3e8\r\n{}\r\n", "[".repeat(1_000));
        }
        hostile((body + "0\r\n\r\n").into_bytes(), &[0, 413])
    }

    fn wrong_type(&mut self) -> Hostile {
        let content_type = self.random.pick(&[
            "",
            "content-type: text/plain\r\n",
            "content-type: application/xml\r\n",
            "content-type: multipart/mixed; boundary=x\r\n",
            "content-type: application/json; charset=utf-16\r\n",
            "content-type: application/x-yaml\r\n",
            "content-type: application/json\r\ncontent-type: text/plain\r\n",
            "content-type: application/json\r\ncontent-encoding: gzip\r\n",
            "content-type: \u{ff}\r\n",
        ]);
        let body = self.sign_up(&json!({})).to_string();
        self.sign_up_by(content_type, body, &[415])
    }

    fn duplicates(&mut self) -> Hostile {
        let key = self.random.pick(&["username", "email", "age", "password"]);
        if self.random.once_in(2) {
            let body = self.sign_up(&json!({})).to_string();
            let body = body.replace(&format!("\"{key}\""), &format!("\"{key}\":1,\"{key}\""));
            self.sign_up_by(JSON, body.replacen("age", "\\u0061ge", 1), &[422])
        } else {
            let body = format!("{}&{key}=1", self.sign_up_form());
            self.sign_up_by(FORM, body, &[422])
        }
    }

    fn deep(&mut self) -> Hostile {
        let depth = 10 + self.random.below(20_000);
        let (open, close) = self.random.pick(&[("[", "]"), ("{\"a\":", "}")]);
        let key = self.random.pick(&["bio", "address", "phones", "is_admin"]);
        let depth = depth.min(30_000 / open.len());
        let closed = if self.random.once_in(2) { close.repeat(depth) + "}" } else { String::new() };
        self.sign_up_by(JSON, format!("{{\"{key}\":{}1{closed}", open.repeat(depth)), &[400, 413])
    }

    fn many_keys(&mut self) -> Hostile {
        let keys = 300 + self.random.below(3_000);
        let (between, is) = self.random.pick(&[("\":1,\"", JSON), ("=1&", FORM)]);
        let keys = (0..keys).map(|key| format!("k{key}")).collect::<Vec<_>>().join(between);
        if is == JSON {
            self.sign_up_by(JSON, format!("{{\"{keys}\":1}}"), &[413])
        } else {
            let body = format!("csrf_token={}&{keys}=1", self.visitor.1);
            self.sign_up_by(FORM, body, &[413])
        }
    }

    fn many_rows(&mut self) -> Hostile {
        let rows = 6 + self.random.below(1_000);
        if self.random.once_in(2) {
            let rows = vec![json!({"label": "x", "number": "12345"}); rows];
            let body = self.sign_up(&json!({ "phones": rows })).to_string();
            self.sign_up_by(JSON, body, &[413, 422])
        } else {
            let rows: Vec<String> =
                (0..rows).map(|row| format!("phones[{row}].label=x&phones[{row}].number=12345")).collect();
            let body = format!("{}&{}", self.sign_up_form(), rows.join("&"));
            self.sign_up_by(FORM, body, &[413, 422])
        }
    }

    fn numbers(&mut self) -> Hostile {
        let digits = "9".repeat(3 + self.random.below(30_000));
        let number = self.random.pick(&[
            "1e999999999",
            "-1",
            "0x24",
            "NaN",
            "Infinity",
            "36.5",
            "3_6",
            "\u{ff13}6",
            &*digits,
        ]);
        if self.random.once_in(2) {
            let body = self.sign_up(&json!({})).to_string().replace("36", number);
            self.sign_up_by(JSON, body, &[400, 422])
        } else {
            let body = self.sign_up_form().replace("age=36", &format!("age={}", encoded(number)));
            let body = format!("{body}&is_admin=1");
            self.sign_up_by(FORM, body, &[422])
        }
    }

    fn privilege(&mut self) -> (&'static str, Value) {
        let (key, value) = self.random.pick(&[
            ("is_admin", "true"),
            ("id", "1"),
            ("created_at", "\"2000-01-01T00:00:00Z\""),
            ("password_hash", "\"$argon2id$\""),
            ("__proto__", "{\"is_admin\":true}"),
            ("user", "{\"is_admin\":true}"),
            ("user.is_admin", "true"),
            ("IS_ADMIN", "true"),
            ("is_admin\u{0}", "true"),
        ]);
        (key, value.parse().unwrap())
    }

    fn mass_assignment(&mut self) -> Hostile {
        let (key, value) = self.privilege();
        let body = self.sign_up(&json!({ key: value })).to_string();
        self.sign_up_by(JSON, body, &[422])
    }

    fn mass_assignment_to_own(&mut self) -> Hostile {
        let (key, value) = self.privilege();
        let body = json!({"email": "richer@example.org", "age": 77, key: value}).to_string();
        hostile(post("/users/2/edit", &self.as_themselves(JSON), body), &[422])
    }

    fn without_token(&mut self) -> Hostile {
        let token = match self.random.below(4) {
            0 => String::new(),
            1 => format!("&csrf_token={}", self.own.1),
            2 => format!("&csrf_token={}&csrf_token={}", self.visitor.1, self.visitor.1),
            _ => {
                let at = self.random.below(self.visitor.1.len());
                let other = if &self.visitor.1[at..=at] == "A" { "B" } else { "A" };
                format!("&csrf_token={}{other}{}", &self.visitor.1[..at], &self.visitor.1[at + 1..])
            }
        };
        let body = self.sign_up_fields() + &token;
        hostile(post("/signup", &self.as_visitor(FORM), body), &[403])
    }

    fn cross_site(&mut self) -> Hostile {
        let body = self.sign_up(&json!({})).to_string();
        let headers = self.as_visitor(JSON);
        let path = self.random.pick(&["/signup", "/api/users", "/login", "/logout"]);
        let sent = String::from_utf8(post(path, &headers, body)).unwrap();
        let site = self.random.pick(&["cross-site", "same-site", "\u{2603}"]);
        hostile(sent.replacen("same-origin", site, 1).into_bytes(), &[403])
    }

    fn foreign_page(&mut self) -> Hostile {
        let body = format!("csrf_token={}&email=mine%40example.org&age=99", self.own.1);
        let path = format!("/users/{}/edit", self.random.pick(&["1", "3", "4", "999", "-1", "x"]));
        let found: &[u16] = &[403, 404];
        match self.random.below(3) {
            0 => hostile(post(&path, &self.as_themselves(FORM), body), found),
            1 => hostile(request("GET", &path, &self.as_themselves(""), ""), found),
            _ => hostile(post(&path, &self.as_visitor(FORM), body), &[303]),
        }
    }

    fn foreign_api(&mut self) -> Hostile {
        let authorization = self.random.pick(&[
            "",
            "authorization: Basic\r\n",
            "authorization: Basic !!!!\r\n",
            "authorization: Basic YWRh\r\n",
            "authorization: Basic Og==\r\n",
            "authorization: Basic /////w==\r\n",
            "authorization: Bearer YWRhOmFkYQ==\r\n",
            "authorization: Basic YWRhOmFkYQ==\r\nauthorization: Basic YWRhOmFkYQ==\r\n",
        ]);
        let (method, body) = self.random.pick(&[
            ("PATCH", "{\"age\":99}"),
            ("PATCH", "{\"is_admin\":true}"),
            ("PUT", "{\"email\":\"mine@example.org\",\"age\":99}"),
            ("PATCH", "{"),
            ("PUT", ""),
        ]);
        let headers = format!("{}{authorization}", self.as_themselves(JSON));
        hostile(request(method, "/api/users/1", &headers, body), &[401])
    }

    fn random_bytes(&mut self) -> Hostile {
        let body: Vec<u8> = (0..self.random.below(3_000)).map(|_| self.random.word() as u8).collect();
        let content_type = self.random.pick(&[FORM, JSON]);
        self.sign_up_by(content_type, body, &[400, 403, 422])
    }

    fn broken(&mut self) -> Hostile {
        let body = self.sign_up(&json!({})).to_string();
        let head = self.random.pick(&[
            "GET\r\n\r\n",
            "\r\n\r\n\r\n\0\r\n\r\n",
            "GET / HTTP/9.9\r\n\r\n",
            "POST /api/users HTTP/1.1\r\nhost: localhost\r\ncontent-length: -5\r\n\r\n",
            "POST /api/users HTTP/1.1\r\nhost: localhost\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\n",
            "POST /api/users HTTP/1.1\r\nhost: localhost\r\ncontent-length: 99999999999999999999999\r\n\r\n",
            "POST /api/users HTTP/1.1\r\nhost: localhost\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n",
            "POST /api/users HTTP/1.1\r\nhost: localhost\r\ntransfer-encoding: chunked, identity\r\n\r\n0\r\n\r\n",
            "GET / HTTP/1.1\r\nbad header: x\r\n\r\n",
            "GET / HTTP/1.1\r\nhost: local\0host\r\n\r\n",
        ]);
        // the rest is not a request either: a server that ignores the body would read it as a sign-up
        Hostile { bytes: format!("{head}{body}").into_bytes(), answers: &[0, 400, 413, 415], cut: true }
    }

    fn large_head(&mut self) -> Hostile {
        let filler = "x".repeat(70_000 + self.random.below(60_000));
        let head = match self.random.below(3) {
            0 => format!("GET /{filler} HTTP/1.1\r\n{SITE}\r\n"),
            1 => format!("GET / HTTP/1.1\r\n{SITE}cookie: {filler}\r\n\r\n"),
            _ => format!("GET / HTTP/1.1\r\n{SITE}{}\r\n", "a: b\r\n".repeat(4_000)),
        };
        Hostile { bytes: head.into_bytes(), answers: &[0, 414, 431], cut: true }
    }

    fn cookies(&mut self) -> Hostile {
        let cookie = match self.random.below(5) {
            0 => String::new(),
            1 => "cookie: accounts=\r\n".to_owned(),
            2 => format!("cookie: accounts={:022}\r\n", self.random.below(usize::MAX)),
            3 => format!("cookie: accounts={}\r\n", "=;,\u{e9}".repeat(self.random.below(1_000))),
            _ => format!("cookie: {}\r\n", "accounts=AAAAAAAAAAAAAAAAAAAAAA; ".repeat(200)),
        };
        let path = self.random.pick(&["/", "/signup", "/login", "/logout", "/widgets", "/widgets/invalid"]);
        hostile(request("GET", path, &cookie, ""), &[200])
    }

    fn addresses(&mut self) -> Hostile {
        let method = self.random.pick(&["GET", "PUT", "DELETE", "OPTIONS", "TRACE", "PROPFIND"]);
        let path = self.random.pick(&[
            "/../../etc/passwd",
            "/%2e%2e/%00",
            "/users/99999999999999999999/edit",
            "/users/%FF/edit",
            "/api/users/%FF",
            "/api/users/1/../2",
            "/api/",
            "//evil.example/",
            "/login?next=//evil.example",
            "/widgets/%3Cscript%3E?theme=a&theme=b",
            "*",
        ]);
        hostile(request(method, path, &self.as_visitor(""), ""), &[200, 303, 400, 401, 404, 405])
    }

    fn guess_by_page(&mut self) -> Hostile {
        let name = self.random.pick(&["ada", "eve", "nobody"]);
        let body = json!({"username": name, "password": format!("guess {}", self.text())}).to_string();
        hostile(post("/login", &self.as_visitor(JSON), body), &[422])
    }

    fn guess_by_api(&mut self) -> Hostile {
        let guess = self.random.pick(&["YWRhOmFkYQ==", "ZXZlOmFkYQ==", "bm9ib2R5OmFkYQ=="]);
        let headers = format!("{JSON}authorization: Basic {guess}\r\n");
        hostile(request("PATCH", "/api/users/1", &headers, "{\"age\":99}"), &[401])
    }
}
