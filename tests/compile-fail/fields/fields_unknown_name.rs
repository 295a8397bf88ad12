use forms::Form;

#[derive(Form)]
#[form(fields = [usrname, email])]
pub struct User {
    pub username: String,
    pub email: String,
}

fn main() {}
