//! People whom an attack must not disturb.

use crate::server::{Answer, PASSWORD, Server};
use rusqlite::Row;
use serde_json::json;
use std::time::{Duration, Instant};

/// The values of an account in the database: name, e-mail address, age, text, first phone.
#[derive(Debug, Clone, PartialEq)]
struct Account {
    username: String,
    email: String,
    age: u32,
    bio: Option<String>,
    phone: Option<String>,
    is_admin: bool,
}

/// A person who signs up, edits the account, and logs in and out, on pages and through the API, and records what was saved.
pub(super) struct People<'s> {
    server: &'s Server,
    accounts: Vec<Account>,
    /// A browser that is still logged in.
    sessions: u32,
    requests: u32,
    longest: Duration,
}

impl<'s> People<'s> {
    pub(super) fn new(server: &'s Server) -> Self {
        People { server, accounts: Vec::new(), sessions: 0, requests: 0, longest: Duration::ZERO }
    }

    fn served(&mut self, status: u16, request: impl FnOnce(&Server) -> Answer) -> Answer {
        let start = Instant::now();
        let answer = request(self.server);
        self.longest = self.longest.max(start.elapsed());
        self.requests += 1;
        assert_eq!(answer.status, status, "{}", answer.text);
        answer
    }

    /// Signs up on the page, in a new browser.
    pub(super) fn sign_up(&mut self, username: &str) {
        self.server.change_cookie(None);
        self.served(303, |server| server.sign_up(username));
        self.sessions += 1;
        self.accounts.push(Account {
            username: username.to_owned(),
            email: format!("{username}@example.org"),
            age: 36,
            bio: None,
            phone: None,
            is_admin: false,
        });
    }

    pub(super) fn one_round(&mut self) {
        let id = self.accounts.len() + 1;
        let by_page = format!("page{id}");
        self.sign_up(&by_page);
        let email = format!("{by_page}@example.net");
        let fields = [
            ("email", &*email),
            ("age", "40"),
            ("bio", "One\r\ntwo"),
            ("phones[0].label", "Home"),
            ("phones[0].number", "12345"),
        ];
        self.served(303, |server| server.form(&format!("/users/{id}/edit"), &fields));
        let account = self.accounts.last_mut().unwrap();
        (account.email, account.age) = (email, 40);
        (account.bio, account.phone) = (Some("One\ntwo".into()), Some("12345".into()));
        self.served(303, |server| server.form("/logout", &[]));
        self.sessions -= 1;
        self.served(303, |server| server.log_in(&by_page, PASSWORD));
        self.sessions += 1;
        self.served(200, |server| server.get("/"));

        let (id, by_api) = (id + 1, format!("api{id}"));
        let email = format!("{by_api}@example.org");
        let body = json!({"username": by_api, "email": email, "age": 20, "password": PASSWORD, "password2": PASSWORD});
        let answer = self.served(201, |server| server.json("POST", "/api/users", &body.to_string()));
        assert_eq!(answer.header("location"), format!("/api/users/{id}"));
        self.server.call_as(&by_api, PASSWORD);
        self.served(200, |server| server.json("PATCH", &format!("/api/users/{id}"), r#"{"age": 21}"#));
        let shown = self.served(200, |server| server.get(&format!("/api/users/{id}"))).json();
        assert_eq!((&shown["age"], &shown["email"]), (&json!(21), &json!(email)));
        self.accounts.push(Account {
            username: by_api,
            email,
            age: 21,
            bio: None,
            phone: None,
            is_admin: false,
        });
    }

    /// Returns the figures as text.
    pub(super) fn told(&self) -> String {
        format!("{} legitimate requests, the longest in {:.0?}", self.requests, self.longest)
    }

    pub(super) fn assert_that_the_database_has_what_they_wrote(&self) {
        let database = self.server.database();
        let account = |row: &Row<'_>| {
            Ok(Account {
                username: row.get(0)?,
                email: row.get(1)?,
                age: row.get(2)?,
                bio: row.get(3)?,
                phone: row.get(4)?,
                is_admin: row.get(5)?,
            })
        };
        let mut select = database
            .prepare(
                "SELECT username, email, age, bio, (SELECT group_concat(number) FROM phones WHERE user = id), is_admin
                 FROM users ORDER BY id",
            )
            .unwrap();
        let written: Vec<_> = select.query_map([], account).unwrap().map(Result::unwrap).collect();
        assert_eq!(written, self.accounts);
        let sessions: u32 =
            database.query_row("SELECT count(*) FROM sessions", [], |row| row.get(0)).unwrap();
        assert_eq!(sessions, self.sessions);
        let sound: String = database.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
        assert_eq!(sound, "ok");
    }
}
