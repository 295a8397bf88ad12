//! Dates are later or earlier, numbers more or less.
use forms::Form;

#[derive(Form)]
#[form(fields = all)]
pub struct Numbers {
    least: u8,
    #[form(after = least)]
    most: u8,
}

#[derive(Form)]
#[form(fields = all)]
pub struct Days {
    from: jiff::civil::Date,
    #[form(at_least = from)]
    until: Option<jiff::civil::Date>,
}

fn main() {}
