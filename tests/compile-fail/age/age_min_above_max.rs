use forms::Form;

#[derive(Form)]
#[form(fields = all)]
pub struct User {
    #[form(age(min = 120, max = 13))]
    pub age: u8,
}

fn main() {}
