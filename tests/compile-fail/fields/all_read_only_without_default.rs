use forms::Form;

#[derive(Form)]
#[form(fields = all)]
pub struct Ticket {
    #[form(read_only)]
    pub number: u32,
    pub text: String,
}

fn main() {}
