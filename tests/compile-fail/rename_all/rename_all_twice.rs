use forms::Form;

#[derive(Form)]
#[form(fields = [username], rename_all = "camelCase")]
#[form(rename_all = "kebab-case")]
pub struct User {
    pub username: String,
    pub email: String,
}

fn main() {}
