use forms::Form;

#[derive(Form)]
#[form(exclude = [e_mail])]
pub struct User {
    #[form()]
    pub username: String,
    #[form()]
    pub email: String,
}

fn main() {}
