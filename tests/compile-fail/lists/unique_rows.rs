//! Forms have no order to find equal ones by.
use forms::Form;

#[derive(Form, Clone, PartialEq)]
#[form(fields = all)]
struct Cell {
    x: i32,
}

#[derive(Form)]
#[form(fields = all)]
struct Grid {
    #[form(nested, unique_items)]
    cells: Vec<Cell>,
}

fn main() {}
