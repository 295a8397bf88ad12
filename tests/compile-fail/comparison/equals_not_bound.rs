use forms::Form;

#[derive(Form)]
#[form(name = Short, fields = [email2])]
pub struct Signup {
    pub email: String,
    #[form(equals = email)]
    pub email2: String,
}

fn main() {}
