use forms::Form;

#[derive(Form)]
#[form(fields = all)]
pub struct User {
    #[form(max_length = "30")]
    pub username: String,
    #[form(min = "13")]
    pub age: u8,
}

fn main() {}
