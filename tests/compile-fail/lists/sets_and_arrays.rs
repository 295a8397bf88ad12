//! Sets and arrays hold single values, and decide how many items they have.
use forms::{Form, Password};
use std::collections::{BTreeSet, HashSet};

#[derive(Form)]
#[form(fields = all)]
struct Length {
    #[form(max_items = 3)]
    position: [f64; 2],
}

#[derive(Form)]
#[form(fields = all)]
struct Order {
    #[form(ordered)]
    tags: BTreeSet<String>,
}

#[derive(Form)]
#[form(fields = all)]
struct Duplicates {
    #[form(unique_items)]
    tags: HashSet<String>,
}

#[derive(Form)]
#[form(fields = all)]
struct Optional {
    position: [Option<i32>; 2],
}

#[derive(Form)]
#[form(fields = all)]
struct Secrets {
    passwords: [Password; 2],
}

#[derive(Form)]
#[form(fields = all)]
struct Empty {
    nothing: [u8; 0],
}

fn main() {}
