use forms::Form;

#[derive(Form)]
#[form(fields = all, at_least_one_of = [emial, phone], exactly_one_of = [phone], at_most_one_of = [email, email])]
pub struct Contact {
    #[form(required_if(phnoe))]
    pub email: Option<String>,
    #[form(not_equals = phone, required_unless("email" = "x"))]
    pub phone: Option<String>,
}

fn main() {}
