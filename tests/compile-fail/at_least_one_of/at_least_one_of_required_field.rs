use forms::Form;

#[derive(Form)]
#[form(fields = all, at_least_one_of = [email, phone])]
pub struct Contact {
    pub email: String,
    pub phone: Option<String>,
}

fn main() {}
