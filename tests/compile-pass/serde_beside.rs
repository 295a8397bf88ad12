//! Attributes of serde that concern its output alone, that say what the form says, or that are not meant for it.
use forms::{Choice, Form};
use serde::{Deserialize, Serialize};

#[derive(Form, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, rename = "Person")]
#[form(name = NewUser, fields = [email, nick_name, level, note, town])]
#[form(rename_all = "camelCase")]
pub struct User {
    #[serde(skip)]
    pub password_hash: String,
    #[serde(rename = "mail")]
    #[form(rename = "e-mail")]
    pub email: String,
    #[serde(rename = "nickName")]
    pub nick_name: String,
    #[serde(default)]
    #[form(default)]
    pub level: u8,
    #[serde(default, skip_serializing_if = "Option::is_none", rename(serialize = "remark"))]
    pub note: Option<String>,
    #[serde(flatten)]
    #[form(flatten)]
    pub town: Town,
}

#[derive(Form, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
#[form(fields = all)]
#[form(serde = ignore)]
pub struct Town {
    #[serde(alias = "town", default)]
    pub city: String,
}

#[derive(Choice, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[form(rename_all = "lowercase")]
pub enum Role {
    Reader,
    #[serde(rename = "author")]
    #[form(rename = "author")]
    Writer,
}

#[derive(Choice, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[form(serde = ignore)]
pub enum Plan {
    #[serde(other)]
    Free,
}

fn main() {
    let names: Vec<_> = <NewUser as Form>::SCHEMA.fields.iter().map(|field| field.name.as_str()).collect();
    assert_eq!(names, ["e-mail", "nickName", "level", "note", "city"]);
    assert_eq!(Plan::Free.value(), "Free");
}
