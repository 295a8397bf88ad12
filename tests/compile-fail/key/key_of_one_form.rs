use forms::Form;

#[derive(Form, Clone, PartialEq)]
#[form(fields = all)]
struct Line {
    id: Option<i64>,
}

#[derive(Form)]
#[form(fields = all)]
struct Order {
    #[form(nested, key = id)]
    line: Line,
}

fn main() {}
