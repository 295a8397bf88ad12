//! An e-mail address is never empty: what need not be given is an `Option`.
use forms::{Email, Form};

#[derive(Form)]
#[form(fields = all)]
struct Contact {
    #[form(required = false)]
    email: Email,
}

fn main() {}
