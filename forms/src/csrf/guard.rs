//! Keys, origins and a lifetime; and one visitor's session under them.

use super::{
    FormToken, Key, Origins, Request,
    sender_check::Standing,
    token::{self, Claim},
};
use crate::{Body, Form};
use std::{
    fmt,
    sync::Arc,
    time::{Duration, SystemTime},
};
use zeroize::Zeroizing;

/// How long a token is good for unless a guard says otherwise.
const LIFETIME: Duration = Duration::from_secs(24 * 60 * 60);

/// What a site guards its forms with: keys, the origins that may send them, and how long a token is good for. Made once
/// when the server starts; cheap to clone.
///
/// ```
/// use forms::csrf::{Guard, Key, Origins};
/// use std::time::Duration;
///
/// # let (this_year, last_year) = ([1; 32], [2; 32]);
/// let guard = Guard::new(Key::new(this_year)?)
///     .accept_previous_key(Key::new(last_year)?) // until the tokens made with it are over
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

/// One visitor's session at one time: makes tokens and checks bodies for it. Cheap to clone; lives as long as a request.
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
/// // GET: the form with its token
/// let token = session.token::<Transfer>();
/// let html = Transfer::blank().view().csrf(&token).to_html();
/// assert!(html.starts_with("<input type=\"hidden\" name=\"csrf_token\""));
///
/// // POST: the body with what its sender is known by
/// let request = Request::new("POST").headers([("sec-fetch-site", "same-origin"), ("host", "example.org")]);
/// let sent = Body::form(format!("csrf_token={}&amount=5", token.as_str()));
/// assert!(Transfer::bind(&session.check_body(&request, sent)).is_valid());
///
/// // a body that was not checked is never bound
/// let form = Transfer::bind(&Body::form("amount=5"));
/// assert_eq!((form.status(), form.errors().iter().next().unwrap().code()), (403, "csrf_unchecked"));
/// ```
#[derive(Clone)]
pub struct Session(Arc<Visit>);

struct Visit {
    guard: Guard,
    id: Zeroizing<Box<[u8]>>,
    /// seconds of the Unix time
    now: u64,
}

impl Guard {
    /// Tokens are made with that key. Pages of other origins are kept out, and a token is good for 24 hours.
    pub fn new(key: Key) -> Self {
        Guard(Arc::new(Rules {
            keys: vec![key],
            origins: Origins::new(),
            accepts_null_origin: false,
            lifetime: LIFETIME,
        }))
    }
    /// Tokens that were made with that key are good too: the one of before, until its tokens are over.
    pub fn accept_previous_key(self, key: Key) -> Self {
        self.changed(|rules| rules.keys.push(key))
    }
    /// This guard, with other rules for origins.
    pub fn origins(self, origins: Origins) -> Self {
        self.changed(|rules| rules.origins = origins)
    }
    /// Returns this guard, with forms accepted by their token alone if the browser hides its origin: `Origin: null` without
    /// `Sec-Fetch-Site`.
    ///
    /// Every browser sends that over plain HTTP (but to `localhost`) from pages with `Referrer-Policy: no-referrer`. Change
    /// the policy to `same-origin` if you can, and leave this out: other sites can send `Origin: null` too, and only the
    /// token keeps them out then. Bodies without a token, such as JSON, are refused as ever.
    pub fn accept_null_origin(self) -> Self {
        self.changed(|rules| rules.accepts_null_origin = true)
    }
    /// This guard, with tokens that are good for that long, in whole seconds. Not longer than a session.
    pub fn lifetime(self, lifetime: Duration) -> Self {
        self.changed(|rules| rules.lifetime = lifetime)
    }
    /// The session of that id, at that time: `SystemTime::now()`, but in tests.
    ///
    /// The id is what a cookie or the server's store knows the visitor by: random, the same from request to request,
    /// and another one after logging in and out, so that no token outlives that. A visitor who has not logged in has one
    /// too: forms to log in and to sign up need a token like any other. With an empty id no token is good.
    pub fn session(&self, id: impl AsRef<[u8]>, now: SystemTime) -> Session {
        let now = now.duration_since(SystemTime::UNIX_EPOCH).map_or(0, |passed| passed.as_secs());
        Session(Arc::new(Visit { guard: self.clone(), id: Zeroizing::new(id.as_ref().into()), now }))
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
    /// A new token for that form: another one each time, so that nothing in a compressed page stays the same for an
    /// attacker to measure (BREACH).
    ///
    /// # Panics
    /// If the operating system gives no random bytes.
    pub fn token<F: Form>(&self) -> FormToken<F> {
        let rules = &self.0.guard.0;
        let expires = self.0.now.saturating_add(rules.lifetime.as_secs());
        FormToken::new(token::issue(&rules.keys[0], &self.claim(F::SCHEMA.csrf_id()), expires))
    }
    /// The body with what is known of its sender. A form marked `csrf` then takes it if no page of another site sent it,
    /// and, unless it is JSON, if it holds a token of that form, session and time.
    ///
    /// A body that is not checked, by this or by [`Origins::check_body`], such a form never takes. It takes no query,
    /// and nothing that a `GET`, `HEAD` or `OPTIONS` request carries.
    pub fn check_body(&self, request: &Request, body: Body) -> Body {
        let rules = &self.0.guard.0;
        let sender = rules.origins.check(request);
        let is_hidden = sender.is_err() && rules.accepts_null_origin && Origins::is_hidden(request);
        let standing =
            if is_hidden { Standing::Hidden(self.clone()) } else { Standing::Session(sender, self.clone()) };
        body.with_sender_check(Arc::new(standing))
    }
    pub(super) fn verify(&self, form: &str, token: &str) -> Result<(), crate::error::CsrfFault> {
        token::verify(&self.0.guard.0.keys, &self.claim(form), token, self.0.now)
    }
    fn claim<'c>(&'c self, form: &'c str) -> Claim<'c> {
        Claim { session: &self.0.id, form }
    }
}

impl fmt::Debug for Guard {
    /// Nothing of the keys.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Guard")
            .field("origins", &self.0.origins)
            .field("accepts_null_origin", &self.0.accepts_null_origin)
            .field("lifetime", &self.0.lifetime)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Session {
    /// Nothing of the id.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session").field("guard", &self.0.guard).finish_non_exhaustive()
    }
}
