//! The mistake is reported where it is, and nowhere else.
use forms::{Draft, Form, Report};

#[derive(Form)]
#[form(fields = all, check = never)]
pub struct Signup {
    #[form(flatten)]
    pub user: NewUser,
}

#[derive(Form)]
#[form(fields = all)]
pub struct Several {
    #[form(flatten)]
    pub user: NewUser,
    #[form(flatten)]
    pub address: Address,
    pub password: String,
}

#[derive(Form)]
#[form(name = NewUser, fields = [usrname])]
pub struct User {
    pub username: String,
}

#[derive(Form)]
#[form(fields = all)]
pub struct Address {
    #[form(max_length = 0)]
    pub city: String,
}

fn never(_: &Draft<Signup>, _: &mut Report<'_, Signup>) {}

fn main() {}
