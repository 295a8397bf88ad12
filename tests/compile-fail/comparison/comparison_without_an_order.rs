use forms::Form;

#[derive(Form)]
#[form(fields = all)]
pub struct Texts {
    first: String,
    #[form(after = first)]
    last: String,
    counts: Vec<u8>,
    #[form(at_least = counts)]
    most: u8,
    #[form(less_than = most)]
    wide: u32,
}

fn main() {}
