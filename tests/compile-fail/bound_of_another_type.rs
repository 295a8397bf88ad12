use forms::Form;
use jiff::civil::{Date, Time};

#[derive(Form)]
#[form(fields = all)]
struct Visit {
    #[form(min = "10:00")]
    on: Date,
    #[form(max = "2027-02-30")]
    until: Date,
    #[form(min = "18:00", max = "09:00")]
    from: Time,
    #[form(min = 7)]
    at: Time,
    #[form(max = "2027-02-28")]
    number: u8,
}

fn main() {}
