use forms::Form;

#[derive(Form)]
#[form(fields = [email], read_only = [username])]
pub struct User {
    #[form(read_only, max_length = 30)]
    pub username: String,
    pub email: String,
}

fn main() {}
