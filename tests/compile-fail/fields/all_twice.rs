use forms::Form;

#[derive(Form)]
#[form(fields = all)]
#[form(fields = all, unknown = ignore)]
pub struct User {
    pub username: String,
    pub email: String,
}

fn main() {}
