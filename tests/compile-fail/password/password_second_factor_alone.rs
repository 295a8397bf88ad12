use forms::{Form, Password};

#[derive(Form)]
#[form(fields = all)]
pub struct Signup {
    pub username: String,
    #[form(password(second_factor, min_length = 8))]
    pub password: Password,
}

fn main() {}
