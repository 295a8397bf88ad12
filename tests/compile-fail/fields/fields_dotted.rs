use forms::Form;

#[derive(Form)]
#[form(fields = [email.domain])]
pub struct User {
    pub username: String,
    pub email: String,
}

fn main() {}
