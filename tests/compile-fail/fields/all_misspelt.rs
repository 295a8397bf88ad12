use forms::Form;

#[derive(Form)]
#[form(fields = everything)]
pub struct User {
    pub username: String,
    pub email: String,
}

fn main() {}
