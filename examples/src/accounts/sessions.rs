//! Where sessions are kept: in the database, if someone is logged in by them.
//!
//! A visitor who is not has a session too, for the tokens of their forms are bound to it. It is nothing but the number in
//! their cookie: no one can fill the server's memory by asking for pages. Nothing can be learnt or done by a number that one
//! made up oneself, and logging in gives out a new one.

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

/// The key under which a session has the number of the account that is logged in by it.
pub(super) const USER: &str = "user";

/// From logging in, or from the first page, to the end of a session.
pub(super) const LIFETIME: Duration = Duration::hours(12);

#[derive(Clone)]
pub(super) struct Sessions(pub(super) Store);

#[async_trait]
impl SessionStore for Sessions {
    /// No two of 128 random bits are alike.
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
