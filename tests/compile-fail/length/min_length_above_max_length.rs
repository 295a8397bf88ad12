use forms::Form;

#[derive(Form)]
#[form(fields = all)]
pub struct User {
    #[form(min_length = 30, max_length = 3)]
    pub username: String,
}

fn main() {}
