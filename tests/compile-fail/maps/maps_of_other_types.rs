//! A map has texts as keys, and values that a form can bind; a key of a choice is a name on the wire, too.
use forms::{Choice, Form};
use std::collections::BTreeMap;

#[derive(Form)]
#[form(fields = all)]
struct NumberKeys {
    #[form(keys = ["1"])]
    sizes: BTreeMap<u8, String>,
}

#[derive(Choice, Clone, Copy, PartialEq)]
enum Locale {
    #[form(rename = "en.gb")]
    En,
}

#[derive(Form)]
#[form(fields = all)]
struct DottedKeys {
    #[form(keys = Locale)]
    titles: BTreeMap<String, String>,
}

#[derive(Form)]
#[form(fields = all)]
struct RuleMisfit {
    #[form(keys = ["en"], max = 3)]
    titles: BTreeMap<String, String>,
}

#[derive(Clone, PartialEq)]
struct NoForm;

#[derive(Form)]
#[form(fields = all)]
struct Values {
    #[form(keys = ["en"])]
    titles: BTreeMap<String, NoForm>,
}

fn main() {}
