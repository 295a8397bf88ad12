use forms::{Form, Password};

#[derive(Form)]
#[form(fields = all)]
pub struct Signup {
    #[form(flatten)]
    pub user: Account,
    #[form(password(similar_to = [user.town.city]))]
    pub password: Password,
}

#[derive(Form)]
#[form(fields = all)]
pub struct Account {
    pub city: String,
}

fn main() {}
