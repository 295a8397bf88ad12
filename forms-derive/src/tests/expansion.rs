//! The manual page that shows the code of the derive.

use std::{env, fs};

/// The starts of the code blocks with the declaration and with the expansion.
const DECLARED: &str = "```\n";
const WRITTEN: &str = "```ignore\n";

/// `BLESS=1 cargo test -p forms-derive --all-features expansion` writes the page.
#[test]
fn the_manual_shows_the_expansion() {
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
        assert!(page == expected, "the page differs from the code of the derive: run this test with BLESS=1");
    }
}
