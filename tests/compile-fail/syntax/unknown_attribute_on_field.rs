use forms::Form;

#[derive(Form)]
#[form(fields = all)]
pub struct User {
    #[form(max_lenght = 30)]
    pub username: String,
}

fn main() {}
