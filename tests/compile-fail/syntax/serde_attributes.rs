//! What serde is told, a form does not hear: it says so.
use forms::{Choice, Form};
use serde::{Deserialize, Serialize};

#[derive(Form, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[form(fields = all)]
pub struct User {
    #[serde(rename = "mail")]
    pub email: String,
    #[serde(rename(serialize = "a", deserialize = "b"), alias = "nick")]
    pub name: String,
    #[serde(default)]
    pub age: u8,
    #[serde(default = "town::first")]
    pub town: String,
    #[serde(flatten)]
    pub address: Address,
    #[serde(skip)]
    pub is_admin: bool,
    #[serde(deserialize_with = "read", skip_deserializing)]
    pub when: String,
}

#[derive(Form, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(try_from = "Raw")]
#[form(fields = all)]
pub struct Address {
    pub city: String,
}

#[derive(Form)]
#[form(fields = all)]
#[form(serde = maybe)]
pub struct Contact {
    pub name: String,
}

#[derive(Choice, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    Reader,
    #[serde(rename = "author")]
    Writer,
    #[serde(other)]
    Guest,
}

impl Default for User {
    fn default() -> Self {
        unreachable!("this case does not compile")
    }
}

#[derive(Deserialize)]
pub struct Raw {
    city: String,
}

impl TryFrom<Raw> for Address {
    type Error = std::convert::Infallible;
    fn try_from(raw: Raw) -> Result<Self, Self::Error> {
        Ok(Address { city: raw.city })
    }
}

fn read<'d, D: serde::Deserializer<'d>>(from: D) -> Result<String, D::Error> {
    String::deserialize(from)
}

mod town {
    pub fn first() -> String {
        String::new()
    }
}

fn main() {}
