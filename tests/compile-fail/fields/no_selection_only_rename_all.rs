use forms::Form;

#[derive(Form)]
#[form(rename_all = "camelCase")]
pub struct User {
    pub username: String,
    pub email: String,
}

fn main() {}
