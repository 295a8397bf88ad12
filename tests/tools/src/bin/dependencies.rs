//! Lists the crates of a default build of the library: name, licence, and how many times `unsafe` appears in each.
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
