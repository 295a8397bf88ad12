use forms::Form;

#[derive(Form)]
#[form(fields = all, messages = "Wrong.")]
pub struct User {
    #[form(messages(required))]
    pub name: String,
    #[form(messages(required = 3))]
    pub email: String,
    #[form(error_messages(required = "Tell us {label}."))]
    pub city: String,
}

fn main() {}
