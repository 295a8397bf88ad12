use forms::Form;

#[derive(Form)]
#[form(fields = all)]
pub struct User {
    #[form(min = 13)]
    pub username: String,
}

fn main() {}
