use forms::Form;

#[derive(Form)]
#[form(exclude = [password_hash])]
pub struct User {
    #[form()]
    pub id: i64,
    #[form()]
    pub username: String,
    pub password_hash: String,
}

fn main() {}
