use forms::{Form, Password};

#[derive(Form)]
#[form(fields = all)]
pub struct Login {
    #[form(password(min_length = 128, max_length = 64))]
    pub password: Password,
}

fn main() {}
