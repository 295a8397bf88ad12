use forms::{Form, Password};

#[derive(Form)]
#[form(fields = all)]
pub struct Signup {
    pub username: String,
    #[form(password(similar_to = [user_name]))]
    pub password: Password,
}

fn main() {}
