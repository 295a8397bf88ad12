use forms::{Form, SplitDateTime};
use jiff::{
    Timestamp,
    civil::{Date, DateTime, Time},
};

#[derive(Form)]
#[form(fields = all)]
struct NoSuchDay {
    #[form(min = "2023-02-29")]
    on: Date,
}

#[derive(Form)]
#[form(fields = all)]
struct Unreadable {
    #[form(min = "31-01-2024")]
    on: Date,
}

#[derive(Form)]
#[form(fields = all)]
struct Reversed {
    #[form(min = "18:00", max = "09:00")]
    from: Time,
}

#[derive(Form)]
#[form(fields = all)]
struct TimeForADate {
    #[form(max = "18:00")]
    on: Date,
}

#[derive(Form)]
#[form(fields = all)]
struct MomentWithoutAnOffset {
    #[form(min = "2024-01-01T00:00")]
    at: Timestamp,
}

#[derive(Form)]
#[form(fields = all)]
struct DateForBoth {
    #[form(min = "2024-01-01")]
    starts: SplitDateTime<DateTime>,
}

#[derive(Form)]
#[form(fields = all)]
struct DateForAText {
    #[form(min = "2024-01-01")]
    name: String,
}

fn main() {}
