use forms::Form;

#[derive(Form)]
#[form(fields = all)]
pub struct User {
    #[form(rename = "")]
    pub username: String,
}

fn main() {}
