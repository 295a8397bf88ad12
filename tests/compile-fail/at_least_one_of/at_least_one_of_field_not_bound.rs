use forms::Form;

#[derive(Form)]
#[form(name = NewContact, fields = [email], at_least_one_of = [email, phone])]
pub struct Contact {
    pub email: Option<String>,
    pub phone: Option<String>,
}

fn main() {}
