use forms::Form;

#[derive(Form)]
#[form(fields = all)]
pub struct Contact {
    #[form(required, required_if(phone))]
    pub email: Option<String>,
    pub phone: Option<String>,
}

fn main() {}
