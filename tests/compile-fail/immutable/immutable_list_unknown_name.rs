use forms::Form;

#[derive(Form)]
#[form(fields = [email], immutable = [emial])]
pub struct User {
    pub username: String,
    pub email: String,
}

fn main() {}
