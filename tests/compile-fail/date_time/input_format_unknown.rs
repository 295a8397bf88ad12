use forms::Form;
use jiff::civil::Date;

#[derive(Form)]
#[form(fields = all)]
struct Person {
    #[form(input_formats = ["%Y-%m-%d", "%d. %q %Y"])]
    born: Date,
}

fn main() {}
