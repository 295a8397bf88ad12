use forms::Form;

#[derive(Form)]
#[form(fields = [username])]
#[form(fields = [email])]
pub struct User {
    pub username: String,
    pub email: String,
}

fn main() {}
