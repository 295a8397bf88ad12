use forms::Form;

#[derive(Form)]
#[form(fields = all)]
pub struct User {
    #[form(max_length = 0)]
    pub username: String,
}

fn main() {}
