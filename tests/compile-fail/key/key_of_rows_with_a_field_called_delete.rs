use forms::Form;

#[derive(Form, Clone, PartialEq)]
#[form(fields = all)]
struct Line {
    id: i64,
    delete: bool,
}

#[derive(Form)]
#[form(fields = all)]
struct Order {
    #[form(nested, key = id, can_delete)]
    lines: Vec<Line>,
}

fn main() {}
