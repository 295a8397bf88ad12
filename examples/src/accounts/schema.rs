//! The tables of the database, and the migration of earlier versions.

use super::identity::Keys;
use rusqlite::{Connection, Transaction, TransactionBehavior, params};
use std::collections::HashSet;

/// The first version. Ids are not reused, so that data of a deleted account, such as a session, does not pass to another
/// account.
const TABLES: &str = "
    CREATE TABLE IF NOT EXISTS users (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        username TEXT NOT NULL COLLATE NOCASE UNIQUE,
        email TEXT NOT NULL COLLATE NOCASE UNIQUE,
        password_hash TEXT NOT NULL,
        age INTEGER NOT NULL,
        bio TEXT,
        street TEXT,
        city TEXT,
        postal_code TEXT,
        country TEXT,
        is_admin INTEGER NOT NULL,
        created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
    ) STRICT;
    CREATE TABLE IF NOT EXISTS phones (
        user INTEGER NOT NULL REFERENCES users ON DELETE CASCADE,
        position INTEGER NOT NULL,
        label TEXT NOT NULL,
        number TEXT NOT NULL,
        PRIMARY KEY (user, position)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS sessions (
        digest BLOB PRIMARY KEY,
        user INTEGER NOT NULL REFERENCES users ON DELETE CASCADE,
        expires INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS sessions_of_user ON sessions (user);
    CREATE INDEX IF NOT EXISTS sessions_by_end ON sessions (expires);
";

/// The second version. The collation of the first version ignores the case only of ASCII letters. These columns have the keys by
/// which the library compares names and addresses. A key is `NULL` if an older account has the same one.
const KEYS: &str = "
    ALTER TABLE users ADD COLUMN username_key TEXT;
    ALTER TABLE users ADD COLUMN username_lookalike_key TEXT;
    ALTER TABLE users ADD COLUMN email_key TEXT;
    CREATE UNIQUE INDEX users_by_username_key ON users (username_key);
    CREATE UNIQUE INDEX users_by_username_lookalike_key ON users (username_lookalike_key);
    CREATE UNIQUE INDEX users_by_email_key ON users (email_key);
";

/// Creates the tables, or migrates those of an earlier version, in one transaction.
pub(super) fn prepare(connection: &mut Connection) -> rusqlite::Result<()> {
    connection.execute_batch("PRAGMA foreign_keys = ON")?;
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let version: u32 = transaction.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    if version < 1 {
        transaction.execute_batch(TABLES)?;
        transaction.execute_batch(KEYS)?;
        fill_in_keys(&transaction)?;
        transaction.execute_batch("PRAGMA user_version = 1")?;
    }
    transaction.commit()
}

/// Writes the keys of all accounts. If several accounts have the same key, the oldest gets it. The others stay as they are, log
/// in with the exact spelling of their name, and are listed in the log, so that a person can decide which ones to rename.
fn fill_in_keys(transaction: &Transaction<'_>) -> rusqlite::Result<()> {
    let mut select = transaction.prepare("SELECT id, username, email FROM users ORDER BY id")?;
    let mut update = transaction.prepare(
        "UPDATE users SET username_key = ?2, username_lookalike_key = ?3, email_key = ?4 WHERE id = ?1",
    )?;
    let mut taken: [HashSet<String>; 3] = Default::default();
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let id: i64 = row.get(0)?;
        let keys = Keys::of(&row.get::<_, String>(1)?, &row.get::<_, String>(2)?);
        let [username, lookalike, email] = [(0, keys.username), (1, keys.lookalike), (2, keys.email)]
            .map(|(column, key)| taken[column].insert(key.clone()).then_some(key));
        if username.is_none() || lookalike.is_none() || email.is_none() {
            eprintln!("accounts: account {id} has the name or the address of an older account");
        }
        update.execute(params![id, username, lookalike, email])?;
    }
    Ok(())
}
