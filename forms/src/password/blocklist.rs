//! Lists of passwords that are refused.

use super::{
    Blocklist,
    normal::{normalized, without_invisible},
};
use std::{
    fmt,
    fs::File,
    hash::{BuildHasher, BuildHasherDefault, DefaultHasher},
    io::{self, BufRead, BufReader},
    path::Path,
    sync::LazyLock,
};
use zeroize::Zeroizing;

/// Creates the list when it is first used.
impl<L: Blocklist, F: FnOnce() -> L + Send> Blocklist for LazyLock<L, F> {
    fn contains(&self, password: &str) -> bool {
        (**self).contains(password)
    }
}

/// A list of passwords, read at run time, with one password per line.
///
/// It stores a sorted list of hashes, so that each password takes 8 bytes of memory, and the passwords cannot be read
/// from it. With n passwords in the list, another password is mistaken for one of them with a probability of n / 2^64.
/// Passwords are compared like the common ones: in their normal form, in lower case, without invisible characters, and
/// without white space at both ends.
///
/// ```no_run
/// use forms::password::{PasswordList, PasswordPolicy};
/// use std::sync::LazyLock;
///
/// static BREACHED: LazyLock<PasswordList> =
///     LazyLock::new(|| PasswordList::open("/etc/acme/breached.txt").expect("the list of breached passwords"));
/// static POLICY: PasswordPolicy = PasswordPolicy::nist().blocklist(&BREACHED);
///
/// // in `main`, so that a missing file is noticed at start-up and not by the first user
/// LazyLock::force(&BREACHED);
/// ```
#[derive(Clone, Default)]
pub struct PasswordList(Vec<u64>);

impl PasswordList {
    /// Reads the list from a file in UTF-8, with one password per line, in any order. Empty lines are ignored.
    pub fn open(path: impl AsRef<Path>) -> io::Result<Self> {
        Self::read(BufReader::new(File::open(path)?))
    }
    /// Reads the list from a reader, with one password per line.
    pub fn read(mut lines: impl BufRead) -> io::Result<Self> {
        let (mut hashes, mut line) = (Vec::new(), String::new());
        while lines.read_line(&mut line)? > 0 {
            hashes.extend(hash(&line));
            line.clear();
        }
        Ok(Self::sorted(hashes))
    }
    /// Returns the number of different passwords.
    pub fn len(&self) -> usize {
        self.0.len()
    }
    /// Returns whether the list is empty.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
    fn sorted(mut hashes: Vec<u64>) -> Self {
        hashes.sort_unstable();
        hashes.dedup();
        hashes.shrink_to_fit();
        PasswordList(hashes)
    }
}

impl<S: AsRef<str>> FromIterator<S> for PasswordList {
    fn from_iter<I: IntoIterator<Item = S>>(passwords: I) -> Self {
        Self::sorted(passwords.into_iter().filter_map(|password| hash(password.as_ref())).collect())
    }
}

impl Blocklist for PasswordList {
    fn contains(&self, password: &str) -> bool {
        hash(password).is_some_and(|hash| self.0.binary_search(&hash).is_ok())
    }
}

impl fmt::Debug for PasswordList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PasswordList").field("len", &self.len()).finish()
    }
}

/// Returns the hash, or `None` if the password has only white space and invisible characters.
fn hash(password: &str) -> Option<u64> {
    let normal = normalized(password);
    let password = normal.as_deref().map_or(password, |normal| normal);
    let visible = without_invisible(password);
    let password = super::common::trimmed(visible.as_deref().map_or(password, |visible| visible));
    if password.is_empty() {
        return None;
    }
    let lower = Zeroizing::new(password.to_lowercase());
    Some(BuildHasherDefault::<DefaultHasher>::default().hash_one(lower.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_one_password_per_line() {
        let list =
            PasswordList::read("Tr0ub4dor&3\r\n\n  \nｃｏｒｒｅｃｔ\npass phrase\nPASS PHRASE\n".as_bytes())
                .unwrap();
        assert_eq!(list.len(), 3);
        for password in [
            "tr0ub4dor&3",
            "tr0ub\u{200d}4dor&3\u{ad}",
            "\u{feff} correct",
            "TR0UB4DOR&3 ",
            "correct",
            "Pass Phrase",
        ] {
            assert!(list.contains(password), "{password}");
        }
        for password in ["", " ", "tr0ub4dor", "pass", "passphrase"] {
            assert!(!list.contains(password), "{password}");
        }
        assert_eq!(format!("{list:?}"), "PasswordList { len: 3 }");
        assert!(PasswordList::read(&b"\xff\n"[..]).is_err() && PasswordList::open("/no/such/file").is_err());
    }

    #[test]
    fn works_in_a_static() {
        static LIST: LazyLock<PasswordList> = LazyLock::new(|| ["one", "two"].into_iter().collect());
        static BLOCKLIST: &dyn Blocklist = &LIST;
        assert!(BLOCKLIST.contains("ONE") && !BLOCKLIST.contains("three"));
    }
}
