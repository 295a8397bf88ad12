use forms::Form;

#[derive(Form)]
#[form(fields = [usrname], unknown = maybe)]
pub struct User {
    #[form(max_lenght = 30)]
    pub username: String,
    #[form(min = 10, max = 1)]
    pub age: u8,
}

fn main() {}
