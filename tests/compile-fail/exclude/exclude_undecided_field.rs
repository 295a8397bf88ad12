use forms::Form;

#[derive(Form)]
#[form(exclude = [password_hash])]
pub struct User {
    #[form(max_length = 30)]
    pub username: String,
    pub is_admin: bool,
    pub password_hash: String,
}

fn main() {}
