use forms::Form;

#[derive(Form)]
#[form(fields = all)]
pub struct User {
    #[form(rename = "__all__")]
    pub username: String,
}

fn main() {}
