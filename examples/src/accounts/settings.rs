//! Settings from environment variables.

use super::Failure;
use std::{env, path::PathBuf};

/// The port and the database.
#[derive(Debug, PartialEq)]
pub struct Settings {
    /// The port; 0 for any free port.
    pub port: u16,
    /// The file of the database.
    pub database: PathBuf,
}

impl Settings {
    /// Reads `PORT` and `DATABASE_URL`.
    pub fn from_environment() -> Result<Self, Failure> {
        Self::new(env::var("PORT").ok().as_deref(), env::var("DATABASE_URL").ok().as_deref())
    }

    fn new(port: Option<&str>, database: Option<&str>) -> Result<Self, Failure> {
        let port = match port {
            Some(port) => port.parse().map_err(|_| "PORT must be a number from 0 to 65535")?,
            None => 3000,
        };
        let url = database.filter(|url| !url.is_empty()).unwrap_or("accounts.db");
        let path = url.strip_prefix("sqlite://").or_else(|| url.strip_prefix("sqlite:")).unwrap_or(url);
        if path.contains("://") {
            return Err(
                "DATABASE_URL must be a path or sqlite://path; other databases are not supported yet".into(),
            );
        }
        Ok(Settings { port, database: path.into() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn database(url: &str) -> String {
        Settings::new(None, Some(url))
            .map_or_else(|error| error.to_string(), |settings| settings.database.display().to_string())
    }

    #[test]
    fn a_database_is_a_path_or_a_url() {
        assert_eq!(
            Settings::new(None, None).unwrap(),
            Settings { port: 3000, database: "accounts.db".into() }
        );
        assert_eq!(database(""), "accounts.db");
        assert_eq!(database("other.db"), "other.db");
        assert_eq!(database("sqlite:other.db"), "other.db");
        assert_eq!(database("sqlite:///var/lib/accounts.db"), "/var/lib/accounts.db");
        assert!(database("postgres://localhost/accounts").contains("not supported"));
    }

    #[test]
    fn a_port_is_a_number() {
        assert_eq!(Settings::new(Some("0"), None).unwrap().port, 0);
        assert!(Settings::new(Some("65536"), None).is_err());
        assert!(Settings::new(Some("http"), None).is_err());
    }
}
