//! Stores sessions in the database if a user is logged in.
//!
//! A visitor who is not logged in has a session too, because the CSRF tokens of forms are bound to it. That session is only the
//! number in the cookie, so that requests for pages cannot fill the memory of the server. A made-up number gives access to
//! nothing, and a login creates a new one.

use super::{
    Failure,
    store::{SessionDigest, Store},
};
use async_trait::async_trait;
use sha2::{Digest, Sha256};
use std::{collections::HashMap, fmt};
use tower_sessions::{
    SessionStore,
    cookie::time::{Duration, OffsetDateTime},
    session::{Id, Record},
    session_store::{Error, Result},
};

/// The session key with the id of the account that is logged in.
pub(super) const USER: &str = "user";

/// The lifetime of a session, from the login or the first page.
pub(super) const LIFETIME: Duration = Duration::hours(12);

#[derive(Clone)]
pub(super) struct Sessions(pub(super) Store);

#[async_trait]
impl SessionStore for Sessions {
    /// Saves the session without a check for its id: two ids of 128 random bits are never equal.
    async fn create(&self, session: &mut Record) -> Result<()> {
        self.save(session).await
    }

    async fn save(&self, session: &Record) -> Result<()> {
        let digest = digest(session.id);
        match session.data.get(USER).and_then(serde_json::Value::as_i64) {
            Some(user) => {
                let expires = session.expiry_date.unix_timestamp();
                self.0.keep_session(digest, user, expires).await?;
            }
            None => self.0.end_session(digest).await?,
        }
        Ok(())
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let user = self.0.find_session(digest(*id)).await?;
        let data = user.map(|user| (USER.to_owned(), user.into())).into_iter().collect::<HashMap<_, _>>();
        Ok(Some(Record { id: *id, data, expiry_date: OffsetDateTime::now_utc() + LIFETIME }))
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        Ok(self.0.end_session(digest(*id)).await?)
    }
}

fn digest(Id(id): Id) -> SessionDigest {
    Sha256::digest(id.to_le_bytes()).into()
}

impl From<Failure> for Error {
    fn from(failure: Failure) -> Self {
        Error::Backend(failure.to_string())
    }
}

impl fmt::Debug for Sessions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sessions(..)")
    }
}
