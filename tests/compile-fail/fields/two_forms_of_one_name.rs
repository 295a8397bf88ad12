use forms::Form;

#[derive(Form)]
#[form(name = Signup, fields = [username])]
#[form(name = Signup, fields = [email])]
pub struct User {
    pub username: String,
    pub email: String,
}

fn main() {}
