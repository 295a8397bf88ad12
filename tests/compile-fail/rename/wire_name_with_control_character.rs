use forms::Form;

#[derive(Form)]
#[form(fields = all)]
pub struct User {
    #[form(rename = "user\nname")]
    pub username: String,
}

fn main() {}
