use forms::Form;

#[derive(Form)]
#[form(fields = [username], read_only = [emial])]
pub struct User {
    pub username: String,
    pub email: String,
}

fn main() {}
