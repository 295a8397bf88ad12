use forms::Form;

#[derive(Form)]
#[form(fields = all)]
struct Order {
    #[form(widget = textarea)]
    amount: u8,
}

fn main() {}
