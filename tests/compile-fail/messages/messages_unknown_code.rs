use forms::Form;

#[derive(Form)]
#[form(fields = all, messages(requird = "Tell us {label}."))]
pub struct User {
    #[form(messages(not_even = "{label} must be even."))]
    pub number: u32,
}

fn main() {}
