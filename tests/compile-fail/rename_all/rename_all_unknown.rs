use forms::Form;

#[derive(Form)]
#[form(fields = all, rename_all = "camel-case")]
pub struct User {
    pub username: String,
    pub email: String,
}

fn main() {}
