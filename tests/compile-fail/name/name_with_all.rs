use forms::Form;

#[derive(Form)]
#[form(name = Signup, fields = all)]
pub struct User {
    pub username: String,
    pub email: String,
}

fn main() {}
