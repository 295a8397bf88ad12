//! What a default build of the library is built on: name, licence, and how many times `unsafe` stands in it.
//!
//! ```text
//! cargo run -p tools --bin dependencies
//! ```

use std::io;
use tests::dependencies::tree;

fn main() -> io::Result<()> {
    for package in tree(&[])? {
        println!("| `{}` | {} | {} |", package.name, package.licence, package.unsafes()?);
    }
    Ok(())
}
