use forms::Form;

#[derive(Form)]
#[form(fields = [userName], rename_all = "camelCase")]
pub struct User {
    pub user_name: String,
}

fn main() {}
