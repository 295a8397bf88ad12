use forms::{Form, SplitDateTime};
use jiff::civil::DateTime;

#[derive(Form)]
#[form(fields = all)]
struct Meeting {
    #[form(input_date_formats = ["%d.%m.%Y"])]
    starts: SplitDateTime<DateTime>,
}

fn main() {}
