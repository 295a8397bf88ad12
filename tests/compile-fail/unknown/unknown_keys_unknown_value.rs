use forms::Form;

#[derive(Form)]
#[form(fields = all, unknown = ignored)]
pub struct User {
    pub username: String,
    pub email: String,
}

fn main() {}
