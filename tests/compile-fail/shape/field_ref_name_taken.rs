use forms::Form;

#[derive(Form)]
#[form(fields = all)]
#[allow(non_snake_case)]
pub struct User {
    pub name: String,
    pub NAME: String,
}

fn main() {}
