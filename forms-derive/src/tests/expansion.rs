//! The manual's page that shows what the derive writes.

use std::{env, fs};

/// Before the example, and before what it becomes.
const DECLARED: &str = "```\n";
const WRITTEN: &str = "```ignore\n";

/// `BLESS=1 cargo test -p forms-derive --all-features expansion` writes the page.
#[test]
fn the_manual_shows_what_is_written() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../forms/docs/explanation/expansion.md");
    let page = fs::read_to_string(path).unwrap();
    let (before, after) = page.split_once(WRITTEN).expect("the page shows the expansion");
    let (_, example) = before.split_once(DECLARED).expect("the page shows the declaration");
    let (example, _) = example.split_once("```").unwrap();
    let (_, after) = after.split_once("```\n").unwrap();

    let example = syn::parse_file(example).unwrap();
    let declared = example.items.into_iter().find_map(|item| match item {
        syn::Item::Struct(item) => Some(syn::DeriveInput::from(item)),
        _ => None,
    });
    let written = crate::form(&declared.expect("the example is a struct"));
    let written = prettyplease::unparse(&syn::parse2(written).unwrap());
    let expected = format!("{before}{WRITTEN}{written}```\n{after}");
    if env::var_os("BLESS").is_some() {
        fs::write(path, &expected).unwrap();
    } else {
        assert!(page == expected, "the page is not what the derive writes: run this test with BLESS=1");
    }
}
