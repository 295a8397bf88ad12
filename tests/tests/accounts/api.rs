//! The JSON API.

use crate::server::{Answer, Server};
use serde_json::{Value, json};
use std::{sync::Barrier, thread};

pub const PASSWORD: &str = "correct horse";

pub fn ada() -> Value {
    json!({
        "username": "ada",
        "email": "ada@example.org",
        "password": PASSWORD,
        "password2": PASSWORD,
        "age": 36,
        "bio": "Analyst,\nmetaphysician.",
        "address": {"street": "12 St James's Square", "city": "London", "postal_code": "SW1Y", "country": "UK"},
        "phones": [{"label": "Home", "number": "+44 20 7946 0958"}, {"label": "Work", "number": "020 7946 0000"}],
    })
}

pub fn with(mut value: Value, changes: &Value) -> Value {
    for (key, change) in changes.as_object().unwrap() {
        value[key] = change.clone();
    }
    value
}

pub fn sign_up(server: &Server, value: &Value) -> Answer {
    server.json("POST", "/api/users", &value.to_string())
}

/// Returns a server with account 1, whose owner sends the requests.
pub fn with_ada(test: &str) -> Server {
    let server = Server::start(test);
    let answer = sign_up(&server, &ada());
    assert_eq!(answer.status, 201, "{}", answer.text);
    server.call_as("ada", PASSWORD);
    server
}

#[test]
fn one_response_has_all_errors_and_nothing_is_written() {
    let server = Server::start("one_answer");
    let body = r#"{
        "username": "ada", "email": "ada@example.org", "age": "36", "password": "short", "password2": "short",
        "is_admin": true, "id": 7, "created_at": "2026-01-01T00:00:00Z", "__proto__": {"is_admin": true}
    }"#;
    let answer = server.json("POST", "/api/users", body);
    assert_eq!(answer.status, 422);
    assert_eq!(
        answer.problems(),
        [
            "#/age invalid",
            "#/password password_too_short",
            "# unknown __proto__",
            "# unknown created_at",
            "# unknown id",
            "# unknown is_admin",
        ]
    );
    assert_eq!(server.count(), 0);
}

#[test]
fn a_sign_up_creates_a_row_without_administrator_rights() {
    let server = Server::start("sign_up");
    let answer = sign_up(&server, &ada());
    assert_eq!(answer.status, 201, "{}", answer.text);
    assert_eq!(answer.header("location"), "/api/users/1");
    assert_eq!(answer.header("cache-control"), "no-store");
    let shown = answer.json();
    for key in ["username", "email", "age", "bio", "address", "phones"] {
        assert_eq!(shown[key], ada()[key], "{key}");
    }
    assert_eq!((&shown["id"], &shown["is_admin"]), (&json!(1), &json!(false)));
    assert!(!answer.text.contains("password") && !answer.text.contains("argon2"));
    let select = "SELECT username, is_admin, password_hash, created_at FROM users";
    let (username, is_admin, hash, created): (String, bool, String, String) = server
        .database()
        .query_row(select, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))
        .unwrap();
    assert_eq!((username.as_str(), is_admin), ("ada", false));
    assert!(hash.starts_with("$argon2id$") && !hash.contains(PASSWORD));
    assert_eq!(shown["created_at"], created);
    server.call_as("ada", PASSWORD);
    assert_eq!(server.get("/api/users/1").json(), shown);
}

#[test]
fn optional_fields_can_be_left_out() {
    let server = Server::start("optional");
    let least = json!({"username": "ada", "email": "ada@example.org", "password": PASSWORD, "password2": PASSWORD, "age": 13});
    let shown = sign_up(&server, &least).json();
    assert_eq!(
        (&shown["bio"], &shown["address"], &shown["phones"]),
        (&json!(null), &json!(null), &json!([]))
    );
}

#[test]
fn a_password_has_a_policy() {
    let server = Server::start("policy");
    for (password, again, expected) in [
        ("h0rse", "h0rse", vec!["#/password password_too_short"]),
        ("73829104657", "73829104657", vec!["#/password password_entirely_numeric"]),
        ("ada@example", "ada@example", vec!["#/password password_too_similar"]),
        ("password123", "password123", vec!["#/password password_too_common"]),
        (PASSWORD, "correct house", vec!["#/password2 mismatch"]),
        ("", "", vec!["#/password required", "#/password2 required"]),
    ] {
        let answer = sign_up(&server, &with(ada(), &json!({"password": password, "password2": again})));
        assert_eq!(
            (answer.status, answer.problems()),
            (422, expected.iter().map(ToString::to_string).collect())
        );
        assert!(password.is_empty() || !answer.text.contains(password));
    }
    assert_eq!(server.count(), 0);
}

#[test]
fn nested_errors_have_their_path() {
    let server = Server::start("within");
    let phones = json!([{"label": "Home", "number": "12345"}, {"label": "", "number": "call me", "kind": 1}]);
    let answer = sign_up(
        &server,
        &with(
            ada(),
            &json!({"age": 12, "bio": "x".repeat(501), "address": {"city": "London"}, "phones": phones}),
        ),
    );
    assert_eq!(
        answer.problems(),
        [
            "#/age min_value",
            "#/bio max_length",
            "#/address/street required",
            "#/address/postal_code required",
            "#/address/country required",
            "#/phones/1/label required",
            "#/phones/1/number phone_number",
            "#/phones/1 unknown kind",
        ]
    );
    let many = vec![json!({"label": "x", "number": "12345"}); 6];
    assert_eq!(sign_up(&server, &with(ada(), &json!({"phones": many}))).problems(), ["#/phones max_items"]);
}

#[test]
fn a_taken_value_is_an_error_at_its_field() {
    let server = with_ada("taken");
    for (username, email, expected) in [
        ("ada", "other@example.org", vec!["#/username unique"]),
        ("ADA", "other@example.org", vec!["#/username unique"]),
        ("other", "ada@example.org", vec!["#/email unique"]),
        ("ada", "ada@example.org", vec!["#/username unique", "#/email unique"]),
    ] {
        let answer = sign_up(&server, &with(ada(), &json!({"username": username, "email": email})));
        assert_eq!(
            (answer.status, answer.problems()),
            (422, expected.iter().map(ToString::to_string).collect())
        );
    }
    assert_eq!(
        sign_up(&server, &with(ada(), &json!({"username": "eve", "email": "eve@example.org"}))).status,
        201
    );
    server.call_as("eve", PASSWORD);
    let answer = server.json("PATCH", "/api/users/2", r#"{"email": "ada@example.org"}"#);
    assert_eq!((answer.status, answer.problems()), (422, vec!["#/email unique".to_owned()]));
    assert_eq!(server.count(), 2);
}

#[test]
fn one_of_two_simultaneous_sign_ups_succeeds() {
    let server = Server::start("at_once");
    let start = Barrier::new(2);
    let mut statuses = thread::scope(|scope| {
        let both = [(); 2].map(|()| {
            scope.spawn(|| {
                start.wait();
                sign_up(&server, &ada()).status
            })
        });
        both.map(|one| one.join().unwrap())
    });
    statuses.sort_unstable();
    assert_eq!((statuses, server.count()), ([201, 422], 1));
}

#[test]
fn a_patch_changes_only_submitted_fields() {
    let server = with_ada("patch");
    let before = server.get("/api/users/1").json();
    for change in [
        json!({"age": 37}),
        json!({"bio": null}),
        json!({"phones": []}),
        json!({"username": "ada"}),
        json!({"id": 1, "is_admin": false}),
    ] {
        let before = server.get("/api/users/1").json();
        let answer = server.json("PATCH", "/api/users/1", &change.to_string());
        assert_eq!((answer.status, answer.json()), (200, with(before, &change)), "{change}");
    }
    let answer = server.json("PATCH", "/api/users/1", r#"{"address": {"city": "Paris"}}"#);
    let address = with(before["address"].clone(), &json!({"city": "Paris"}));
    assert_eq!(answer.json()["address"], address);
    server.json("PATCH", "/api/users/1", r#"{"address": null}"#);
    assert_eq!(server.get("/api/users/1").json()["address"], json!(null));
}

#[test]
fn immutable_and_read_only_fields_do_not_change() {
    let server = with_ada("immutable");
    let before = server.get("/api/users/1").json();
    let answer = server.json(
        "PATCH",
        "/api/users/1",
        r#"{"username": "eve", "id": 2, "is_admin": true, "created_at": "2020-01-01T00:00:00Z", "password_hash": "x", "age": 40}"#,
    );
    assert_eq!(answer.status, 422);
    let mut problems = answer.problems();
    problems.sort_unstable();
    assert_eq!(
        problems,
        [
            "# unknown password_hash",
            "#/created_at read_only",
            "#/id read_only",
            "#/is_admin read_only",
            "#/username immutable",
        ]
    );
    assert_eq!(server.get("/api/users/1").json(), before);
}

#[test]
fn a_put_of_the_get_response_changes_nothing() {
    let server = with_ada("put");
    let given = server.get("/api/users/1");
    let answer = server.json("PUT", "/api/users/1", &given.text);
    assert_eq!((answer.status, answer.json()), (200, given.json()));
    assert_eq!(server.get("/api/users/1").json(), given.json());
    let answer = server.json("PUT", "/api/users/1", r#"{"age": 37}"#);
    assert_eq!((answer.status, answer.problems()), (422, vec!["#/email required".to_owned()]));
    let least = server.json("PUT", "/api/users/1", r#"{"email": "ada@example.net", "age": 37}"#);
    let cleared = json!({"email": "ada@example.net", "age": 37, "bio": null, "address": null, "phones": []});
    assert_eq!(least.json(), with(given.json(), &cleared));
}

#[test]
fn simultaneous_updates_do_not_undo_each_other() {
    let server = with_ada("changes_at_once");
    for round in 0..10 {
        let changes = [json!({"age": 20 + round}), json!({"bio": format!("round {round}")})];
        let start = Barrier::new(2);
        thread::scope(|scope| {
            for change in &changes {
                scope.spawn(|| {
                    start.wait();
                    assert_eq!(server.json("PATCH", "/api/users/1", &change.to_string()).status, 200);
                });
            }
        });
        let now = server.get("/api/users/1").json();
        assert_eq!((&now["age"], &now["bio"]), (&changes[0]["age"], &changes[1]["bio"]));
    }
}

#[test]
fn only_owner_and_administrators_can_change_an_account() {
    let server = with_ada("owners");
    let eve = with(ada(), &json!({"username": "eve", "email": "eve@example.org"}));
    assert_eq!(sign_up(&server, &eve).status, 201);
    let before = server.get("/api/users/1").json();
    let change = |status: u16| {
        for (method, body) in
            [("PATCH", r#"{"age": 99}"#), ("PUT", r#"{"email": "eve@example.net", "age": 99}"#)]
        {
            let answer = server.json(method, "/api/users/1", body);
            assert_eq!(answer.status, status, "{method} {}", answer.text);
            if status != 200 {
                assert_eq!(answer.header("content-type"), "application/problem+json");
                assert_eq!(answer.json()["status"], status);
            }
            assert_eq!(answer.header("www-authenticate").starts_with("Basic "), status == 401);
        }
    };
    server.call_as_nobody();
    change(401);
    for (username, password) in
        [("ada", "correct house"), ("", PASSWORD), ("no one", PASSWORD), ("nobody", PASSWORD)]
    {
        server.call_as(username, password);
        change(401);
        assert_eq!(server.get("/api/users/1").status, 401, "wrong credentials are an error");
    }
    server.call_as("eve", PASSWORD);
    change(403);
    let public =
        json!({"id": 1, "username": "ada", "bio": before["bio"], "created_at": before["created_at"]});
    assert_eq!(server.get("/api/users/1").json(), public, "others see the public part");
    server.call_as_nobody();
    assert_eq!(server.get("/api/users/1").json(), public);
    server.call_as("ADA", PASSWORD);
    assert_eq!(server.get("/api/users/1").json(), before, "nothing was written");
    server.call_as("eve", PASSWORD);
    server.change_database("UPDATE users SET is_admin = 1 WHERE username = 'eve'");
    change(200);
    assert_eq!(server.get("/api/users/1").json()["age"], 99);
    server.change_database("UPDATE users SET is_admin = 0");
    change(403);
}

#[test]
fn malformed_credentials_are_refused() {
    let server = with_ada("credentials");
    server.call_as_nobody();
    let long = format!("Basic {}", "YWRh".repeat(5_000));
    for credentials in [
        "",
        "Basic",
        "Basic ",
        "Basic !",
        "Basic YWRh",
        "Basic /w==",
        "Bearer YWRhOmNvcnJlY3QgaG9yc2U=",
        &long,
    ] {
        let request = ureq::http::Request::patch(server.url("/api/users/1"))
            .header("content-type", "application/json")
            .header("authorization", credentials);
        let answer = server.send(request.body(r#"{"age": 99}"#).unwrap());
        assert_eq!(answer.status, 401, "{}", answer.text);
    }
    let twice = ureq::http::Request::patch(server.url("/api/users/1"))
        .header("content-type", "application/json")
        .header("authorization", "Basic YWRhOmNvcnJlY3QgaG9yc2U=")
        .header("authorization", "Basic YWRhOmNvcnJlY3QgaG9yc2U=");
    assert_eq!(server.send(twice.body(r#"{"age": 99}"#).unwrap()).status, 401);
    // the session of a page does not count for the API
    assert_eq!(server.log_in("ada", PASSWORD).status, 303);
    assert_eq!(server.json("PATCH", "/api/users/1", r#"{"age": 99}"#).status, 401);
}
