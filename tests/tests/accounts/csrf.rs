//! Requests that a page of another site makes a browser send.

use crate::server::{Answer, Server};

const SIGNUP: &[(&str, &str)] = &[
    ("username", "ada"),
    ("email", "ada@example.org"),
    ("age", "36"),
    ("password", "correct horse"),
    ("password2", "correct horse"),
];
const PROFILE: &[(&str, &str)] = &[("email", "eve@example.org"), ("age", "36")];
const OURS: &[(&str, &str)] = &[("sec-fetch-site", "same-origin")];

fn assert_refused(answer: &Answer, message: &str, typed: &str) {
    assert_eq!(answer.status, 403, "{}", answer.text);
    assert!(answer.text.contains(message), "{}", answer.text);
    assert!(!answer.text.contains(typed), "the page does not show the values of another site");
}

#[test]
fn a_page_sends_its_token() {
    let server = Server::start("csrf_own");
    let page = server.get("/signup");
    assert_eq!(page.header("cache-control"), "private, no-cache");
    let cookie = page.header("set-cookie");
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
    let token = server.token("/signup");
    assert_eq!(token.len(), 76);
    assert_ne!(token, server.token("/signup"), "each token is new");
    assert_eq!(server.form_with("/signup", SIGNUP, &token, OURS).status, 303);
    // an old browser without fetch metadata
    let origin = server.url("");
    let edit = server.token("/users/1/edit");
    let answer = server.form_with("/users/1/edit", PROFILE, &edit, &[("origin", &origin)]);
    assert_eq!(answer.status, 303, "{}", answer.text);
    server.call_as("ada", "correct horse");
    assert_eq!(server.get("/api/users/1").json()["email"], "eve@example.org");
}

#[test]
fn a_request_from_another_site_is_refused() {
    let server = Server::start("csrf_cross_site");
    let token = server.token("/signup");
    for headers in [
        &[("sec-fetch-site", "cross-site")][..],
        &[("sec-fetch-site", "same-site")],
        &[("origin", "https://evil.example")],
        &[("origin", "null")],
        &[("sec-fetch-site", "cross-site"), ("origin", &server.url(""))],
    ] {
        let answer = server.form_with("/signup", SIGNUP, &token, headers);
        assert_refused(&answer, "Open the form on this site", "ada");
    }
    assert_eq!(server.count(), 0);
    assert_eq!(server.form_with("/signup", SIGNUP, &token, OURS).status, 303, "the token was valid");
}

#[test]
fn a_token_is_valid_only_for_its_form_and_session() {
    let server = Server::start("csrf_token");
    assert_eq!(server.form("/signup", SIGNUP).status, 303);
    let (signup, edit) = (server.token("/signup"), server.token("/users/1/edit"));
    let changed = edit.replace(&edit[40..41], if &edit[40..41] == "A" { "B" } else { "A" });
    for (token, message) in [
        ("", "Fill in the form on this site and send it from there."),
        (&*signup, "Your session has changed. Fill in the form and send it again."),
        (&changed, "Your session has changed. Fill in the form and send it again."),
        ("null", "Your session has changed. Fill in the form and send it again."),
    ] {
        let answer = server.form_with("/users/1/edit", PROFILE, token, OURS);
        assert_refused(&answer, message, "eve@");
    }
    server.change_cookie(None);
    assert_eq!(server.log_in("ada", "correct horse").status, 303);
    let answer = server.form_with("/users/1/edit", PROFILE, &edit, OURS);
    assert_refused(&answer, "Fill in the form and send it again", "eve@");
    server.call_as("ada", "correct horse");
    assert_eq!(server.get("/api/users/1").json()["email"], "ada@example.org");
    assert_eq!(server.form("/users/1/edit", PROFILE).status, 303, "its own token is valid");
}

#[test]
fn json_from_another_site_is_refused() {
    let server = Server::start("csrf_json");
    let signup = r#"{"username":"ada","email":"ada@example.org","age":36,"phones":[],"password":"correct horse","password2":"correct horse"}"#;
    let send = |site: Option<&str>, method: &str, path: &str, body: &str| {
        let mut request = ureq::http::Request::builder()
            .method(method)
            .uri(server.url(path))
            .header("content-type", "application/json");
        if let Some(site) = site {
            request = request.header("sec-fetch-site", site);
        }
        server.send(request.body(body.to_owned()).unwrap())
    };
    let answer = send(Some("cross-site"), "POST", "/api/users", signup);
    assert_eq!((answer.status, answer.problems()), (403, vec!["# csrf_cross_origin".to_owned()]));
    assert_eq!(send(Some("same-origin"), "POST", "/api/users", signup).status, 201);
    // a browser that has the name and password sends them for every page
    server.call_as("ada", "correct horse");
    let answer = send(Some("same-site"), "PATCH", "/api/users/1", r#"{"age": 7}"#);
    assert_eq!(answer.status, 403);
    assert_eq!(send(None, "PATCH", "/api/users/1", r#"{"age": 40}"#).status, 200, "no browser");
    // a body that a page of another site can send as text is not read as JSON
    let answer = server.typed("POST", "/api/users", "text/plain", signup.to_owned());
    assert_eq!(answer.status, 415);
}
