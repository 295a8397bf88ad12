use forms::Form;

#[derive(Form)]
#[form(fields = all, messages(required = "Tell us {lable}."))]
pub struct User {
    #[form(min_length = 3, messages(min_length = "{label} needs {minimum} {limit_value:letter|letters}."))]
    pub name: String,
}

fn main() {}
