use forms::{Form, Problem};

#[derive(Form, Clone, PartialEq)]
#[form(fields = all)]
struct Line {
    id: Option<i64>,
}

fn sorted(lines: Vec<Line>) -> Result<Vec<Line>, Problem> {
    Ok(lines)
}

#[derive(Form)]
#[form(fields = all)]
struct Order {
    #[form(nested, key = id, default, clean = sorted, ordered)]
    lines: Vec<Line>,
}

fn main() {}
