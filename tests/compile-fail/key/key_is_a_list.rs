use forms::Form;

#[derive(Form, Clone, PartialEq)]
#[form(fields = all)]
struct Line {
    tags: Vec<String>,
    weight: f64,
}

#[derive(Form)]
#[form(fields = all)]
struct Order {
    #[form(nested, key = tags)]
    by_tags: Vec<Line>,
}

fn main() {}
