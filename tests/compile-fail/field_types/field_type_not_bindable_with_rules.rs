//! Once, whatever is asked of the value.
use forms::{Form, Problem};

#[derive(Debug)]
pub enum Colour {
    Red,
}

#[derive(Form)]
#[form(name = NewUser, fields = [hash, colour, more], read_only = [shown])]
#[form(name = EditUser, fields = [hash, more])]
pub struct User {
    #[form(clean = kept, immutable, required, label = "Password", choices = ["a"])]
    pub hash: PasswordHash,
    #[form(default = Colour::Red)]
    pub colour: Colour,
    #[form(required)]
    pub more: Option<std::path::PathBuf>,
    #[form(read_only)]
    pub shown: std::rc::Rc<str>,
}

pub struct PasswordHash(pub String);

fn kept(hash: PasswordHash) -> Result<PasswordHash, Problem> {
    Ok(hash)
}

fn main() {}
