use forms::{Form, SplitDateTime};

#[derive(Form)]
#[form(fields = all)]
struct Meeting {
    begins: SplitDateTime<jiff::Timestamp>,
    ends: Option<SplitDateTime<jiff::Timestamp>>,
    #[form(time_zone = "Europe/Berlin")]
    breaks: SplitDateTime<jiff::Timestamp>,
    lunch: SplitDateTime<jiff::civil::DateTime>,
}

fn main() {}
