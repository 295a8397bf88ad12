//! Who visits: a session for each browser, with it the tokens of its forms, and the account that is logged in by it.

use super::{
    Accounts, Failure,
    model::User,
    sessions::{LIFETIME, Sessions, USER},
    store::Store,
};
use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use forms::csrf::{self, Guard, Key};
use std::{sync::Arc, time::SystemTime};
use tower_sessions::{Expiry, Session, SessionManagerLayer, cookie::SameSite};

const STARTED: &str = "started";

/// Whoever asks for a page.
#[derive(Clone)]
pub(super) struct Visitor {
    /// Who is logged in.
    pub(super) user: Option<Arc<User>>,
    /// For the tokens of the page's forms.
    pub(super) session: csrf::Session,
    /// What was asked for, path and query: a form is sent to where it came from.
    pub(super) address: String,
}

/// Its key ends with the process: pages that were open must then be loaded again.
pub(super) fn guard() -> Guard {
    Guard::new(Key::random()).lifetime(LIFETIME.unsigned_abs())
}

/// The session's cookie is sent to this site alone, and read by no script. It is not `Secure`: the server listens on this
/// machine, without TLS. On the open Internet it is, and its name begins with `__Host-`.
pub(super) fn sessions(store: Store) -> SessionManagerLayer<Sessions> {
    SessionManagerLayer::new(Sessions(store))
        .with_name("accounts")
        .with_secure(false)
        .with_same_site(SameSite::Lax)
        .with_expiry(Expiry::OnInactivity(LIFETIME))
}

/// Whoever has no session yet is given one: a form to log in has a token as any other.
pub(super) async fn guarded(
    State(accounts): State<Accounts>,
    session: Session,
    mut request: Request,
    next: Next,
) -> Result<Response, Failure> {
    let now = SystemTime::now();
    if session.id().is_none() {
        let started = now.duration_since(SystemTime::UNIX_EPOCH).map_or(0, |passed| passed.as_secs());
        session.insert(STARTED, started).await?;
        // a session has its id once it is saved
        session.save().await?;
    }
    let user = match session.get(USER).await? {
        Some(id) => accounts.store.find(id).await?.map(Arc::new),
        None => None,
    };
    let id = session.id().map(|id| id.to_string()).unwrap_or_default();
    let tokens = accounts.guard.session(id, now);
    let address = request.uri().path_and_query().map(ToString::to_string).unwrap_or_default();
    request.extensions_mut().insert(Visitor { user, session: tokens.clone(), address });
    request.extensions_mut().insert(tokens);
    Ok(next.run(request).await)
}

/// From now on the session is that account's, under a new number: whoever knew the one of before, and the tokens of before,
/// have nothing.
pub(super) async fn begin(session: &Session, user: &User) -> Result<(), Failure> {
    session.cycle_id().await?;
    session.insert(USER, user.id).await?;
    Ok(())
}

/// Nobody is logged in by it any more, and its number is worth nothing.
pub(super) async fn end(session: &Session) -> Result<(), Failure> {
    Ok(session.flush().await?)
}
