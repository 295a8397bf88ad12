use forms::Form;

#[derive(Form)]
#[form(fields = all)]
pub struct User {
    #[form(label = "Name", max_length = 30)]
    #[form(label = "User name")]
    pub username: String,
}

fn main() {}
