use forms::Form;

#[derive(Form)]
#[form(fields = all)]
pub struct User {
    #[form(flatten)]
    pub name: String,
}

fn main() {}
