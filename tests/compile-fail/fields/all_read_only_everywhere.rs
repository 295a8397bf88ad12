use forms::Form;

#[derive(Form)]
#[form(fields = all)]
pub struct Ticket {
    #[form(read_only, default)]
    pub number: u32,
}

fn main() {}
