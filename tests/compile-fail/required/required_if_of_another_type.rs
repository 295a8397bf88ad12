use forms::Form;

#[derive(Form)]
#[form(fields = all)]
pub struct Contact {
    #[form(required_if(age = "ten"))]
    pub phone: Option<String>,
    #[form(required_if = is_old)]
    pub guardian: Option<String>,
    pub age: u8,
}

fn is_old(age: &u8) -> bool {
    *age > 60
}

fn main() {}
