use forms::Form;

#[derive(Form, Clone, PartialEq)]
#[form(fields = all)]
struct Line {
    id: i64,
    sku: String,
}

#[derive(Form)]
#[form(fields = all)]
struct Order {
    #[form(nested, key = id, can_add)]
    lines: Vec<Line>,
}

fn main() {}
