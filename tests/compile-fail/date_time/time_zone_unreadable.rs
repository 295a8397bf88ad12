use forms::Form;
use jiff::Timestamp;

#[derive(Form)]
#[form(fields = all)]
struct Event {
    #[form(time_zone = "+1")]
    starts: Timestamp,
    #[form(time_zone = 60)]
    ends: Timestamp,
}

fn main() {}
