use forms::Form;

#[derive(Form)]
#[form(fields = all, one_of_these = [email, phone])]
pub struct Contact {
    #[form(required_if)]
    pub email: Option<String>,
    #[form(required_if(email, age))]
    pub phone: Option<String>,
    #[form(required_with = phone)]
    pub age: Option<u8>,
}

fn main() {}
