//! Requests that the API refuses, with problem details.

use crate::{
    api::{ada, sign_up, with_ada},
    server::{Answer, Server},
};
use serde_json::{Value, json};
use std::{
    io::{Read, Write},
    net::TcpStream,
    thread,
    time::{Duration, Instant},
};

/// Returns the response's problem details.
fn refusal(answer: &Answer, status: u16) -> Value {
    assert_eq!(answer.status, status, "{}", answer.text);
    assert_eq!(answer.header("content-type"), "application/problem+json", "{}", answer.text);
    let problem = answer.json();
    assert_eq!(problem["status"], status);
    assert!(problem["type"].is_string() && problem["title"].is_string() && problem["detail"].is_string());
    problem
}

#[test]
fn unreadable_bodies_are_refused() {
    let server = with_ada("unreadable");
    let large = json!({"bio": "x".repeat(64 * 1024)}).to_string();
    let deep = format!(r#"{{"bio": {}1{}}}"#, "[".repeat(1000), "]".repeat(1000));
    let many = format!("{{{}}}", (0..1000).map(|i| format!("\"k{i}\":1")).collect::<Vec<_>>().join(","));
    for (content_type, body, status, code) in [
        ("text/plain", "age=5", 415, "unsupported_media_type"),
        ("", "{}", 415, "unsupported_media_type"),
        ("application/json; charset=utf-16", "{}", 415, "unsupported_charset"),
        ("application/json", r#"{"age": 5"#, 400, "malformed"),
        ("application/json", "", 400, "malformed"),
        ("application/json", large.as_str(), 413, "too_large"),
        ("application/json", deep.as_str(), 413, "too_deep"),
        ("application/json", many.as_str(), 413, "too_many_fields"),
    ] {
        for (method, path) in [("POST", "/api/users"), ("PUT", "/api/users/1"), ("PATCH", "/api/users/1")] {
            let answer = server.typed(method, path, content_type, body.to_owned());
            assert_eq!(
                (answer.status, answer.problems()),
                (status, vec![format!("# {code}")]),
                "{method} {content_type}"
            );
        }
    }
    assert_eq!((server.count(), &server.get("/api/users/1").json()["age"]), (1, &json!(36)));
}

#[test]
fn a_body_without_a_content_length_has_a_limit_too() {
    let server = Server::start("chunked");
    let address = server.url("");
    let mut stream = TcpStream::connect(address.strip_prefix("http://").unwrap()).unwrap();
    let head = "POST /api/users HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n";
    stream.write_all(head.as_bytes()).unwrap();
    let chunk = format!("1000\r\n{}\r\n", " ".repeat(0x1000));
    for _ in 0..17 {
        stream.write_all(chunk.as_bytes()).unwrap();
    }
    stream.write_all(b"0\r\n\r\n").unwrap();
    let mut start = [0; 12];
    stream.read_exact(&mut start).unwrap();
    assert_eq!(&start, b"HTTP/1.1 413");
}

#[test]
fn a_missing_account_is_not_found() {
    let server = with_ada("not_found");
    for path in [
        "/api/users/2",
        "/api/users/x",
        "/api/users/99999999999999999999",
        // other spellings of the number 1
        "/api/users/+1",
        "/api/users/01",
        "/api/users/-1",
        "/api/users/1.0",
        "/api/users/%201",
        "/api/users/%D9%A1",
        "/api/users/1/",
        "/api/users//1",
        "/api/nothing",
        "/api/",
        "/api",
    ] {
        let answer = server.get(path);
        assert_eq!(
            (answer.status, answer.header("content-type")),
            (404, "application/problem+json"),
            "{path}"
        );
    }
    assert_eq!(server.json("PATCH", "/api/users/+1", r#"{"age": 99}"#).status, 404);
    assert_eq!(server.get("/api/users/%31").status, 200, "the same address (RFC 3986, section 6.2.2.2)");
    assert_eq!(server.json("PUT", "/api/users/2", "{}").status, 404);
    assert_eq!(server.json("PATCH", "/api/users/2", "{}").status, 404);
}

#[test]
fn a_server_error_is_reported_without_details() {
    let server = with_ada("failure");
    server.change_database("ALTER TABLE users RENAME TO lost");
    for answer in [server.get("/api/users/1"), sign_up(&server, &ada())] {
        let answer = refusal(&answer, 500);
        assert_eq!(answer["detail"], "Something went wrong on our side. Try again later.");
    }
    let page = server.get("/");
    assert_eq!((page.status, page.header("content-type")), (500, "text/plain; charset=utf-8"));
    assert_eq!(page.text, "Something went wrong on our side. Try again later.\n");
}

#[test]
fn an_unsupported_method_is_refused() {
    let server = with_ada("methods");
    for (method, path, allowed) in [
        ("PUT", "/api/users", "POST"),
        ("DELETE", "/api/users", "POST"),
        ("DELETE", "/api/users/1", "GET,HEAD,PUT,PATCH"),
        ("POST", "/api/users/1", "GET,HEAD,PUT,PATCH"),
        ("OPTIONS", "/api/users/1", "GET,HEAD,PUT,PATCH"),
    ] {
        let answer = server.json(method, path, "{}");
        assert_eq!(refusal(&answer, 405)["title"], "Method Not Allowed");
        assert_eq!(answer.header("allow"), allowed, "{method} {path}");
        assert_eq!(answer.header("cache-control"), "no-store");
    }
    let page = server.json("DELETE", "/signup", "{}");
    assert_eq!((page.status, page.header("allow")), (405, "GET,HEAD,POST"));
    assert!(page.text.contains("<h1>"), "the error is a page: {}", page.text);
}

#[test]
fn a_415_names_the_accepted_content_types() {
    let server = with_ada("media_types");
    for (method, path) in [("POST", "/api/users"), ("PUT", "/api/users/1"), ("PATCH", "/api/users/1")] {
        let answer = server.typed(method, path, "text/plain", "age=5".into());
        refusal(&answer, 415);
        let readable =
            "application/x-www-form-urlencoded, multipart/form-data, application/json, application/*+json";
        assert_eq!(answer.header("accept"), readable);
        assert_eq!(answer.header("accept-patch").contains("merge-patch+json"), method == "PATCH");
    }
    let merged =
        server.typed("PATCH", "/api/users/1", "application/merge-patch+json", r#"{"age": 40}"#.into());
    assert_eq!((merged.status, &merged.json()["age"]), (200, &json!(40)));
}

/// A client of the API cannot reload a page, so the error says what to send.
#[test]
fn an_urlencoded_request_without_an_origin_has_a_helpful_error() {
    let server = with_ada("no_origin");
    for (method, path) in [("POST", "/api/users"), ("PUT", "/api/users/1"), ("PATCH", "/api/users/1")] {
        let answer = server.typed(method, path, "application/x-www-form-urlencoded", "age=40".into());
        assert_eq!((answer.status, answer.problems()), (403, vec!["# csrf_origin_missing".to_owned()]));
        assert!(
            answer.text.contains("application/json") && !answer.text.contains("eload"),
            "{}",
            answer.text
        );
    }
    let request = ureq::http::Request::patch(server.url("/api/users/1"))
        .header("content-type", "application/x-www-form-urlencoded")
        .header("origin", server.url(""));
    assert_eq!(server.send(request.body("age=41").unwrap()).status, 200, "a page of this site");
}

/// Sends a request whose body does not end, and returns the whole response.
fn never_ending(server: &Server, head: &str) -> String {
    let address = server.url("");
    let mut stream = TcpStream::connect(address.strip_prefix("http://").unwrap()).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
    let head = format!("{head}\r\nhost: x\r\ncontent-length: 1000\r\nconnection: close\r\n\r\n{{");
    stream.write_all(head.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn a_request_that_takes_too_long_is_refused() {
    let server = Server::start("too_long");
    let (api, page) = thread::scope(|scope| {
        let server = &server;
        let send = |head| scope.spawn(move || never_ending(server, head));
        let api = send("POST /api/users HTTP/1.1\r\ncontent-type: application/json");
        let page = send("POST /login HTTP/1.1\r\ncontent-type: application/json");
        (api.join().unwrap(), page.join().unwrap())
    });
    assert!(
        api.starts_with("HTTP/1.1 408 ") && api.contains("content-type: application/problem+json"),
        "{api}"
    );
    assert!(api.contains("connection: close"), "{api}");
    let problem: Value = serde_json::from_str(api.split_once("\r\n\r\n").unwrap().1).unwrap();
    assert_eq!((&problem["status"], &problem["title"]), (&json!(408), &json!("Request Timeout")));
    assert!(page.starts_with("HTTP/1.1 408 ") && page.contains("The request took too long."), "{page}");
}

/// Sends a head and a body of this size before reading the response, as Firefox and Safari do.
fn answer_after_sending(server: &Server, head: &str, bytes: usize) -> std::io::Result<String> {
    let address = server.url("");
    let mut stream = TcpStream::connect(address.strip_prefix("http://").unwrap())?;
    stream.set_read_timeout(Some(Duration::from_secs(60)))?;
    stream.write_all(format!("{head}\r\nhost: x\r\ncontent-length: {bytes}\r\n\r\n").as_bytes())?;
    let piece = vec![b'a'; 64 * 1024];
    let mut left = bytes;
    while left > 0 {
        let next = left.min(piece.len());
        stream.write_all(&piece[..next])?;
        left -= next;
    }
    let mut start = [0; 12];
    stream.read_exact(&mut start)?;
    Ok(String::from_utf8_lossy(&start).into_owned())
}

#[test]
fn an_early_response_reaches_a_client_that_sends_its_whole_body_first() {
    const FORM: &str = "content-type: application/x-www-form-urlencoded";
    let server = Server::start("read_on");
    for bytes in [100_000, 2_000_000, 20_000_000] {
        for (request, status) in [
            (format!("POST /api/users HTTP/1.1\r\n{FORM}"), "413"),
            (format!("POST /signup HTTP/1.1\r\n{FORM}"), "413"),
            ("POST /signup HTTP/1.1\r\ncontent-type: multipart/form-data; boundary=x".to_owned(), "400"),
            ("POST /signup HTTP/1.1\r\ncontent-type: multipart/mixed; boundary=x".to_owned(), "415"),
            // no handler reads these bodies
            (format!("POST /nothing HTTP/1.1\r\n{FORM}"), "404"),
            (format!("POST /api/nothing HTTP/1.1\r\n{FORM}"), "404"),
            (format!("DELETE /signup HTTP/1.1\r\n{FORM}"), "405"),
        ] {
            let answer = answer_after_sending(&server, &request, bytes);
            assert_eq!(
                answer.unwrap_or_else(|error| panic!("{request} {bytes}: {error}")),
                format!("HTTP/1.1 {status}")
            );
        }
    }
    let start = Instant::now();
    let endless = answer_after_sending(&server, "POST /nothing HTTP/1.1", 4_000_000_000);
    assert!(
        endless.is_err() && start.elapsed() < Duration::from_secs(40),
        "the server reads an endless body: {endless:?}"
    );
}
