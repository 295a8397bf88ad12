use forms::{Form, Password};

#[derive(Form)]
#[form(name = Login, fields = [password])]
pub struct Signup {
    pub username: String,
    #[form(password(similar_to = [username]))]
    pub password: Password,
}

fn main() {}
