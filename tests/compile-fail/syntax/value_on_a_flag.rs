use forms::Form;

#[derive(Form)]
#[form(fields = all)]
pub struct User {
    #[form(email = true)]
    pub email: String,
}

fn main() {}
