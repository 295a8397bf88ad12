use forms::Form;

#[derive(Form)]
#[form(fields = all)]
pub struct Prices {
    lowest: u32,
    #[form(at_least = zz)]
    highest: u32,
}

fn main() {}
