use forms::{Form, Password};

#[derive(Form)]
#[form(fields = all)]
pub struct Change {
    #[form(flatten)]
    pub account: Account,
    #[form(password(similar_to = [account.username, account.present]))]
    pub password: Password,
}

#[derive(Form)]
#[form(fields = all)]
pub struct Account {
    pub username: String,
    pub present: Password,
}

fn main() {}
