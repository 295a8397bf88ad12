use forms::Form;

#[derive(Form, Clone, PartialEq)]
#[form(fields = all)]
struct Line {
    id: Option<i64>,
}

#[derive(Form)]
#[form(fields = all)]
struct Order {
    #[form(nested, key = "id")]
    quoted: Vec<Line>,
    #[form(nested, key = line.id)]
    dotted: Vec<Line>,
    #[form(nested, key)]
    missing: Vec<Line>,
    #[form(nested, key = id, key = id)]
    twice: Vec<Line>,
}

fn main() {}
