use forms::Form;

#[derive(Form)]
#[form(fields = all)]
pub struct Nothing {}

fn main() {}
