use forms::Form;

#[derive(Form)]
#[form(fields = all)]
pub struct Signup {
    pub email: String,
    #[form(equals = email2)]
    pub email2: String,
}

fn main() {}
