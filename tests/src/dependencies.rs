//! The crates that a build of the library depends on, as Cargo lists them.

use serde_json::Value;
use std::{
    collections::BTreeMap,
    env, fs, io,
    path::{Path, PathBuf},
    process::Command,
};

/// A crate of another project.
#[derive(Debug, Clone)]
pub struct Dependency {
    pub name: String,
    pub version: String,
    /// The licence, as an SPDX expression.
    pub licence: String,
    /// The registry or repository that Cargo got it from. Empty for a crate in a local folder.
    pub source: String,
    /// The minimum Rust version of its manifest, such as `(1, 88)`.
    pub rust_version: Option<(u32, u32)>,
    pub folder: PathBuf,
}

impl Dependency {
    /// Returns how many times the word `unsafe` appears in its sources, outside line comments: in blocks, functions, traits
    /// and their implementations, also in code that is not compiled on this platform.
    pub fn unsafes(&self) -> io::Result<usize> {
        unsafes(&self.folder.join("src"))
    }
}

fn unsafes(folder: &Path) -> io::Result<usize> {
    let mut count = 0;
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            count += unsafes(&path)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            count += fs::read_to_string(path)?.lines().map(unsafes_in).sum::<usize>();
        }
    }
    Ok(count)
}

fn unsafes_in(line: &str) -> usize {
    let code = line.split("//").next().unwrap_or_default();
    code.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| *word == "unsafe").count()
}

fn cargo(arguments: &[&str]) -> io::Result<String> {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let run =
        Command::new(cargo).args(arguments).args(["--locked", "--offline"]).current_dir(root).output()?;
    if run.status.success() {
        Ok(String::from_utf8_lossy(&run.stdout).into_owned())
    } else {
        Err(io::Error::other(String::from_utf8_lossy(&run.stderr).into_owned()))
    }
}

/// Reads `1.88` or `1.88.0`.
fn rust_version(text: &str) -> Option<(u32, u32)> {
    let mut numbers = text.split('.').map(str::parse);
    Some((numbers.next()?.ok()?, numbers.next()?.ok()?))
}

/// Returns the crates of a build of `forms` with these arguments of Cargo, sorted by name. Leaves out our own crates.
pub fn tree(arguments: &[&str]) -> io::Result<Vec<Dependency>> {
    let mut tree = whole_tree(&packages()?, "normal", arguments)?;
    tree.retain(|package| !package.source.is_empty());
    Ok(tree)
}

/// Returns the first version of Rust that compiles `forms` with only this feature: the greatest minimum of its crates,
/// our own and those of build scripts included.
pub fn rust_version_of(
    feature: &str,
    known: &BTreeMap<(String, String), Dependency>,
) -> io::Result<(u32, u32)> {
    let tree = whole_tree(known, "normal,build", &["--no-default-features", "--features", feature])?;
    Ok(tree.iter().filter_map(|package| package.rust_version).max().unwrap_or_default())
}

fn whole_tree(
    known: &BTreeMap<(String, String), Dependency>,
    edges: &str,
    arguments: &[&str],
) -> io::Result<Vec<Dependency>> {
    let listed = ["tree", "-p", "forms", "-e", edges, "--prefix", "none", "-f", "{p}"];
    let mut tree = BTreeMap::new();
    for line in cargo(&[&listed, arguments].concat())?.lines() {
        let mut words = line.split(' ');
        let (Some(name), Some(version)) = (words.next(), words.next()) else { continue };
        let key = (name.to_owned(), version.trim_start_matches('v').to_owned());
        if let Some(package) = known.get(&key) {
            tree.insert(key, package.clone());
        }
    }
    Ok(tree.into_values().collect())
}

/// Returns every crate in Cargo's metadata, by name and version.
pub fn packages() -> io::Result<BTreeMap<(String, String), Dependency>> {
    // the sources for other platforms may be missing
    let version = Command::new("rustc").arg("-vV").output()?.stdout;
    let version = String::from_utf8_lossy(&version);
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).unwrap_or_default();
    let asked = ["metadata", "--format-version", "1", "--all-features", "--filter-platform", host];
    let metadata: Value = serde_json::from_str(&cargo(&asked)?)?;
    let mut packages = BTreeMap::new();
    for package in metadata["packages"].as_array().into_iter().flatten() {
        let text = |name: &str| package[name].as_str().unwrap_or_default().to_owned();
        let folder = Path::new(&text("manifest_path")).parent().map(Path::to_path_buf).unwrap_or_default();
        let package = Dependency {
            name: text("name"),
            version: text("version"),
            licence: text("license"),
            source: text("source"),
            rust_version: rust_version(&text("rust_version")),
            folder,
        };
        packages.insert((package.name.clone(), package.version.clone()), package);
    }
    Ok(packages)
}

/// Returns whether the licence, or one of its alternatives, is in the list.
pub fn is_allowed(licence: &str, allowed: &[&str]) -> bool {
    let licence = licence.replace(['(', ')'], " ").replace('/', " OR ");
    !licence.trim().is_empty()
        && licence.split(" AND ").all(|all| all.split(" OR ").any(|one| allowed.contains(&one.trim())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn licences_are_read() {
        let allowed = ["MIT", "Unicode-3.0"];
        for licence in ["MIT", "Apache-2.0/MIT", "GPL-3.0 OR MIT", "(MIT OR Apache-2.0) AND Unicode-3.0"] {
            assert!(is_allowed(licence, &allowed), "{licence}");
        }
        for licence in ["", "GPL-3.0", "MIT AND GPL-3.0", "(Apache-2.0 OR GPL-3.0) AND MIT"] {
            assert!(!is_allowed(licence, &allowed), "{licence}");
        }
    }

    #[test]
    fn versions_of_rust_are_read() {
        assert_eq!([rust_version("1.88.0"), rust_version("1.9")], [Some((1, 88)), Some((1, 9))]);
        assert_eq!([rust_version(""), rust_version("1")], [None, None]);
    }

    #[test]
    fn words_are_counted() {
        assert_eq!(unsafes_in("unsafe { unsafe_code() } // unsafe"), 1);
        assert_eq!(unsafes_in("unsafe impl Send for X {} unsafe fn"), 2);
    }
}
