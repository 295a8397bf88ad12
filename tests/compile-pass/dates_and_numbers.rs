use forms::{Form, SplitDateTime, schema::TimeZone};
use jiff::civil::Date;
use rust_decimal::Decimal;

const DIGITS: u32 = 10;
static ZONE: TimeZone = TimeZone::fixed("home", 3600);

pub struct Request {
    pub today: Date,
}

mod calendar {
    pub fn today(request: &super::Request) -> jiff::civil::Date {
        request.today
    }
}

#[derive(Form)]
#[form(name = New, exclude = [id], context = Request)]
#[form(name = Dates, fields = [born, seen], context = Request)]
#[form(name = Prices, fields = [price, prices])]
pub struct Everything {
    pub id: u64,
    #[form(age(min = 18, on = calendar::today), input_formats = ["%d.%m.%Y", "%A %d %B %Y"])]
    pub born: Date,
    #[form(age(on = |request: &Request| request.today))]
    pub seen: Option<Date>,
    #[form(max_digits = DIGITS, decimal_places = 2, min = -0.5, max = 1e6, step = 0.05)]
    pub price: Decimal,
    #[form(min = 1, decimal_places = 0, min_items = 1)]
    pub prices: Vec<bigdecimal::BigDecimal>,
    #[form(time_zone = &ZONE, input_formats = ["%Y-%m-%d %H:%M%z"])]
    pub at: Vec<jiff::Timestamp>,
    #[form(time_zone = "Europe/Paris")]
    pub split: Option<SplitDateTime<time::OffsetDateTime>>,
    #[form(required)]
    pub key: Option<uuid::Uuid>,
    #[form(default = std::time::Duration::from_secs(60))]
    pub wait: std::time::Duration,
}

fn main() {}
