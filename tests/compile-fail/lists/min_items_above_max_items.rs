use forms::Form;

#[derive(Form)]
#[form(fields = all)]
pub struct User {
    #[form(min_items = 5, max_items = 2)]
    pub tags: Vec<String>,
}

fn main() {}
