//! The texts in the tests of the incidents: bodies that were sent, and their keys and values.

use proc_macro2::{TokenStream, TokenTree};
use std::{fs, path::Path};

pub(super) fn texts() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/attacks/incidents");
    let mut texts = Vec::new();
    for file in fs::read_dir(folder).unwrap() {
        let source = fs::read_to_string(file.unwrap().path()).unwrap();
        collect(source.parse().unwrap(), &mut texts);
    }
    texts.sort_unstable();
    texts.dedup();
    texts
}

fn collect(tokens: TokenStream, texts: &mut Vec<String>) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => collect(group.stream(), texts),
            TokenTree::Literal(literal) => {
                let text = syn::parse_str::<syn::LitStr>(&literal.to_string()).map(|text| text.value());
                texts.extend(text.ok().filter(|text| text.len() < 4096));
            }
            _ => {}
        }
    }
}
