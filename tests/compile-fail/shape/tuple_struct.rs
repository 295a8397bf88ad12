use forms::Form;

#[derive(Form)]
#[form(fields = all)]
pub struct Name(String);

fn main() {}
