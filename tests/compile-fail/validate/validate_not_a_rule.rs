use forms::Form;

pub struct Even;

#[derive(Form)]
#[form(fields = all)]
pub struct User {
    #[form(validate = Even)]
    pub age: u32,
}

fn main() {}
