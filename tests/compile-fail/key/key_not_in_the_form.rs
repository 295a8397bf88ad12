use forms::Form;

#[derive(Form)]
#[form(name = EditLine, fields = [sku], read_only = [id], derive(Clone, PartialEq))]
struct Line {
    id: i64,
    sku: String,
}

#[derive(Form)]
#[form(fields = all)]
struct Order {
    #[form(nested, key = id)]
    lines: Vec<EditLine>,
}

fn main() {}
