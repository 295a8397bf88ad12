use forms::Form;

#[derive(Form)]
#[form(name = Signup, read_only = [email])]
pub struct User {
    pub username: String,
    pub email: String,
}

fn main() {}
