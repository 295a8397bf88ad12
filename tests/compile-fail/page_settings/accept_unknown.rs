use forms::Form;

#[derive(Form)]
#[form(fields = all, accept = xml)]
struct Order {
    amount: u8,
}

#[derive(Form)]
#[form(fields = all, accept = json, accept = json)]
struct Twice {
    amount: u8,
}

fn main() {}
