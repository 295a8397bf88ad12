//! The expansion names everything by its full path.
#![no_implicit_prelude]
#![allow(dead_code)]

extern crate forms;
extern crate std;

// What the prelude would bring, as something else.
struct Result;
struct Option;
struct String;
struct Vec;
struct Box;
struct Default;
struct Some;
struct None;
struct Ok;
struct Err;
mod core {}

#[derive(forms::Form, std::clone::Clone, std::cmp::PartialEq)]
#[form(fields = all)]
struct Address {
    #[form(max_length = 40)]
    city: std::string::String,
    #[form(default)]
    country: std::option::Option<std::string::String>,
}

#[derive(forms::Choice, std::clone::Clone, std::marker::Copy, std::cmp::PartialEq)]
#[form(rename_all = "kebab-case")]
enum Role {
    Reader,
    ChiefEditor,
}

#[derive(forms::Form, std::clone::Clone, std::cmp::PartialEq)]
#[form(name = NewUser, fields = [username, age, role, tags, address, phones], derive(std::fmt::Debug))]
#[form(name = EditUser, fields = [username, age, role], read_only = [id], check = never)]
struct User {
    #[form(read_only)]
    id: i64,
    #[form(username, immutable)]
    username: std::string::String,
    #[form(age(min = 13), default = 18)]
    age: u8,
    role: Role,
    #[form(max_items = 3, unique_items)]
    tags: std::vec::Vec<std::string::String>,
    #[form(nested)]
    address: std::option::Option<Address>,
    #[form(nested, max_items = 2)]
    phones: std::vec::Vec<Address>,
}

fn never(_: &forms::Draft<EditUser>, _: &mut forms::Report<'_, EditUser>) {}

#[derive(forms::Form)]
#[form(fields = all)]
struct Signup {
    #[form(flatten)]
    address: Address,
    #[form(password(min_length = 8, similar_to = [address.city]))]
    password: forms::Password,
    #[form(equals = password)]
    password2: forms::Password,
}

impl std::fmt::Debug for Address {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Address")
    }
}

impl std::fmt::Debug for Role {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Role")
    }
}

fn main() {}
