use forms::Form;

#[derive(Form)]
#[form(fields = [username, email], read_only = [email])]
pub struct User {
    pub username: String,
    pub email: String,
}

fn main() {}
