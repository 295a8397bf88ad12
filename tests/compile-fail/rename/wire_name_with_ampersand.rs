//! What stands raw in a body is compared raw.
use forms::Form;

#[derive(Form)]
#[form(fields = all)]
struct Search {
    #[form(rename = "terms&conditions")]
    terms: String,
}

fn main() {}
