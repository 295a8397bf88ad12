use forms::Form;

#[derive(Form)]
#[form(fields = all, context = u8, context = u16)]
pub struct User {
    pub username: String,
    pub email: String,
}

fn main() {}
