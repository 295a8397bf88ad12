use forms::Form;

#[derive(Form)]
#[form(fields = all)]
pub struct Order {
    #[form(required, default = 1)]
    pub amount: u32,
}

fn main() {}
