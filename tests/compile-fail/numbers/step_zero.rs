use forms::Form;

#[derive(Form)]
#[form(fields = all)]
pub struct Order {
    #[form(step = 0)]
    pub amount: i32,
}

fn main() {}
