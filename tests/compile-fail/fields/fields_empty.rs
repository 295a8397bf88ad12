use forms::Form;

#[derive(Form)]
#[form(fields = [])]
pub struct User {
    pub username: String,
    pub email: String,
}

fn main() {}
