use forms::{Form, Password};

#[derive(Form)]
#[form(fields = all)]
pub struct Login {
    #[form(password(min_lenght = 8))]
    pub password: Password,
}

fn main() {}
