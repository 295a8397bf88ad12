use forms::{Form, Password};

#[derive(Form)]
#[form(fields = all)]
pub struct Login {
    #[form(password(min_length = 1, common = false, numeric = false, derivatives = false))]
    pub password: Password,
}

fn main() {}
