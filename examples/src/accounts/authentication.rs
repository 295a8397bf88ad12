//! Who asks, and what is theirs: pages know it by a session, the API by a name and password in each request.

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

/// What a request to the API says of who sends it.
pub(super) enum Credentials {
    /// Nothing.
    None,
    /// A name and a password (HTTP Basic, RFC 7617).
    Given(Login),
    /// Something else.
    Unreadable,
}

impl<S: Send + Sync> FromRequestParts<S> for Credentials {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        // which of several would count is not for us to say
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

/// Read by the form that reads them from a page: the same lengths, the same normal form.
fn given(basic: &Basic) -> Credentials {
    let body = serde_json::json!({"username": basic.username(), "password": basic.password()}).to_string();
    let body = Body::json(body).csrf_exempt("no form of another site can set the header");
    Login::bind(&body)
        .into_result()
        .map_or(Credentials::Unreadable, |login| Credentials::Given(login.into_inner()))
}

impl Accounts {
    /// The account of that name, if the password is its own. That there is none takes as long to find out as that the
    /// password is wrong.
    pub(super) async fn authenticate(&self, login: Login) -> Result<Option<User>, Failure> {
        let user = self.store.find_named(login.username).await?;
        let hash = user.as_ref().map(|user| user.password_hash.clone());
        let verified = self.hasher.verify(login.password, hash).await?;
        Ok(user.filter(|_| verified))
    }

    /// Who sends a request to the API, if it says so.
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

    /// The account, for someone who wants to change it.
    pub(super) async fn find_own<P>(
        &self,
        id: i64,
        asking: Option<&User>,
    ) -> Result<User, Unsaved<Profile, P>> {
        let asking = asking.ok_or(Unsaved::Unauthenticated)?;
        let user = self.store.find(id).await?.ok_or(Unsaved::Missing)?;
        if asking.may_change(&user) { Ok(user) } else { Err(Unsaved::Forbidden) }
    }
}

impl User {
    /// An account is its owner's, and every administrator's.
    pub(super) fn may_change(&self, account: &User) -> bool {
        self.id == account.id || self.is_admin
    }
}
