use forms::Form;

#[derive(Form)]
#[form(fields = all, max_length = 30)]
pub struct User {
    pub username: String,
}

fn main() {}
