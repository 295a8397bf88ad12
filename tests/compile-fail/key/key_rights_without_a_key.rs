use forms::Form;

#[derive(Form, Clone, PartialEq)]
#[form(fields = all)]
struct Line {
    id: Option<i64>,
}

#[derive(Form)]
#[form(fields = all)]
struct Order {
    #[form(nested, can_add)]
    added: Vec<Line>,
    #[form(nested, can_delete, can_order)]
    deleted: Vec<Line>,
}

fn main() {}
