use forms::Form;
use rust_decimal::Decimal;

#[derive(Form)]
#[form(fields = all)]
struct Item {
    #[form(max_digits = 2, decimal_places = 3)]
    price: Decimal,
}

fn main() {}
