//! A server that serves one page after another, and records what is sent from it.

use crate::pages::Line;
use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::Html,
    routing::{get, post},
};
use forms::web::axum::BoundForm;
use std::{
    net::TcpListener,
    sync::{
        Arc, Mutex,
        mpsc::{Receiver, Sender, channel},
    },
    thread,
    time::Duration,
};

pub struct Recorder {
    pub address: String,
    page: Arc<Mutex<String>>,
    received: Receiver<Received>,
}

/// A request from the browser.
pub struct Received {
    pub content_type: String,
    pub body: Vec<u8>,
}

type Shared = (Arc<Mutex<String>>, Sender<Received>);

impl Recorder {
    pub fn start() -> Self {
        let page = Arc::new(Mutex::new(String::new()));
        let (sender, received) = channel();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let app = Router::new()
            .route("/", get(show))
            .route("/sent", post(keep))
            .route("/line", post(line))
            .with_state((Arc::clone(&page), sender));
        // ends with the process
        thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                let listener = tokio::net::TcpListener::from_std(listener).unwrap();
                axum::serve(listener, app).await.unwrap();
            });
        });
        Recorder { address, page, received }
    }
    /// Serves the next page.
    pub fn show(&self, html: String) {
        *self.page.lock().unwrap() = html;
    }
    pub fn received(&self) -> Received {
        self.received.recv_timeout(Duration::from_secs(20)).expect("the browser sends the form")
    }
}

async fn show(State((page, _)): State<Shared>) -> Html<String> {
    Html(page.lock().unwrap().clone())
}

async fn keep(State((_, sender)): State<Shared>, headers: HeaderMap, body: Bytes) -> Html<&'static str> {
    let content_type = headers.get("content-type").map_or("", |value| value.to_str().unwrap());
    let _ = sender.send(Received { content_type: content_type.to_owned(), body: body.to_vec() });
    Html("<!doctype html><title>Received</title>")
}

/// Binds a form with the default limits, and responds with the codes of its errors.
async fn line(BoundForm(form): BoundForm<Line>) -> (StatusCode, Html<String>) {
    let codes: Vec<_> = form.errors().iter().map(|error| error.code().to_owned()).collect();
    (form.status_code(), Html(format!("<!doctype html><title>Bound</title><body>{}", codes.join(" "))))
}
