use forms::Form;

#[derive(Form)]
#[form(fields = all)]
pub struct Order {
    #[form(min = 10, max = 1)]
    pub amount: i32,
}

fn main() {}
