//! User accounts: a sign-up page and a JSON API over one database, both through the same forms.
//!
//! Only its owner and administrators may edit an account and see all of it. Pages identify the visitor by a session, the API by
//! a user name and password in each request (HTTP Basic). No request can make an administrator; the database can. Requests that
//! a page of another site makes a browser send are refused: see `visit`.
//!
//! **Not for the open Internet** without a server in front of it that has TLS and limits the requests of each address: this
//! server listens only on the local machine, and does not count wrong passwords.
//!
//! | | Page | | API |
//! |---|---|---|---|
//! | `GET /` | all accounts | `POST /api/users` | sign up |
//! | `GET`, `POST /signup` | sign up | `GET /api/users/{id}` | one account; to others, its public part |
//! | `GET`, `POST /users/{id}/edit` | edit an account | `PUT`, `PATCH /api/users/{id}` | change it, wholly or partly |
//! | `GET`, `POST /login`, `/logout` | log in and out | | |
//! | `GET`, `POST /widgets` | every control; `/widgets/filled`, `/widgets/invalid`; with `?theme=gov-uk` or `?theme=bootstrap`, as any page with a form | | |
//!
//! Read [`model`] first: it has the fields that a request may set. `PORT` (3000; 0 for any free port) and `DATABASE_URL`
//! (`accounts.db`) are read from the environment.

mod account;
mod api;
mod authentication;
mod connection;
mod failure;
mod identity;
mod layout;
mod login;
pub mod model;
mod pages;
mod schema;
mod sessions;
mod settings;
mod store;
mod timestamp;
mod visit;
pub mod widgets;

pub use failure::Failure;
pub use settings::Settings;
pub use timestamp::Timestamp;

use axum::{
    Extension, Router,
    http::{HeaderValue, header},
    middleware::{from_fn, from_fn_with_state, map_response},
    response::Response,
};
use forms::{
    csrf::{Guard, Origins},
    password::hash::{Hasher, HasherPool},
};
use std::net::Ipv4Addr;
use store::Store;
use tokio::net::TcpListener;

/// The state of all handlers.
#[derive(Clone)]
struct Accounts {
    store: Store,
    /// Hashes passwords on threads of its own, at most one for each processor at a time.
    hasher: HasherPool,
    guard: Guard,
}

/// Serves until the process receives a signal to end, and lets running requests finish.
pub async fn serve(settings: Settings) -> Result<(), Failure> {
    let accounts = Accounts {
        store: Store::open(&settings.database)?,
        hasher: HasherPool::new(Hasher::default())?,
        guard: visit::guard(),
    };
    let pages = pages::routes()
        .layer(from_fn_with_state(accounts.clone(), visit::guarded))
        .layer(visit::sessions(accounts.store.clone()))
        .layer(from_fn(connection::in_time))
        .layer(map_response(|answer| async { with_caching(answer, PAGE) }));
    // API requests have no session, and `Origins` refuses those that a page of another site makes a browser send
    let api = api::routes()
        .layer(Extension(Origins::new()))
        .layer(from_fn(connection::in_time))
        .layer(map_response(api::as_problem))
        .layer(map_response(|answer| async { with_caching(answer, DATA) }));
    let app = Router::new().merge(pages).merge(api).with_state(accounts);
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, settings.port))
        .await
        .map_err(|error| format!("cannot listen on port {}: {error}", settings.port))?;
    println!(
        "Listening on http://{} with the accounts in {}",
        listener.local_addr()?,
        settings.database.display()
    );
    connection::serve(listener, app).await;
    Ok(())
}

/// A page is for one visitor, and is loaded again whenever it is opened. The browser may keep it for the Back button: with
/// `no-store`, Firefox would lose what was typed into the page.
const PAGE: HeaderValue = HeaderValue::from_static("private, no-cache");
/// The JSON of an account depends on the caller, and needs no Back button.
const DATA: HeaderValue = HeaderValue::from_static("no-store");

fn with_caching(mut answer: Response, caching: HeaderValue) -> Response {
    answer.headers_mut().insert(header::CACHE_CONTROL, caching);
    answer
}
