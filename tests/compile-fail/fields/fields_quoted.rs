use forms::Form;

#[derive(Form)]
#[form(fields = ["username"])]
pub struct User {
    pub username: String,
    pub email: String,
}

fn main() {}
