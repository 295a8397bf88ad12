//! The adapter for axum: every response is that of the form.
#![allow(missing_docs)]

use axum::{
    Router,
    body::{Body as Sent, Bytes, to_bytes},
    extract::DefaultBodyLimit,
    http::{HeaderMap, Method, Request, StatusCode, header},
    routing::{any, post},
};
use forms::{
    Body, Draft, Form, Invalid, Limits, Password, Problem, Report, Update,
    web::axum::{BodyFor, BoundForm, CleanForm, read},
};
use http_body::Frame;
use serde_json::Value;
use std::{
    collections::VecDeque,
    error::Error,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    task::{Context, Poll},
    time::Duration,
};
use tower::ServiceExt;

const LIMITS: Limits = Limits::DEFAULT.max_body_bytes(64);
const URLENCODED: &str = "application/x-www-form-urlencoded";
const JSON: &str = "application/json";

#[derive(Form)]
#[form(fields = all, limits = LIMITS)]
struct Note {
    #[form(max_length = 20)]
    title: String,
    stars: Option<u8>,
}

#[derive(Form)]
#[form(fields = all)]
struct Login {
    password: Password,
}

struct Asking {
    admin: bool,
}

#[derive(Form)]
#[form(fields = all, context = Asking, check = only_admins)]
struct Notice {
    text: String,
}

fn only_admins(_: &Draft<Notice>, report: &mut Report<'_, Notice>) {
    if !report.context().admin {
        report.add_form_error(Problem::new("forbidden", "Ask an administrator."));
    }
}

async fn clean(CleanForm(note): CleanForm<Note>) -> String {
    format!("{} {:?}", note.title, note.stars)
}

async fn bound(BoundForm(form): BoundForm<Note>) -> (StatusCode, String) {
    (StatusCode::from_u16(form.status()).unwrap(), codes(form.errors()))
}

async fn caught(form: Result<CleanForm<Note>, Invalid<Note>>) -> String {
    form.map_or_else(|form| codes(form.errors()), |CleanForm(note)| note.title.clone())
}

async fn changed(body: BodyFor<Note>) -> Result<String, Invalid<Note, Update>> {
    let mut note = Note { title: "Old".into(), stars: Some(1) };
    let changed = Note::bind_partial(&note, &body).into_result()?.apply_to(&mut note);
    Ok(format!("{changed:?}"))
}

async fn notice(headers: HeaderMap, body: Body) -> Result<String, Invalid<Notice>> {
    let asking = Asking { admin: headers.contains_key("x-admin") };
    Ok(Notice::bind_with(&asking, &body).into_result()?.text.clone())
}

async fn login(CleanForm(_): CleanForm<Login>) {}

fn codes(errors: &forms::Errors) -> String {
    let all: Vec<String> = errors.iter().map(|error| format!("{}:{}", error.path(), error.code())).collect();
    all.join(" ")
}

fn app() -> Router {
    Router::new()
        .route("/clean", any(clean))
        .route("/bound", any(bound))
        .route("/caught", post(caught))
        .route("/changed", post(changed))
        .route("/notice", post(notice))
        .route("/login", any(login))
        .layer(DefaultBodyLimit::max(8))
}

struct Answer {
    status: u16,
    headers: HeaderMap,
    text: String,
}

impl Answer {
    /// Returns the codes of the response, which must be problem details.
    fn problem(&self) -> Vec<String> {
        assert_eq!(self.headers[header::CONTENT_TYPE], "application/problem+json", "{}", self.text);
        let problem: Value = serde_json::from_str(&self.text).unwrap();
        assert_eq!(problem["status"], self.status);
        let errors = problem["errors"].as_array().unwrap();
        errors.iter().map(|error| error["code"].as_str().unwrap().to_owned()).collect()
    }
}

async fn send(request: Request<Sent>) -> Answer {
    let response = app().oneshot(request).await.unwrap();
    let (head, body) = response.into_parts();
    let text = String::from_utf8(to_bytes(body, usize::MAX).await.unwrap().to_vec()).unwrap();
    Answer { status: head.status.as_u16(), headers: head.headers, text }
}

async fn post_to(uri: &str, content_type: &str, body: impl Into<Sent>) -> Answer {
    send(Request::post(uri).header(header::CONTENT_TYPE, content_type).body(body.into()).unwrap()).await
}

/// A body in pieces that the test chooses, which counts the bytes that were read.
struct Pieces {
    left: VecDeque<Result<Frame<Bytes>, Box<dyn Error + Send + Sync>>>,
    taken: Arc<AtomicUsize>,
}

impl Pieces {
    fn of<'p>(pieces: impl IntoIterator<Item = &'p [u8]>) -> Self {
        let left = pieces.into_iter().map(|piece| Ok(Frame::data(Bytes::copy_from_slice(piece)))).collect();
        Pieces { left, taken: Arc::default() }
    }
    fn then_error(mut self, error: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        self.left.push_back(Err(error.into()));
        self
    }
    fn then_trailers(mut self) -> Self {
        self.left.push_back(Ok(Frame::trailers(HeaderMap::new())));
        self
    }
}

impl From<Pieces> for Sent {
    fn from(pieces: Pieces) -> Self {
        Sent::new(pieces)
    }
}

impl http_body::Body for Pieces {
    type Data = Bytes;
    type Error = Box<dyn Error + Send + Sync>;
    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        let next = self.left.pop_front();
        if let Some(Ok(frame)) = &next {
            self.taken.fetch_add(frame.data_ref().map_or(0, Bytes::len), Ordering::Relaxed);
        }
        Poll::Ready(next)
    }
}

/// A body without an end, with one byte every 50 ms.
struct Endless {
    next: Pin<Box<tokio::time::Sleep>>,
}

impl http_body::Body for Endless {
    type Data = Bytes;
    type Error = Box<dyn Error + Send + Sync>;
    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        if self.next.as_mut().poll(context).is_pending() {
            return Poll::Pending;
        }
        self.next = Box::pin(tokio::time::sleep(Duration::from_millis(50)));
        Poll::Ready(Some(Ok(Frame::data(Bytes::from_static(b"a")))))
    }
}

#[tokio::test]
async fn a_valid_form_reaches_the_handler() {
    let answer = post_to("/clean", URLENCODED, "title=Hello+there&stars=5").await;
    assert_eq!((answer.status, answer.text.as_str()), (200, "Hello there Some(5)"));
    let answer =
        post_to("/clean", "application/json; charset=utf-8", r#"{"title":"Hello there","stars":5}"#).await;
    assert_eq!((answer.status, answer.text.as_str()), (200, "Hello there Some(5)"));
}

#[tokio::test]
async fn the_response_to_an_invalid_form_has_all_errors() {
    let answer = post_to("/clean", JSON, r#"{"stars":"5","is_admin":true}"#).await;
    assert_eq!(
        (answer.status, answer.problem()),
        (422, vec!["required".into(), "invalid".into(), "unknown".into()])
    );
    assert!(!answer.headers.contains_key(header::ACCEPT));
}

#[tokio::test]
async fn a_handler_can_take_an_invalid_form() {
    let answer = post_to("/bound", URLENCODED, "stars=many&x=1").await;
    assert_eq!((answer.status, answer.text.as_str()), (422, "title:required stars:invalid :unknown"));
    let answer = post_to("/bound", "text/plain", "title=x").await;
    assert_eq!((answer.status, answer.text.as_str()), (415, ":unsupported_media_type"));
    let answer = post_to("/caught", URLENCODED, "").await;
    assert_eq!((answer.status, answer.text.as_str()), (200, "title:required"));
}

#[tokio::test]
async fn updates_and_forms_with_a_context_bind_in_the_handler() {
    let answer = post_to("/changed", JSON, r#"{"title":"New"}"#).await;
    assert_eq!((answer.status, answer.text.as_str()), (200, r#"["title"]"#));
    let answer = post_to("/changed", JSON, r#"{"stars":-1}"#).await;
    assert_eq!((answer.status, answer.problem()), (422, vec!["min_value".into()]));
    let answer = post_to("/notice", URLENCODED, "text=x").await;
    assert_eq!((answer.status, answer.problem()), (422, vec!["forbidden".into()]));
    let request = Request::post("/notice").header(header::CONTENT_TYPE, URLENCODED).header("x-admin", "1");
    assert_eq!(send(request.body("text=x".into()).unwrap()).await.text, "x");
}

#[tokio::test]
async fn unreadable_requests_have_their_status_and_problem_details() {
    for (content_type, body, status, code) in [
        (JSON, &b"{\"title\":"[..], 400, "malformed"),
        (JSON, b"", 400, "malformed"),
        (JSON, b"{\"title\":\"\xff\"}", 400, "encoding"),
        (URLENCODED, b"title=%ff", 400, "encoding"),
        ("text/plain", b"title=x", 415, "unsupported_media_type"),
        ("application/json; charset=latin1", b"{}", 415, "unsupported_charset"),
        (JSON, br#"{"x":[[[[[[[[[[[[1]]]]]]]]]]]]}"#, 413, "too_deep"),
    ] {
        let answer = post_to("/clean", content_type, body.to_vec()).await;
        assert_eq!((answer.status, answer.problem()), (status, vec![code.into()]), "{}", body.escape_ascii());
    }
}

#[tokio::test]
async fn a_repeated_content_type_and_a_compressed_body_are_refused() {
    for headers in [
        vec![],
        vec![("content-type", JSON), ("content-type", URLENCODED)],
        vec![("content-type", JSON), ("content-encoding", "gzip")],
        vec![("content-type", "application/json\u{e9}")],
    ] {
        let mut request = Request::post("/clean");
        for (name, value) in &headers {
            request = request.header(*name, *value);
        }
        let answer = send(request.body(r#"{"title":"x"}"#.into()).unwrap()).await;
        assert_eq!(
            (answer.status, answer.problem()),
            (415, vec!["unsupported_media_type".into()]),
            "{headers:?}"
        );
        let readable =
            "application/x-www-form-urlencoded, multipart/form-data, application/json, application/*+json";
        assert_eq!(answer.headers[header::ACCEPT], readable);
        assert!(!answer.headers.contains_key("accept-patch"), "the request is not a PATCH");
    }
    let request = Request::post("/clean").header("content-type", JSON).header("content-encoding", "identity");
    assert_eq!(send(request.body(r#"{"title":"x"}"#.into()).unwrap()).await.status, 200);
}

#[tokio::test]
async fn the_body_limit_applies_with_and_without_a_content_length() {
    let largest = format!("title=x&stars={:0>50}", 5);
    assert_eq!(largest.len(), LIMITS.max_body_bytes as usize);
    let larger = format!("title=x&stars={:0>51}", 5);
    for whole in [true, false] {
        let sent = |text: &str| -> Sent {
            if whole { text.to_owned().into() } else { Pieces::of(text.as_bytes().chunks(1)).into() }
        };
        let answer = post_to("/bound", URLENCODED, sent(&largest)).await;
        assert_ne!(answer.text, ":too_large", "a body at the limit is allowed");
        let answer = post_to("/clean", URLENCODED, sent(&larger)).await;
        assert_eq!((answer.status, answer.problem()), (413, vec!["too_large".into()]));
        let told = Request::post("/clean").header("content-type", URLENCODED).header("content-length", "7");
        assert_eq!(send(told.body(sent(&larger)).unwrap()).await.status, 413);
    }
}

#[tokio::test]
async fn a_415_to_a_patch_has_accept_patch() {
    for method in ["PATCH", "PUT", "DELETE"] {
        let request = Request::builder().method(method).uri("/clean").header("content-type", "text/plain");
        let answer = send(request.body("title=x".into()).unwrap()).await;
        assert_eq!((answer.status, answer.problem()), (415, vec!["unsupported_media_type".into()]));
        assert!(answer.headers[header::ACCEPT].to_str().unwrap().contains("application/*+json"));
        let types = answer.headers.get("accept-patch").map(|types| types.to_str().unwrap());
        let names_merge_patch =
            types.is_some_and(|types| types.starts_with("application/merge-patch+json, "));
        assert_eq!(names_merge_patch, method == "PATCH");
        for taken in types.into_iter().flat_map(|types| types.split(", ")) {
            if taken == "multipart/form-data" {
                let request = Request::patch("/clean").header("content-type", format!("{taken}; boundary=x"));
                assert_eq!(send(request.body("".into()).unwrap()).await.problem(), ["required"]);
                continue;
            }
            let request = Request::patch("/clean").header("content-type", taken);
            let body = if taken == URLENCODED { "title=x" } else { r#"{"title":"x"}"# };
            assert_eq!(send(request.body(body.into()).unwrap()).await.status, 200, "{taken}");
        }
    }
    let invalid = Request::patch("/clean").header("content-type", JSON).body("{}".into()).unwrap();
    assert!(!send(invalid).await.headers.contains_key("accept-patch"), "the content type is supported");
}

#[derive(Form, Clone, PartialEq)]
#[form(fields = all, accept = json)]
struct Order {
    article: String,
}

/// A form that contains such a form accepts only JSON too.
#[derive(Form)]
#[form(fields = all, accept = json)]
struct Orders {
    #[form(nested, max_items = 2)]
    orders: Vec<Order>,
}

async fn order(CleanForm(order): CleanForm<Order>) -> String {
    order.into_inner().article
}

#[tokio::test]
async fn a_form_that_accepts_only_json() {
    const NO_FORM: &str = "application/json, application/*+json";
    let app = || Router::new().route("/order", any(order));
    let sent = async |method: &str, path: &str, content_type: &str, body: &str| {
        let request = Request::builder().method(method).uri(path).header("content-type", content_type);
        let answer = app().oneshot(request.body(Sent::from(body.to_owned())).unwrap()).await.unwrap();
        let (parts, body) = answer.into_parts();
        let text = String::from_utf8(to_bytes(body, 4096).await.unwrap().to_vec()).unwrap();
        (Answer { status: parts.status.as_u16(), headers: parts.headers, text }, method.to_owned())
    };
    for (method, path, content_type, body) in [
        ("POST", "/order", URLENCODED, "article=ink"),
        ("PATCH", "/order", URLENCODED, "article=ink"),
        ("POST", "/order", "text/plain", "article=ink"),
        ("POST", "/order", "", "{}"),
        ("GET", "/order?article=ink", JSON, ""),
    ] {
        let (answer, method) = sent(method, path, content_type, body).await;
        assert_eq!(
            (answer.status, answer.problem()),
            (415, vec!["unsupported_media_type".into()]),
            "{method}"
        );
        assert!(answer.text.contains("Send the fields as application/json."), "{}", answer.text);
        assert_eq!(answer.headers[header::ACCEPT], NO_FORM);
        let of_patch = answer.headers.get("accept-patch").map(|types| types.to_str().unwrap());
        let expected = (method == "PATCH").then_some("application/merge-patch+json, application/json");
        assert_eq!(of_patch, expected);
    }
    for content_type in [JSON, "application/merge-patch+json; charset=utf-8", "application/vnd.acme+json"] {
        let (answer, _) = sent("POST", "/order", content_type, r#"{"article":"ink"}"#).await;
        assert_eq!((answer.status, &*answer.text), (200, "ink"), "{content_type}");
    }
    // other errors of a body stay the same
    let (answer, _) = sent("POST", "/order", "application/json; charset=latin1", "{}").await;
    assert_eq!((answer.status, answer.problem()), (415, vec!["unsupported_charset".into()]));
    assert_eq!(answer.headers[header::ACCEPT], NO_FORM);
}

#[test]
fn only_json_without_a_framework() {
    let urlencoded = Body::form("orders[0].article=ink");
    assert_eq!(codes(Orders::bind(&urlencoded).errors()), ":unsupported_media_type");
    assert_eq!(codes(Orders::bind(&Body::query("")).errors()), ":unsupported_media_type");
    assert_eq!(Orders::bind(&Body::new("text/plain", "x")).status(), 415);
    let present = Order { article: "ink".into() };
    assert_eq!(Order::bind_update(&present, &Body::form("article=pen")).status(), 415);
    assert_eq!(Order::bind_partial(&present, &Body::form("article=pen")).status(), 415);
    let binder = Order::binder().limits(Limits::DEFAULT.max_fields(3));
    assert_eq!(binder.bind(&Body::form("article=ink")).status(), 415);
    assert!(Orders::bind(&Body::json(r#"{"orders": [{"article": "ink"}]}"#)).is_valid());
    assert_eq!(
        codes(Orders::bind(&Body::json(r#"{"orders": [{}]}"#)).errors()),
        "orders[0].article:required"
    );
    // too long is reported first, whatever the type
    let long = "x".repeat(Limits::DEFAULT.max_body_bytes as usize + 1);
    assert_eq!(Order::bind(&Body::form(long)).status(), 413);
}

/// The server reads the rest of a refused body for some time, for a client that continues to send.
#[tokio::test]
async fn a_refused_body_is_read_up_to_a_limit() {
    const MIB: usize = 1024 * 1024;
    let piece = vec![b'a'; MIB];
    for content_type in [URLENCODED, "text/plain"] {
        for (sent, read) in [(2, 2), (20, 20), (32, 32), (60, 33)] {
            let pieces = Pieces::of((0..sent).map(|_| &piece[..]));
            let taken = Arc::clone(&pieces.taken);
            let answer = post_to("/clean", content_type, pieces).await;
            assert!(answer.status == 413 || answer.status == 415);
            let taken = taken.load(Ordering::Relaxed) / MIB;
            // the first piece of a form body is read before it is refused
            assert!(taken == read || (taken == read + 1 && content_type == URLENCODED), "{sent} {taken}");
        }
    }
}

/// A body that takes longer than the time for which a refused body is read.
#[tokio::test]
async fn a_slow_refused_body_is_read_up_to_a_time_limit() {
    let slow = tokio::time::timeout(Duration::from_secs(20), async {
        let body = Sent::new(Endless { next: Box::pin(tokio::time::sleep(Duration::ZERO)) });
        post_to("/clean", "text/plain", body).await.status
    });
    assert_eq!(slow.await, Ok(415), "the body would never have ended");
}

#[tokio::test]
async fn no_100_continue_for_a_refused_request() {
    let pieces = Pieces::of([&b"title=x"[..]]);
    let taken = Arc::clone(&pieces.taken);
    let request =
        Request::post("/clean").header("content-type", "text/plain").header("expect", "100-continue");
    assert_eq!(send(request.body(pieces.into()).unwrap()).await.status, 415);
    assert_eq!(taken.load(Ordering::Relaxed), 0);
    let request = Request::post("/clean").header("content-type", URLENCODED).header("expect", "100-continue");
    assert_eq!(send(request.body("title=x".into()).unwrap()).await.status, 200);
}

#[tokio::test]
async fn a_body_in_pieces_is_joined() {
    let pieces = Pieces::of(b"title=L%C3%A9on&stars=5".chunks(1)).then_trailers();
    assert_eq!(post_to("/clean", URLENCODED, pieces).await.text, "L\u{e9}on Some(5)");
}

#[tokio::test]
async fn a_truncated_body_is_not_bound() {
    // its part would be a valid form
    let pieces = Pieces::of([&b"title=x"[..]]).then_error("connection reset");
    let answer = post_to("/clean", URLENCODED, pieces).await;
    assert_eq!((answer.status, answer.problem()), (400, vec!["incomplete".into()]));
    assert!(!answer.text.contains("reset"));
}

#[tokio::test]
async fn a_body_limit_layer_has_precedence() {
    let limited = http_body_util::Limited::new(Sent::from("title=Hello"), 5);
    let answer = post_to("/clean", URLENCODED, Sent::new(limited)).await;
    assert_eq!((answer.status, answer.problem()), (413, vec!["too_large".into()]));
}

#[tokio::test]
async fn a_get_request_binds_its_query() {
    for method in [Method::GET, Method::HEAD] {
        let request =
            Request::builder().method(method).uri("/bound?title=x&y=1").body(Sent::empty()).unwrap();
        assert_eq!(send(request).await.status, 422);
    }
    let request = |uri: &str| Request::get(uri).body(Sent::empty()).unwrap();
    assert_eq!(send(request("/clean?title=x&stars=")).await.text, "x None");
    assert_eq!(send(request("/clean")).await.problem(), ["required"]);
    let answer = send(request("/login?password=hunter2")).await;
    assert_eq!((answer.status, answer.problem()), (422, vec!["secret_in_query".into()]));
    assert!(!answer.text.contains("hunter2"));
}

#[tokio::test]
async fn a_handler_can_set_another_limit() {
    let request =
        || Request::post("/").header("content-type", URLENCODED).body("title=Hello".into()).unwrap();
    assert!(Note::bind(&read(request(), 11).await).is_valid());
    assert_eq!(Note::bind(&read(request(), 10).await).status(), 413);
}
