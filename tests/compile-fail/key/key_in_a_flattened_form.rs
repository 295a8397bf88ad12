use forms::Form;

#[derive(Form, Clone, PartialEq)]
#[form(fields = all)]
struct Identity {
    id: i64,
}

#[derive(Form, Clone, PartialEq)]
#[form(fields = all)]
struct Line {
    #[form(flatten)]
    identity: Identity,
    sku: String,
}

#[derive(Form)]
#[form(fields = all)]
struct Order {
    #[form(nested, key = identity)]
    lines: Vec<Line>,
}

fn main() {}
