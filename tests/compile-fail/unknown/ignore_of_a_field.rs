use forms::Form;

#[derive(Form)]
#[form(fields = all, ignore = [email, csrf_token])]
pub struct User {
    pub username: String,
    pub email: String,
}

fn main() {}
