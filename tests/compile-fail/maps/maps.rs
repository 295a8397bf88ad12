//! A map has declared keys, which are names on the wire; the rules are those of its values.
use forms::Form;
use std::collections::{BTreeMap, HashMap};

#[derive(Form)]
#[form(fields = all)]
struct Undeclared {
    titles: BTreeMap<String, String>,
    sizes: HashMap<String, u8>,
}

#[derive(Form)]
#[form(fields = all)]
struct Wrong {
    #[form(keys = [])]
    empty: BTreeMap<String, String>,
    #[form(keys = ["en", "en"])]
    twice: BTreeMap<String, String>,
    #[form(keys = ["en.gb", "en[0]", ""])]
    syntax: BTreeMap<String, String>,
    #[form(keys = ["en"])]
    text: String,
    #[form(keys = ["en"], default)]
    with_default: BTreeMap<String, String>,
    #[form(keys = "en")]
    quoted: BTreeMap<String, String>,
}

fn main() {}
