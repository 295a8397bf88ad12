use forms::Form;

#[derive(Form, Clone, PartialEq)]
#[form(fields = all)]
struct Line {
    id: Option<i64>,
    sku: String,
}

#[derive(Form)]
#[form(fields = all)]
struct Order {
    #[form(nested, key = idd)]
    lines: Vec<Line>,
}

fn main() {}
