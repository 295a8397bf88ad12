use forms::Form;

#[derive(Form)]
#[form(fields = all)]
pub struct User {
    #[form(age(mim = 13))]
    pub age: u8,
}

fn main() {}
