use forms::Form;

#[derive(Form)]
#[form(fields = [email])]
pub struct User {
    #[form(read_only)]
    pub id: i64,
    pub email: String,
}

fn main() {}
