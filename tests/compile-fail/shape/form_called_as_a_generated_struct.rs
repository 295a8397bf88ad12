//! A form `New` brings `NewDraft` and `NewRest` with it.
use forms::Form;

#[derive(Form)]
#[form(name = New, fields = [name])]
#[form(name = NewRest, fields = [name, email])]
#[form(name = NewDraft, fields = [email])]
pub struct User {
    pub id: u64,
    pub name: String,
    pub email: String,
}

#[derive(Form)]
#[form(name = Short, fields = [name])]
pub struct ShortRest {
    pub id: u64,
    pub name: String,
}

fn main() {}
