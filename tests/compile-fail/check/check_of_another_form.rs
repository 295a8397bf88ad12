use forms::Form;
use forms::{Draft, Report};

fn passwords_agree(_: &Draft<Login>, _: &mut Report<'_, Login>) {}

#[derive(Form)]
#[form(fields = all, check = passwords_agree)]
pub struct User {
    pub username: String,
}

#[derive(Form)]
#[form(fields = all)]
pub struct Login {
    pub username: String,
}

fn main() {}
