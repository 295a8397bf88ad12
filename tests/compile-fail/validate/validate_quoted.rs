use forms::Form;

#[derive(Form)]
#[form(fields = all)]
pub struct User {
    #[form(validate = "is_free")]
    pub username: String,
}

fn main() {}
