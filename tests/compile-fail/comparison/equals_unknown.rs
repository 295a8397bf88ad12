use forms::Form;

#[derive(Form)]
#[form(fields = all)]
pub struct Signup {
    pub email: String,
    #[form(equals = emial)]
    pub email2: String,
}

fn main() {}
