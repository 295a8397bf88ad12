use forms::Form;

#[derive(Form)]
#[form(fields = all)]
pub struct User {
    #[form(check = is_free)]
    pub username: String,
}

fn main() {}
