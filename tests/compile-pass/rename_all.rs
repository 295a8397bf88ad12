//! Names on the wire follow a convention, unless they say otherwise.
use forms::{Choice, Form};

#[derive(Form, Clone, PartialEq)]
#[form(fields = all)]
#[form(rename_all = "camelCase")]
pub struct Address {
    pub postal_code: String,
    #[form(rename = "town")]
    pub city_name: String,
}

#[derive(Form, Clone, PartialEq)]
#[form(name = Card, fields = [postal_code], rename_all = "kebab-case")]
pub struct Letter {
    pub postal_code: String,
    pub text: String,
}

#[derive(Choice, Clone, Copy, PartialEq, Debug)]
#[form(rename_all = "snake_case")]
pub enum Role {
    ChiefEditor,
    #[form(rename = "guest", label = "Just looking")]
    Visitor,
}

fn main() {
    let names: Vec<_> = <Address as Form>::SCHEMA.fields.iter().map(|field| field.name.as_str()).collect();
    assert_eq!(names, ["postalCode", "town"]);
    assert_eq!(<Card as Form>::SCHEMA.fields[0].name.as_str(), "postal-code");
}
