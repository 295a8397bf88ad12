use forms::Form;

#[derive(Form)]
#[form(fields = all)]
pub struct Order {
    #[form(default = "one")]
    pub amount: u32,
}

fn main() {}
