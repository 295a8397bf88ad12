use forms::Form;

#[derive(Form)]
#[form(fields = [email], read_only = [username])]
pub struct User {
    #[form(immutable)]
    pub username: String,
    pub email: String,
}

fn main() {}
