use forms::Form;

#[derive(Form, Clone, PartialEq)]
#[form(tag = "method")]
pub enum Payment {
    Card { number: String },
    Invoice,
}

#[derive(Form, Clone, PartialEq)]
#[form(fields = all)]
pub struct Order {
    number: u32,
    #[form(flatten)]
    payment: Payment,
}

#[derive(Form, Clone, PartialEq)]
#[form(tag = "kind")]
pub enum Outer {
    Inner(Payment),
    Nothing,
}

#[derive(Form, Clone, PartialEq)]
#[form(fields = all)]
pub struct Bank {
    method: String,
}

#[derive(Form, Clone, PartialEq)]
#[form(tag = "method")]
pub enum Clash {
    Bank(Bank),
}

fn main() {}
