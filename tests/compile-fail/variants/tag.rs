use forms::{Choice, Form};

#[derive(Form)]
pub enum WithoutTag {
    Card { number: String },
    Invoice,
}

#[derive(Form)]
#[form(tag = "")]
pub enum EmptyTag {
    Card { number: String },
}

#[derive(Form)]
#[form(tag = "pay.by")]
pub enum TagWithDot {
    Card { number: String },
}

#[derive(Form)]
#[form(tag = method)]
pub enum TagNotAText {
    Card { number: String },
}

#[derive(Form)]
#[form(tag = "kind")]
pub enum WithoutData {
    Card,
    Invoice,
}

#[derive(Choice, Clone, Copy, PartialEq)]
#[form(tag = "kind")]
pub enum TagOnAChoice {
    Card,
    Invoice,
}

#[derive(Form)]
#[form(fields = all, tag = "kind")]
pub struct TagOnAStruct {
    number: String,
}

#[derive(Form)]
#[form(tag = "kind", fields = all)]
pub enum FieldsOnAnEnum {
    Card { number: String },
}

#[derive(Form)]
#[form(tag = "kind", widget = checkbox)]
pub enum TagAsCheckbox {
    Card { number: String },
}

fn main() {}
