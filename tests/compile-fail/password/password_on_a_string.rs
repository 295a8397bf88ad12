use forms::Form;

#[derive(Form)]
#[form(fields = all)]
pub struct Login {
    #[form(password)]
    pub password: String,
}

fn main() {}
