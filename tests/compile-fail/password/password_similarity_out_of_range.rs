use forms::{Form, Password};

#[derive(Form)]
#[form(fields = all)]
pub struct Signup {
    pub username: String,
    #[form(password(similar_to = [username], max_similarity = 70))]
    pub password: Password,
}

fn main() {}
