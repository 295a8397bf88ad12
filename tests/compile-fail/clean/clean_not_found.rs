use forms::Form;

#[derive(Form)]
#[form(fields = all)]
pub struct User {
    #[form(clean = lowercased)]
    pub username: String,
}

fn main() {}
