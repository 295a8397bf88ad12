use forms::Form;

#[derive(Form)]
#[form(fields = all)]
pub struct User {
    #[form(nested)]
    pub city: String,
}

fn main() {}
