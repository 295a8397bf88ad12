use forms::{Form, Password};

#[derive(Form)]
#[form(fields = all)]
pub struct Signup {
    pub username: String,
    #[form(password(nist, second_factor, min_length = 10))]
    pub password: Password,
}

fn main() {}
