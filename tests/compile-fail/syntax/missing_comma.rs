use forms::Form;

#[derive(Form)]
#[form(fields = all)]
pub struct User {
    #[form(min_length = 3 max_length = 30)]
    pub username: String,
}

fn main() {}
