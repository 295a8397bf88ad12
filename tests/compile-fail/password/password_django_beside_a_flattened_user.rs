use forms::{Form, Password};

#[derive(Form, Clone)]
#[form(fields = all)]
struct User {
    username: String,
    email: String,
}

#[derive(Form, Clone)]
#[form(fields = all)]
struct Address {
    city: String,
}

#[derive(Form)]
#[form(fields = all)]
struct SignUp {
    #[form(flatten)]
    user: User,
    #[form(flatten)]
    address: Address,
    #[form(password(django))]
    password: Password,
}

#[derive(Form)]
#[form(fields = all)]
struct Right {
    #[form(flatten)]
    user: User,
    #[form(password(django, similar_to = [user.username, user.email]))]
    password: Password,
}

fn main() {}
