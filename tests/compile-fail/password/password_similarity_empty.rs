use forms::{Form, Password};

#[derive(Form)]
#[form(fields = all)]
pub struct Signup {
    pub username: String,
    #[form(password(max_similarity = 0.5))]
    pub password: Password,
}

fn main() {}
