//! Who visits: a session for each browser, and with it the tokens of its forms.

use super::{Accounts, Failure};
use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use forms::csrf::{Guard, Key};
use std::time::{Duration, SystemTime};
use tower_sessions::{Expiry, MemoryStore, Session, SessionManagerLayer, cookie::SameSite};

const STARTED: &str = "started";

/// Sessions end with the process, so that the key of their tokens may end with it too.
pub(super) fn guard() -> Guard {
    Guard::new(Key::random()).lifetime(Duration::from_secs(12 * 60 * 60))
}

/// The session's cookie is sent to this site alone, and read by no script. It is not `Secure`: the server listens on this
/// machine, without TLS. On the open Internet it is, and its name begins with `__Host-`.
pub(super) fn sessions() -> SessionManagerLayer<MemoryStore> {
    SessionManagerLayer::new(MemoryStore::default())
        .with_name("accounts")
        .with_secure(false)
        .with_same_site(SameSite::Lax)
        .with_expiry(Expiry::OnSessionEnd)
}

/// Whoever has no session yet is given one: a form to sign up has a token as any other.
pub(super) async fn guarded(
    State(accounts): State<Accounts>,
    session: Session,
    mut request: Request,
    next: Next,
) -> Result<Response, Failure> {
    let now = SystemTime::now();
    if session.get::<u64>(STARTED).await?.is_none() {
        let started = now.duration_since(SystemTime::UNIX_EPOCH).map_or(0, |passed| passed.as_secs());
        session.insert(STARTED, started).await?;
        // a session has its id once it is saved
        session.save().await?;
    }
    let id = session.id().map(|id| id.to_string()).unwrap_or_default();
    request.extensions_mut().insert(accounts.guard.session(id, now));
    Ok(next.run(request).await)
}
