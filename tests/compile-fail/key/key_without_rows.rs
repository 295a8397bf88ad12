use forms::Form;

#[derive(Form, Clone, PartialEq)]
#[form(fields = all)]
struct Line {
    id: Option<i64>,
}

#[derive(Form)]
#[form(fields = all)]
struct Order {
    #[form(key = id)]
    tags: Vec<String>,
    #[form(flatten, key = id)]
    flattened: Line,
    #[form(nested, key = id)]
    optional: Option<Vec<Line>>,
}

fn main() {}
