use forms::Form;

#[derive(Form)]
#[form(fields = all)]
pub struct User {
    #[form(messages(required = "Tell us {label}.", "required" = "Enter {label}."))]
    pub name: String,
}

fn main() {}
