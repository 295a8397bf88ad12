use forms::{Form, Password};

#[derive(Form)]
#[form(fields = all)]
pub struct Login {
    #[form(password(max_length = 12))]
    pub password: Password,
}

fn main() {}
