use forms::Form;

#[derive(Form)]
#[form(fields = all)]
pub struct Signup {
    pub age: u8,
    #[form(equals = age)]
    pub email: String,
}

fn main() {}
