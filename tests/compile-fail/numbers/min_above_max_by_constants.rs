use forms::Form;

const LEAST: u32 = 10;

#[derive(Form)]
#[form(fields = all)]
pub struct User {
    #[form(min_length = LEAST, max_length = 3)]
    pub username: String,
}

fn main() {}
