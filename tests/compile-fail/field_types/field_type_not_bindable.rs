use forms::Form;

pub struct PasswordHash(pub String);

#[derive(Form)]
#[form(fields = all)]
pub struct User {
    pub password_hash: PasswordHash,
}

fn main() {}
