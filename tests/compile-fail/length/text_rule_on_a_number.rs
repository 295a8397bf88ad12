use forms::Form;

#[derive(Form)]
#[form(fields = all)]
pub struct User {
    #[form(max_length = 3)]
    pub age: u8,
}

fn main() {}
