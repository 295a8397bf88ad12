use forms::Form;

#[derive(Form)]
#[form(fields = all)]
pub struct User {
    #[form(label = Username)]
    pub username: String,
}

fn main() {}
