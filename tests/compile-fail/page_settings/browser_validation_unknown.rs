use forms::Form;

#[derive(Form)]
#[form(fields = all, browser_validation = never)]
struct Order {
    amount: u8,
}

fn main() {}
