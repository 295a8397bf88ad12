use forms::Form;

#[derive(Form)]
#[form(fields = [username], derive())]
pub struct User {
    pub username: String,
    pub email: String,
}

fn main() {}
