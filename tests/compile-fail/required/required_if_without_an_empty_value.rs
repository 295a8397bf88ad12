use forms::Form;

#[derive(Form)]
#[form(fields = all)]
pub struct Contact {
    #[form(required_if(phone))]
    pub age: u8,
    pub phone: Option<String>,
}

fn main() {}
