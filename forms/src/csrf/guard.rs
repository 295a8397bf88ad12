//! The guard of a site, and the sessions of its visitors.

use super::{
    FormToken, Key, Origins, Request,
    sender_check::SenderEvidence,
    token::{self, Claim},
};
use crate::{Body, Form};
use std::{
    fmt,
    sync::Arc,
    time::{Duration, SystemTime},
};
use zeroize::Zeroizing;

/// The lifetime of a token unless a guard sets another.
const LIFETIME: Duration = Duration::from_secs(24 * 60 * 60);

/// The configuration of a site's CSRF protection: keys, trusted origins, and the lifetime of tokens. Create it once
/// when the server starts. It is cheap to clone.
///
/// ```
/// use forms::csrf::{Guard, Key, Origins};
/// use std::time::Duration;
///
/// # let (this_year, last_year) = ([1; 32], [2; 32]);
/// let guard = Guard::new(Key::new(this_year)?)
///     .accept_previous_key(Key::new(last_year)?) // until its tokens have expired
///     .origins(Origins::new().https_only())
///     .lifetime(Duration::from_secs(8 * 60 * 60));
/// # let _ = guard;
/// # Ok::<(), forms::csrf::KeyTooShort>(())
/// ```
#[derive(Clone)]
pub struct Guard(Arc<Rules>);

struct Rules {
    /// the first one signs
    keys: Vec<Key>,
    origins: Origins,
    accepts_null_origin: bool,
    lifetime: Duration,
}

/// The session of one visitor at one time. Creates tokens and checks bodies for it. It is cheap to clone, and is meant
/// to live as long as a request.
///
/// ```
/// use forms::{Body, Form, csrf::{Guard, Key, Request}};
/// use std::time::SystemTime;
///
/// #[derive(Form)]
/// #[form(fields = all, csrf)]
/// struct Transfer { amount: u32 }
///
/// let guard = Guard::new(Key::random());
/// let session = guard.session("the session's id", SystemTime::now());
///
/// // GET: render the form with its token
/// let token = session.token::<Transfer>();
/// let html = Transfer::blank().view().csrf(&token).to_html();
/// assert!(html.starts_with("<input type=\"hidden\" name=\"csrf_token\""));
///
/// // POST: check the sender of the body
/// let request = Request::new("POST").headers([("sec-fetch-site", "same-origin"), ("host", "example.org")]);
/// let sent = Body::form(format!("csrf_token={}&amount=5", token.as_str()));
/// assert!(Transfer::bind(&session.check_body(&request, sent)).is_valid());
///
/// // a body that was not checked is never bound
/// let form = Transfer::bind(&Body::form("amount=5"));
/// assert_eq!((form.status(), form.errors().iter().next().unwrap().code()), (403, "csrf_unchecked"));
/// ```
#[derive(Clone)]
pub struct Session(Arc<SessionData>);

struct SessionData {
    guard: Guard,
    id: Zeroizing<Box<[u8]>>,
    /// seconds since the Unix epoch
    now: u64,
}

impl Guard {
    /// Returns a guard that signs tokens with a key. It allows only this site's own origin, and tokens are valid for
    /// 24 hours.
    pub fn new(key: Key) -> Self {
        Guard(Arc::new(Rules {
            keys: vec![key],
            origins: Origins::new(),
            accepts_null_origin: false,
            lifetime: LIFETIME,
        }))
    }
    /// Also accepts tokens that were made with another key: the previous one, until its tokens have expired.
    pub fn accept_previous_key(self, key: Key) -> Self {
        self.changed(|rules| rules.keys.push(key))
    }
    /// Replaces the rules for origins.
    pub fn origins(self, origins: Origins) -> Self {
        self.changed(|rules| rules.origins = origins)
    }
    /// Accepts forms with a valid token from browsers that hide their origin: `Origin: null` without `Sec-Fetch-Site`.
    ///
    /// Over plain HTTP (except to `localhost`), every browser hides the origin of pages with the header
    /// `Referrer-Policy: no-referrer`. If you can, change the policy to `same-origin` instead. Other sites can send
    /// `Origin: null` too, and then only the token keeps them out. Bodies without a token, such as JSON, are still
    /// refused.
    pub fn accept_null_origin(self) -> Self {
        self.changed(|rules| rules.accepts_null_origin = true)
    }
    /// Sets the lifetime of tokens, in whole seconds. It should not be longer than a session.
    pub fn lifetime(self, lifetime: Duration) -> Self {
        self.changed(|rules| rules.lifetime = lifetime)
    }
    /// Returns the session with an id. Pass `SystemTime::now()` as the time, except in tests.
    ///
    /// The id is the value by which a cookie or the server's store identifies the visitor. It must be random, stay the
    /// same from request to request, and change at login and logout, so that no token outlives them. Visitors who are
    /// not logged in need an id too, because the forms to log in and to sign up need tokens. With an empty id no token
    /// is valid.
    pub fn session(&self, id: impl AsRef<[u8]>, now: SystemTime) -> Session {
        let now = now.duration_since(SystemTime::UNIX_EPOCH).map_or(0, |passed| passed.as_secs());
        Session(Arc::new(SessionData { guard: self.clone(), id: Zeroizing::new(id.as_ref().into()), now }))
    }
    fn changed(self, change: impl FnOnce(&mut Rules)) -> Self {
        let mut rules = Arc::try_unwrap(self.0).unwrap_or_else(|shared| shared.copy());
        change(&mut rules);
        Guard(Arc::new(rules))
    }
}

impl Rules {
    fn copy(&self) -> Self {
        let keys = self.keys.iter().map(Key::copy).collect();
        Rules {
            keys,
            origins: self.origins.clone(),
            accepts_null_origin: self.accepts_null_origin,
            lifetime: self.lifetime,
        }
    }
}

impl Session {
    /// Creates a token for a form. Each call returns a different token, so that a compressed page contains nothing
    /// constant that an attacker could measure (BREACH).
    ///
    /// # Panics
    /// If the operating system gives no random bytes.
    pub fn token<F: Form>(&self) -> FormToken<F> {
        let rules = &self.0.guard.0;
        let expires = self.0.now.saturating_add(rules.lifetime.as_secs());
        FormToken::new(token::issue(&rules.keys[0], &self.claim(F::SCHEMA.csrf_id()), expires))
    }
    /// Returns the body with the result of the sender check. A form marked `csrf` then accepts the body if no page of
    /// another site sent it and, unless it is JSON, if it has a valid token for this form, session and time.
    ///
    /// Such a form never accepts a body that was checked neither by this nor by [`Origins::check_body`]. It accepts no
    /// query, and no body of a `GET`, `HEAD` or `OPTIONS` request.
    pub fn check_body(&self, request: &Request, body: Body) -> Body {
        let rules = &self.0.guard.0;
        let sender = rules.origins.check(request);
        let is_hidden = sender.is_err() && rules.accepts_null_origin && Origins::is_hidden(request);
        let evidence = if is_hidden {
            SenderEvidence::Hidden(self.clone())
        } else {
            SenderEvidence::Session(sender, self.clone())
        };
        body.with_sender_check(Arc::new(evidence))
    }
    pub(super) fn verify(&self, form: &str, token: &str) -> Result<(), crate::error::CsrfFault> {
        token::verify(&self.0.guard.0.keys, &self.claim(form), token, self.0.now)
    }
    fn claim<'c>(&'c self, form: &'c str) -> Claim<'c> {
        Claim { session: &self.0.id, form }
    }
}

impl fmt::Debug for Guard {
    /// Shows nothing of the keys.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Guard")
            .field("origins", &self.0.origins)
            .field("accepts_null_origin", &self.0.accepts_null_origin)
            .field("lifetime", &self.0.lifetime)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Session {
    /// Shows nothing of the id.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session").field("guard", &self.0.guard).finish_non_exhaustive()
    }
}
