use forms::{Form, Password};

#[derive(Form)]
#[form(fields = all)]
pub struct Change {
    pub present: Password,
    #[form(password(similar_to = [present]))]
    pub password: Password,
}

fn main() {}
