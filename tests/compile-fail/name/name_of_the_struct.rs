use forms::Form;

#[derive(Form)]
#[form(name = User, fields = [username])]
pub struct User {
    pub username: String,
    pub email: String,
}

fn main() {}
