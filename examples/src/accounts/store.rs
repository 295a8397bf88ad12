//! Stores accounts in an `SQLite` file. All SQL of the application is here and in [`schema`](super::schema).

use super::{
    Failure, Timestamp,
    identity::Keys,
    model::{Address, Phone, Profile, User},
    schema,
};
use forms::{
    Changed,
    password::hash::PasswordHash,
    validator::{email_key, username_key},
};
use rusqlite::{Connection, OptionalExtension, Row, Transaction, TransactionBehavior, params};
use std::{
    path::Path,
    sync::{Arc, Mutex, PoisonError},
};
use tokio::task::spawn_blocking;

/// The database.
#[derive(Clone)]
pub(super) struct Store(Arc<Mutex<Connection>>);

/// The number of sessions that an account can have.
const SESSIONS: u32 = 10;

/// The key of a session in the database: a digest, so that the database does not reveal session ids.
pub(super) type SessionDigest = [u8; 32];

/// The reason why an account was not written.
pub(super) enum Unwritten {
    UsernameTaken,
    EmailTaken,
    BothTaken,
    /// Another request has changed the same value.
    Conflict,
    Missing,
    Failed(Failure),
}

impl<E: Into<Failure>> From<E> for Unwritten {
    fn from(error: E) -> Self {
        Unwritten::Failed(error.into())
    }
}

impl Store {
    pub(super) fn open(file: &Path) -> Result<Self, Failure> {
        let failed = |error| format!("cannot open {}: {error}", file.display());
        let mut connection = Connection::open(file).map_err(failed)?;
        schema::prepare(&mut connection).map_err(failed)?;
        Ok(Store(Arc::new(Mutex::new(connection))))
    }

    /// Returns the newest accounts, without their phones.
    pub(super) async fn newest(&self, at_most: u32) -> Result<Vec<User>, Failure> {
        self.within_transaction(move |transaction| {
            let mut select = transaction.prepare("SELECT * FROM users ORDER BY id DESC LIMIT ?1")?;
            let users = select.query_map([at_most], user)?.collect::<rusqlite::Result<_>>()?;
            Ok(users)
        })
        .await
    }

    pub(super) async fn find(&self, id: i64) -> Result<Option<User>, Failure> {
        self.within_transaction(move |transaction| Ok(find(transaction, id)?)).await
    }

    /// Finds the account with that name, in any case. An account whose key was taken when the keys were introduced has no key, and
    /// is found only by its exact spelling.
    pub(super) async fn find_named(&self, username: String) -> Result<Option<User>, Failure> {
        self.within_transaction(move |transaction| {
            let select = "SELECT id FROM users
                 WHERE username_key = ?1 OR (username_key IS NULL AND username = ?2 COLLATE BINARY)
                 ORDER BY username_key IS NOT NULL LIMIT 1";
            let key = username_key(&username);
            match transaction.query_row(select, [key, username], |row| row.get(0)).optional()? {
                Some(id) => Ok(find(transaction, id)?),
                None => Ok(None),
            }
        })
        .await
    }

    /// Inserts a new account, and returns it as stored.
    pub(super) async fn insert(&self, user: User) -> Result<User, Unwritten> {
        self.within_transaction(move |transaction| {
            let address = user.address.as_ref();
            let keys = Keys::of(&user.username, &user.email);
            let inserted = transaction.query_row(
                "INSERT INTO users (username, email, password_hash, age, bio, street, city, postal_code, country, is_admin,
                     username_key, username_lookalike_key, email_key)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13) RETURNING id",
                params![
                    user.username,
                    user.email,
                    user.password_hash.as_str(),
                    user.age,
                    user.bio,
                    address.map(|address| &address.street),
                    address.map(|address| &address.city),
                    address.map(|address| &address.postal_code),
                    address.map(|address| &address.country),
                    user.is_admin,
                    keys.username,
                    keys.lookalike,
                    keys.email,
                ],
                |row| row.get(0),
            );
            let id = inserted.map_err(|error| taken_values(transaction, error, &user))?;
            write_phones(transaction, id, &user.phones)?;
            find(transaction, id)?.ok_or(Unwritten::Missing)
        })
        .await
    }

    /// Reads an account, changes it, writes it, and returns it. The e-mail key is updated only if the address changes, so that an
    /// address without a key stays without one.
    pub(super) async fn change(
        &self,
        id: i64,
        change: impl FnOnce(&mut User) -> Changed<Profile> + Send + 'static,
    ) -> Result<User, Unwritten> {
        self.within_transaction(move |transaction| {
            let mut user = find(transaction, id)?.ok_or(Unwritten::Missing)?;
            let changed = change(&mut user);
            if changed.has_conflicts() {
                return Err(Unwritten::Conflict);
            }
            if changed.is_empty() {
                return Ok(user);
            }
            let address = user.address.as_ref();
            let updated = transaction.execute(
                "UPDATE users SET email = ?2, age = ?3, bio = ?4, street = ?5, city = ?6, postal_code = ?7, country = ?8,
                     email_key = CASE WHEN email = ?2 COLLATE BINARY THEN email_key ELSE ?9 END
                 WHERE id = ?1",
                params![
                    id,
                    user.email,
                    user.age,
                    user.bio,
                    address.map(|address| &address.street),
                    address.map(|address| &address.city),
                    address.map(|address| &address.postal_code),
                    address.map(|address| &address.country),
                    email_key(&user.email),
                ],
            );
            updated.map_err(|error| taken_values(transaction, error, &user))?;
            write_phones(transaction, id, &user.phones)?;
            Ok(user)
        })
        .await
    }

    /// Replaces the password hash of an account, unless another request has replaced it.
    pub(super) async fn renew_password_hash(
        &self,
        id: i64,
        before: PasswordHash,
        after: PasswordHash,
    ) -> Result<(), Failure> {
        self.within_transaction(move |transaction| {
            let update = "UPDATE users SET password_hash = ?3 WHERE id = ?1 AND password_hash = ?2";
            transaction.execute(update, (id, before.as_str(), after.as_str()))?;
            Ok(())
        })
        .await
    }

    /// Stores which user is logged in by a session until it expires (in seconds of Unix time). Deletes expired sessions, and the
    /// oldest sessions of the user if there are more than [`SESSIONS`].
    pub(super) async fn keep_session(
        &self,
        session: SessionDigest,
        user: i64,
        expires: i64,
    ) -> Result<(), Failure> {
        self.within_transaction(move |transaction| {
            transaction.execute("DELETE FROM sessions WHERE expires <= unixepoch()", [])?;
            transaction.execute(
                "INSERT INTO sessions (digest, user, expires) VALUES (?1, ?2, ?3)
                 ON CONFLICT (digest) DO UPDATE SET user = excluded.user, expires = excluded.expires",
                params![session, user, expires],
            )?;
            transaction.execute(
                "DELETE FROM sessions WHERE user = ?1 AND digest NOT IN
                 (SELECT digest FROM sessions WHERE user = ?1 ORDER BY digest = ?2 DESC, expires DESC LIMIT ?3)",
                params![user, session, SESSIONS],
            )?;
            Ok(())
        })
        .await
    }

    /// Returns the id of the user who is logged in by that session.
    pub(super) async fn find_session(&self, session: SessionDigest) -> Result<Option<i64>, Failure> {
        self.within_transaction(move |transaction| {
            let select = "SELECT user FROM sessions WHERE digest = ?1 AND expires > unixepoch()";
            Ok(transaction.query_row(select, [session], |row| row.get(0)).optional()?)
        })
        .await
    }

    pub(super) async fn end_session(&self, session: SessionDigest) -> Result<(), Failure> {
        self.within_transaction(move |transaction| {
            transaction.execute("DELETE FROM sessions WHERE digest = ?1", [session])?;
            Ok(())
        })
        .await
    }

    /// Ends the sessions of a user on all devices.
    pub(super) async fn end_sessions_of(&self, user: i64) -> Result<(), Failure> {
        self.within_transaction(move |transaction| {
            transaction.execute("DELETE FROM sessions WHERE user = ?1", [user])?;
            Ok(())
        })
        .await
    }

    /// Runs the work in a transaction, on a thread for blocking work.
    async fn within_transaction<T: Send + 'static, E: From<Failure> + Send + 'static>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E> {
        let connection = Arc::clone(&self.0);
        let done = spawn_blocking(move || {
            // a panic in another thread has rolled back its transaction
            let mut connection = connection.lock().unwrap_or_else(PoisonError::into_inner);
            let transaction = connection
                .transaction_with_behavior(TransactionBehavior::Immediate)
                .map_err(Failure::from)?;
            let value = work(&transaction)?;
            transaction.commit().map_err(Failure::from)?;
            Ok(value)
        });
        done.await.map_err(Failure::from)?
    }
}

/// Returns which values are taken. The constraint decides, so that only one of two simultaneous requests succeeds. Its error
/// names only one column, so that a query looks for the others.
fn taken_values(transaction: &Transaction<'_>, error: rusqlite::Error, user: &User) -> Unwritten {
    use rusqlite::ffi::SQLITE_CONSTRAINT_UNIQUE;
    if error.sqlite_error().is_none_or(|error| error.extended_code != SQLITE_CONSTRAINT_UNIQUE) {
        return error.into();
    }
    let keys = Keys::of(&user.username, &user.email);
    let username_taken = transaction.query_row(
        "SELECT EXISTS (SELECT 1 FROM users WHERE id <> ?1 AND
             (username = ?2 OR username_key = ?3 OR username_lookalike_key = ?4))",
        params![user.id, user.username, keys.username, keys.lookalike],
        |row| row.get::<_, bool>(0),
    );
    let email_taken = transaction.query_row(
        "SELECT EXISTS (SELECT 1 FROM users WHERE id <> ?1 AND (email = ?2 OR email_key = ?3))",
        params![user.id, user.email, keys.email],
        |row| row.get::<_, bool>(0),
    );
    match (username_taken, email_taken) {
        (Ok(true), Ok(true)) => Unwritten::BothTaken,
        (Ok(true), Ok(false)) => Unwritten::UsernameTaken,
        (Ok(false), Ok(true)) => Unwritten::EmailTaken,
        _ => error.into(),
    }
}

fn find(transaction: &Transaction<'_>, id: i64) -> rusqlite::Result<Option<User>> {
    let Some(mut user) = transaction.query_row("SELECT * FROM users WHERE id = ?1", [id], user).optional()?
    else {
        return Ok(None);
    };
    let mut select =
        transaction.prepare_cached("SELECT label, number FROM phones WHERE user = ?1 ORDER BY position")?;
    let phones = select.query_map([id], |row| Ok(Phone { label: row.get(0)?, number: row.get(1)? }))?;
    user.phones = phones.collect::<rusqlite::Result<_>>()?;
    Ok(Some(user))
}

fn user(row: &Row<'_>) -> rusqlite::Result<User> {
    // an address has all of its columns or none
    let address = match row.get("street")? {
        Some(street) => Some(Address {
            street,
            city: row.get("city")?,
            postal_code: row.get("postal_code")?,
            country: row.get("country")?,
        }),
        None => None,
    };
    Ok(User {
        id: row.get("id")?,
        username: row.get("username")?,
        email: row.get("email")?,
        age: row.get("age")?,
        bio: row.get("bio")?,
        address,
        phones: Vec::new(),
        is_admin: row.get("is_admin")?,
        created_at: Timestamp(row.get("created_at")?),
        password_hash: PasswordHash::from_stored(row.get::<_, String>("password_hash")?),
    })
}

fn write_phones(transaction: &Transaction<'_>, id: i64, phones: &[Phone]) -> rusqlite::Result<()> {
    transaction.execute("DELETE FROM phones WHERE user = ?1", [id])?;
    let mut insert = transaction
        .prepare_cached("INSERT INTO phones (user, position, label, number) VALUES (?1, ?2, ?3, ?4)")?;
    for (position, phone) in phones.iter().enumerate() {
        insert.execute(params![id, position as i64, phone.label, phone.number])?;
    }
    Ok(())
}
