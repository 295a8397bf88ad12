use forms::Form;

#[derive(Form)]
#[form(fields = all)]
pub struct User {
    #[form(rename = "user.name")]
    pub username: String,
}

fn main() {}
