use forms::Form;
use std::collections::BTreeMap;

#[derive(Form, Clone, PartialEq)]
#[form(tag = "kind")]
enum Content {
    Text { titles: BTreeMap<String, String> },
}

fn main() {}
