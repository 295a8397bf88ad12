use forms::Form;

#[derive(Form)]
#[form(fields = all)]
pub struct User {
    #[form(min_length = -1)]
    pub username: String,
}

fn main() {}
