use forms::Form;

#[derive(Form)]
pub struct User {
    pub username: String,
    pub email: String,
}

fn main() {}
