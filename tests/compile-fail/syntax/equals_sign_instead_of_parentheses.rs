use forms::Form;

#[derive(Form)]
#[form = "all"]
pub struct User {
    pub username: String,
    pub email: String,
}

fn main() {}
