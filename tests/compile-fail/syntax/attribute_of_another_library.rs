use forms::Form;

#[derive(Form)]
#[form(fields = all)]
pub struct User {
    #[form(length(min = 3, max = 30))]
    pub username: String,
    #[form(range(min = 13))]
    pub age: u8,
    #[form(skip)]
    pub is_admin: bool,
}

fn main() {}
