use forms::Form;

#[derive(Form)]
#[form(fields = [id, email])]
pub struct User {
    #[form(read_only)]
    pub id: i64,
    pub email: String,
}

fn main() {}
