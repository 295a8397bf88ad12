//! Sessions of browsers, with the CSRF tokens of their forms and the account that is logged in.

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

/// The visitor of a page.
#[derive(Clone)]
pub(super) struct Visitor {
    /// The account that is logged in.
    pub(super) user: Option<Arc<User>>,
    /// The CSRF session, for the tokens of forms on the page.
    pub(super) session: csrf::Session,
    /// The path and query of the request. Forms are sent to the same address.
    pub(super) address: String,
}

/// Creates the CSRF guard. Its key lasts as long as the process: after a restart, open pages must be loaded again.
pub(super) fn guard() -> Guard {
    Guard::new(Key::random()).lifetime(LIFETIME.unsigned_abs())
}

/// Creates the session layer. The cookie is sent only to this site, and scripts cannot read it. It is not `Secure`, because the
/// server listens on the local machine without TLS. On the open Internet it must be, with a name that begins with `__Host-`.
pub(super) fn sessions(store: Store) -> SessionManagerLayer<Sessions> {
    SessionManagerLayer::new(Sessions(store))
        .with_name("accounts")
        .with_secure(false)
        .with_same_site(SameSite::Lax)
        .with_expiry(Expiry::OnInactivity(LIFETIME))
}

/// Starts a session for a visitor without one, because the login form needs a token too, and adds the [`Visitor`] to the request.
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
        // a session gets its id when it is saved
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

/// Logs an account in, with a new session id, so that the earlier id and its tokens are worthless.
pub(super) async fn begin(session: &Session, user: &User) -> Result<(), Failure> {
    session.cycle_id().await?;
    session.insert(USER, user.id).await?;
    Ok(())
}

/// Logs the account out. The session id becomes worthless.
pub(super) async fn end(session: &Session) -> Result<(), Failure> {
    Ok(session.flush().await?)
}
