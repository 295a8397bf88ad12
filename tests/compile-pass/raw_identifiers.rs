//! `r#type` is `type` on the wire and `TYPE` among the tokens.
use forms::{Choice, Form};

#[derive(Form, Clone, PartialEq)]
#[form(name = Part, fields = [type, r#fn], read_only = [r#match])]
#[form(fields = all, read_only = [r#match])]
pub struct Thing {
    #[form(max_length = 10)]
    pub r#type: String,
    pub r#fn: Option<String>,
    #[form(default)]
    pub r#match: u32,
}

#[derive(Choice, Clone, Copy, PartialEq)]
#[allow(non_camel_case_types)]
pub enum Word {
    r#yield,
    Plain,
}

fn main() {
    let _ = (Thing::TYPE, Thing::FN, Part::TYPE, Part::MATCH);
    assert_eq!(<Thing as Form>::SCHEMA.fields[0].name.as_str(), "type");
    assert_eq!(<Thing as Form>::SCHEMA.fields[0].label, "Type");
}
