//! The extractors for axum receive files, over a real connection.

use super::*;
use axum::{Extension, Router, extract::DefaultBodyLimit, http::StatusCode, routing::post};
use forms::{
    upload::Spool,
    web::axum::{BodyFor, BoundForm, CleanForm},
};
use std::{net::SocketAddr, path::Path};

#[derive(Form, Debug)]
#[form(fields = all, limits = LIMITS)]
struct Letter {
    title: String,
    #[form(max_size = "1 MB")]
    file: UploadedFile,
}
const LIMITS: Limits = Limits::DEFAULT.max_upload_bytes(2_000_000);

async fn clean(CleanForm(letter): CleanForm<Letter>) -> String {
    format!("{} {} {}", letter.title, letter.file.size(), letter.file.safe_name())
}

async fn bound(BoundForm(form): BoundForm<Letter>) -> (StatusCode, String) {
    (form.status_code(), form.errors().to_string())
}

async fn by_hand(body: BodyFor<Letter>) -> String {
    let form = Letter::bind(&body);
    form.errors().iter().map(|error| error.code().to_owned()).collect()
}

/// Serves in a thread of its own, with files in this directory.
fn serve(directory: &Path) -> SocketAddr {
    let spool = Spool::in_directory(directory).unwrap().max_memory(1_000);
    let app = Router::new()
        .route("/clean", post(clean))
        .route("/bound", post(bound))
        .route("/body", post(by_hand))
        .layer(Extension(spool))
        .layer(DefaultBodyLimit::disable());
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    listener.set_nonblocking(true).unwrap();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            axum::serve(tokio::net::TcpListener::from_std(listener).unwrap(), app).await.unwrap();
        });
    });
    address
}

fn send(address: SocketAddr, path: &str, body: &[u8]) -> (u16, String) {
    let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
    let mut answer = agent
        .post(format!("http://{address}{path}"))
        .content_type(Multipart::content_type())
        .send(body)
        .unwrap();
    (answer.status().as_u16(), answer.body_mut().read_to_string().unwrap())
}

#[test]
fn extractors_receive_files() {
    let directory = std::env::temp_dir().join(format!("forms-test-axum-{}", std::process::id()));
    let address = serve(&directory);
    let letter =
        |size: usize| Multipart::new().text("title", "Tea").file("file", "dir/tea.txt", vec![b'x'; size]);
    let is_empty = || std::fs::read_dir(&directory).unwrap().next().is_none();
    assert_eq!(send(address, "/clean", &letter(900_000).bytes()), (200, "Tea 900000 tea.txt".to_owned()));
    assert!(is_empty());
    let (status, text) = send(address, "/bound", &letter(1_000_001).bytes());
    assert_eq!((status, &*text), (422, "file: File must be 1 MB or smaller.\n"));
    // the connection stays open until the client has sent what is too much
    let (status, text) = send(address, "/bound", &letter(3_000_000).bytes());
    assert_eq!((status, text.contains("Send at most")), (413, true), "{text}");
    assert_eq!(send(address, "/body", &letter(1_200_000).unfinished()).1, "truncated");
    let (status, problem) = send(address, "/clean", &Multipart::new().text("title", "Tea").bytes());
    assert!(status == 422 && problem.contains("\"required\""), "{problem}");
    assert!(is_empty());
    std::fs::remove_dir_all(&directory).unwrap();
}

#[test]
fn a_response_names_the_content_types_that_a_form_reads() {
    let directory = std::env::temp_dir().join(format!("forms-test-axum-types-{}", std::process::id()));
    let address = serve(&directory);
    let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
    let answer = agent.post(format!("http://{address}/clean")).content_type("text/plain").send("x").unwrap();
    assert_eq!(answer.status(), 415);
    let accept = answer.headers()["accept"].to_str().unwrap();
    assert!(accept.contains("multipart/form-data"), "{accept}");
    std::fs::remove_dir_all(&directory).unwrap();
}
