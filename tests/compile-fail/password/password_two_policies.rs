use forms::{Form, Password};

#[derive(Form)]
#[form(fields = all)]
pub struct Signup {
    pub username: String,
    #[form(password(django, nist))]
    pub password: Password,
}

fn main() {}
