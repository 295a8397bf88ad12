use forms::Form;

#[derive(Form)]
#[form(fields = all)]
pub struct User {
    #[form(max_items = 3)]
    pub username: String,
}

fn main() {}
