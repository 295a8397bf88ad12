use forms::Form;

#[derive(Form)]
#[form(fields = all)]
#[form(name = Short, fields = [until])]
pub struct Period {
    from: jiff::civil::Date,
    #[form(after = form, before = until, not_after = "from")]
    until: jiff::civil::Date,
    #[form(later_than = from, gte = 3, at_least)]
    third: jiff::civil::Date,
    #[form(not_before = from)]
    fourth: jiff::civil::Date,
}

#[derive(Form)]
#[form(name = Last, fields = [last])]
pub struct Days {
    first: jiff::civil::Date,
    #[form(after = first)]
    last: jiff::civil::Date,
}

fn main() {}
