//! A check reports; what it gave back would be passed over.
use forms::{Draft, Form, Problem, Report};

#[derive(Form)]
#[form(fields = all, check = never)]
struct Contact {
    name: String,
}

fn never(_: &Draft<Contact>, _: &mut Report<'_, Contact>) -> Result<(), Problem> {
    Err(Problem::new("never", "Never."))
}

fn main() {}
