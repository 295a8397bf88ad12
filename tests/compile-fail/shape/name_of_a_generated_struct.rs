//! A form `NewUser` brings `NewUserDraft` and `NewUserRest` with it.
use forms::Form;

#[derive(Form)]
#[form(name = NewUser, fields = [name])]
pub struct User {
    pub id: u64,
    pub name: String,
}

pub struct NewUserRest;

fn main() {}
