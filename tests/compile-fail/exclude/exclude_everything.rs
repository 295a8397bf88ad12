use forms::Form;

#[derive(Form)]
#[form(exclude = [username, email])]
pub struct User {
    pub username: String,
    pub email: String,
}

fn main() {}
