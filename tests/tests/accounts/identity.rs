//! Names and addresses that identify the same account, in all their spellings.

use crate::{
    api::{PASSWORD, ada, sign_up, with},
    server::Server,
};
use serde_json::json;

/// Returns the errors of a sign-up with that name and address. The list is empty for a new account.
fn problems(server: &Server, username: &str, email: &str) -> Vec<String> {
    let answer = sign_up(server, &with(ada(), &json!({"username": username, "email": email})));
    if answer.status == 201 { Vec::new() } else { answer.problems() }
}

#[test]
fn a_name_identifies_one_account_in_every_case_and_script() {
    let server = Server::start("names");
    let mut address = 0;
    let mut sign_up = |username: &str| {
        address += 1;
        problems(&server, username, &format!("{address}@example.org"))
    };
    for (first, others) in [
        ("Émile", &["émile", "ÉMILE", "e\u{301}mile", "E\u{301}MILE"][..]),
        ("Straße", &["STRASSE", "strasse", "straße", "STRA\u{1e9e}E"]),
        // Cyrillic letters
        ("coco", &["сосо", "СОСО", "Сосо"]),
        ("Σίσυφος", &["ΣΊΣΥΦΟΣ", "σίσυφοσ"]),
        ("paul", &["pauI", "PAUL", "ｐａｕｌ"]),
        ("чай", &["ЧАЙ", "Чай"]),
    ] {
        assert_eq!(sign_up(first), Vec::<String>::new(), "{first}");
        for other in others {
            assert_eq!(sign_up(other), ["#/username unique"], "{other}, after {first}");
        }
    }
    assert_eq!(sign_up("Emile"), Vec::<String>::new(), "another letter is another name");
    assert_eq!(server.count(), 7);
}

#[test]
fn a_mailbox_identifies_one_account_in_every_spelling() {
    let server = Server::start("mailboxes");
    let mut name = 0;
    let mut sign_up = |email: &str| {
        name += 1;
        problems(&server, &format!("name{name}"), email)
    };
    for (first, others) in [
        (
            "a@bücher.example.org",
            &["a@BÜCHER.example.org", "a@xn--bcher-kva.example.org", "A@XN--BCHER-KVA.Example.ORG"][..],
        ),
        ("b@xn--p1ai.xn--p1ai", &["b@рф.рф", "B@РФ.рф", "b@рф.xn--p1ai"]),
        ("c@faß.de", &["c@xn--fa-hia.de", "C@faß.DE"]),
        ("Ada@Example.org", &["ada@example.org", "ADA@EXAMPLE.ORG"]),
    ] {
        assert_eq!(sign_up(first), Vec::<String>::new(), "{first}");
        for other in others {
            assert_eq!(sign_up(other), ["#/email unique"], "{other}, after {first}");
        }
    }
    assert_eq!(sign_up("c@fass.de"), Vec::<String>::new(), "another domain");
    assert_eq!(server.count(), 5);
    // an update follows the same rule, and can write its own address in another way
    server.call_as("name1", PASSWORD);
    let change = |email: &str| {
        let id = server
            .database()
            .query_row("SELECT id FROM users WHERE username = 'name1'", [], |row| row.get(0));
        let id: i64 = id.unwrap();
        server.json("PATCH", &format!("/api/users/{id}"), &json!({"email": email}).to_string())
    };
    assert_eq!(change("c@XN--FA-HIA.de").problems(), ["#/email unique"]);
    let own = change("A@xn--bcher-kva.example.org");
    assert_eq!((own.status, &own.json()["email"]), (200, &json!("A@xn--bcher-kva.example.org")));
}

#[test]
fn a_user_can_log_in_with_the_name_in_any_case() {
    let server = Server::start("log_in_case");
    assert_eq!(problems(&server, "Straße", "a@example.org"), Vec::<String>::new());
    for name in ["Straße", "STRASSE", "straße", "ｓtrasse"] {
        assert_eq!(server.log_in(name, PASSWORD).status, 303, "{name}");
        server.change_cookie(None);
    }
    assert_eq!(server.log_in("Strase", PASSWORD).status, 422);
    // a name that looks alike is not the same name
    assert_eq!(problems(&server, "coco", "b@example.org"), Vec::<String>::new());
    assert_eq!(server.log_in("сосо", PASSWORD).status, 422);
}

/// The tables of the first version, without keys for names and addresses.
const BEFORE_KEYS: &str = "
    CREATE TABLE IF NOT EXISTS users (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        username TEXT NOT NULL COLLATE NOCASE UNIQUE,
        email TEXT NOT NULL COLLATE NOCASE UNIQUE,
        password_hash TEXT NOT NULL,
        age INTEGER NOT NULL,
        bio TEXT,
        street TEXT,
        city TEXT,
        postal_code TEXT,
        country TEXT,
        is_admin INTEGER NOT NULL,
        created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
    ) STRICT;
    CREATE TABLE IF NOT EXISTS phones (
        user INTEGER NOT NULL REFERENCES users ON DELETE CASCADE,
        position INTEGER NOT NULL,
        label TEXT NOT NULL,
        number TEXT NOT NULL,
        PRIMARY KEY (user, position)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS sessions (
        digest BLOB PRIMARY KEY,
        user INTEGER NOT NULL REFERENCES users ON DELETE CASCADE,
        expires INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS sessions_of_user ON sessions (user);
    CREATE INDEX IF NOT EXISTS sessions_by_end ON sessions (expires);
";

#[test]
fn a_database_without_keys_is_migrated() {
    // the password hash comes from another server
    let hash: String = {
        let server = Server::start("hash_for_old_database");
        assert_eq!(sign_up(&server, &ada()).status, 201);
        server.database().query_row("SELECT password_hash FROM users", [], |row| row.get(0)).unwrap()
    };
    let accounts = [
        ("Émile", "a@bücher.example.org"),
        ("émile", "b@example.org"),
        ("Straße", "a@xn--bcher-kva.example.org"),
        ("ada", "ada@example.org"),
    ]
    .map(|(name, email)| {
        format!(
            "INSERT INTO users (username, email, password_hash, age, is_admin) VALUES ('{name}', '{email}', '{hash}', 36, 0);"
        )
    })
    .concat();
    let server = Server::start_on("old_database", &format!("{BEFORE_KEYS}{accounts}"));
    assert_eq!(server.count(), 4, "no account is lost");
    for (name, id) in [("Émile", 1), ("émile", 2), ("ÉMILE", 1), ("STRASSE", 3), ("ADA", 4)] {
        server.call_as(name, PASSWORD);
        let own = server.get(&format!("/api/users/{id}"));
        assert_eq!((own.status, own.json()["email"].is_string()), (200, true), "{name} is account {id}");
    }
    server.call_as_nobody();
    for (name, email, problem) in [
        ("ÉMILE", "c@example.org", "#/username unique"),
        ("strasse", "c@example.org", "#/username unique"),
        ("eve", "A@BÜCHER.example.org", "#/email unique"),
    ] {
        assert_eq!(problems(&server, name, email), [problem]);
    }
    // an account can still be edited if an older account has its address
    server.call_as("Straße", PASSWORD);
    assert_eq!(server.json("PATCH", "/api/users/3", r#"{"age": 40}"#).status, 200);
    let again = server.json("PATCH", "/api/users/3", r#"{"email": "A@xn--bcher-kva.example.org"}"#);
    assert_eq!(again.problems(), ["#/email unique"]);
    assert_eq!(server.json("PATCH", "/api/users/3", r#"{"email": "d@example.org"}"#).status, 200);
    assert_eq!(problems(&server, "eve", "D@example.org"), ["#/email unique"]);
}
