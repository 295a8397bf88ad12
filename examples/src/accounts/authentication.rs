//! Authentication of API requests, by a user name and password in each request, and the check who may change an account.
//! Pages use a session instead.

use super::{
    Accounts, Failure,
    account::Unsaved,
    login::Login,
    model::{Profile, User},
};
use axum::{
    extract::FromRequestParts,
    http::{header::AUTHORIZATION, request::Parts},
};
use forms::{Body, Form};
use headers::{Authorization, HeaderMapExt, authorization::Basic};
use std::convert::Infallible;

/// The credentials of an API request.
pub(super) enum Credentials {
    /// The request has none.
    None,
    /// A user name and a password (HTTP Basic, RFC 7617).
    Given(Login),
    /// The header is malformed, repeated, or has another scheme.
    Unreadable,
}

impl<S: Send + Sync> FromRequestParts<S> for Credentials {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        // with several headers, none can be preferred
        if parts.headers.get_all(AUTHORIZATION).iter().nth(1).is_some() {
            return Ok(Credentials::Unreadable);
        }
        Ok(match parts.headers.typed_try_get::<Authorization<Basic>>() {
            Ok(None) => Credentials::None,
            Ok(Some(Authorization(basic))) => given(&basic),
            Err(_) => Credentials::Unreadable,
        })
    }
}

/// Binds the credentials with the form of the login page, so that the same lengths and the same normal form apply.
fn given(basic: &Basic) -> Credentials {
    let body = serde_json::json!({"username": basic.username(), "password": basic.password()}).to_string();
    let body = Body::json(body).csrf_exempt("no form of another site can set the header");
    Login::bind(&body)
        .into_result()
        .map_or(Credentials::Unreadable, |login| Credentials::Given(login.into_inner()))
}

impl Accounts {
    /// Returns the account of that name if the password is right. An unknown name takes as long as a wrong password. A hash that
    /// is out of date is renewed.
    pub(super) async fn authenticate(&self, login: Login) -> Result<Option<User>, Failure> {
        let user = self.store.find_named(login.username).await?;
        let hash = user.as_ref().map(|user| user.password_hash.clone());
        let verification = self.hasher.verify(login.password.clone(), hash).await?;
        let Some(user) = user.filter(|_| verification.is_correct()) else { return Ok(None) };
        if verification.needs_rehash() {
            let renewed = self.hasher.hash(login.password).await?;
            self.store.renew_password_hash(user.id, user.password_hash.clone(), renewed).await?;
        }
        Ok(Some(user))
    }

    /// Returns the account that sends an API request, or `None` for a request without credentials.
    pub(super) async fn caller<P>(
        &self,
        credentials: Credentials,
    ) -> Result<Option<User>, Unsaved<Profile, P>> {
        match credentials {
            Credentials::None => Ok(None),
            Credentials::Given(login) => match self.authenticate(login).await? {
                Some(user) => Ok(Some(user)),
                None => Err(Unsaved::Unauthenticated),
            },
            Credentials::Unreadable => Err(Unsaved::Unauthenticated),
        }
    }

    /// Returns an account that the caller may change.
    pub(super) async fn find_own<P>(
        &self,
        id: i64,
        caller: Option<&User>,
    ) -> Result<User, Unsaved<Profile, P>> {
        let caller = caller.ok_or(Unsaved::Unauthenticated)?;
        let user = self.store.find(id).await?.ok_or(Unsaved::Missing)?;
        if caller.may_change(&user) { Ok(user) } else { Err(Unsaved::Forbidden) }
    }
}

impl User {
    /// Returns whether this user may change the account: its owner and administrators may.
    pub(super) fn may_change(&self, account: &User) -> bool {
        self.id == account.id || self.is_admin
    }
}
