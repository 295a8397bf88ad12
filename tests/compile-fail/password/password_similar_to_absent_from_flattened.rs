use forms::{Form, Password};

#[derive(Form)]
#[form(fields = all)]
pub struct Signup {
    #[form(flatten)]
    pub user: Account,
    #[form(password(similar_to = [user.email]))]
    pub password: Password,
}

#[derive(Form)]
#[form(fields = all)]
pub struct Account {
    pub username: String,
}

fn main() {}
