use forms::Form;

#[derive(Form)]
#[form(fields = all, derive(Debug))]
pub struct User {
    pub username: String,
    pub email: String,
}

fn main() {}
