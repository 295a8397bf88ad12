use forms::{Form, Password};

#[derive(Form)]
#[form(fields = all)]
pub struct Login {
    #[form(password(min_length = 128, max_length = 8))]
    pub password: Password,
}

fn main() {}
