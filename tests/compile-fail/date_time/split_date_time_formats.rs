use forms::{Form, SplitDateTime};
use jiff::{Timestamp, civil::DateTime};

#[derive(Form)]
#[form(fields = all)]
struct Both {
    #[form(input_formats = ["%d.%m.%Y %H:%M"])]
    starts: SplitDateTime<DateTime>,
}

#[derive(Form)]
#[form(fields = all)]
struct Offset {
    #[form(time_zone = "Europe/Paris", input_formats = ["%H:%M%z"])]
    starts: SplitDateTime<Timestamp>,
}

fn main() {}
