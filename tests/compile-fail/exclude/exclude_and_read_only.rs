use forms::Form;

#[derive(Form)]
#[form(exclude = [email], read_only = [email])]
pub struct User {
    #[form()]
    pub username: String,
    pub email: String,
}

fn main() {}
