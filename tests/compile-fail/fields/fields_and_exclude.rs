use forms::Form;

#[derive(Form)]
#[form(fields = [username], exclude = [email])]
pub struct User {
    pub username: String,
    pub email: String,
}

fn main() {}
