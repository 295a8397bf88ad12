use forms::Form;

#[derive(Form)]
#[form(fields = all, read_only = [number])]
pub struct Ticket {
    pub number: u32,
    pub text: String,
}

fn main() {}
