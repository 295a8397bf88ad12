use forms::Form;

#[derive(Form)]
#[form(fields = [email], read_only = [username], immutable = [username])]
pub struct User {
    pub username: String,
    pub email: String,
}

fn main() {}
