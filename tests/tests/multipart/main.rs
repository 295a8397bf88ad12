//! Multipart bodies: those that real clients send, and the security properties P22, P23, P29 and P30.

mod clients;
mod properties;
mod python_multipart;

use std::path::PathBuf;

/// Returns a folder of the vectors beside the repository. Without them the tests are skipped, which is a failure in CI.
fn vectors(folder: &str) -> Option<PathBuf> {
    let path = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/vectors")).join(folder);
    if path.is_dir() {
        return Some(path);
    }
    assert!(std::env::var_os("CI").is_none(), "no vectors in {}", path.display());
    println!("SKIPPED: no vectors of multipart bodies in {}", path.display());
    None
}
