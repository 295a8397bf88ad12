use forms::Form;
use jiff::civil::Date;

#[derive(Form)]
#[form(fields = all)]
struct Person {
    #[form(input_formats = ["%d.%m."])]
    born: Date,
}

fn main() {}
