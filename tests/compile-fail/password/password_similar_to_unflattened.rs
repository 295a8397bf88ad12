use forms::{Form, Password};

#[derive(Form)]
#[form(fields = all)]
pub struct Signup {
    pub username: String,
    #[form(password(similar_to = [username.first]))]
    pub password: Password,
}

fn main() {}
