use forms::Form;

#[derive(Form)]
#[form(fields = [username], read_olny = [email])]
pub struct User {
    pub username: String,
    pub email: String,
}

fn main() {}
