use forms::Form;

#[derive(Form)]
#[form(fields = all)]
pub struct User {
    pub username: String,
    #[form(rename = "username")]
    pub name: String,
}

fn main() {}
