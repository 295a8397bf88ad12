use forms::Form;

#[derive(Form)]
#[form(fields = [email])]
pub struct User {
    #[form(max_length = 30)]
    pub username: String,
    pub email: String,
}

fn main() {}
