use forms::Form;

#[derive(Form)]
#[form(fields = all, unknown = ignore, ignore = [csrf_token])]
pub struct User {
    pub username: String,
    pub email: String,
}

fn main() {}
