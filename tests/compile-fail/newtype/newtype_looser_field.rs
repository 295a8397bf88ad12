//! A field may add tighter rules than its type has, and no looser ones.
use forms::{FieldType, Form};

#[derive(FieldType, Debug, Clone, PartialEq)]
#[form(regex = "^[A-Z]+$", min_length = 2, max_length = 10)]
struct Code(String);

#[derive(FieldType, Debug, Clone, PartialEq)]
#[form(min = 1, max = 100)]
struct Percentage(u8);

#[derive(Form)]
#[form(fields = all)]
struct Longer {
    #[form(max_length = 20)]
    code: Code,
}

#[derive(Form)]
#[form(fields = all)]
struct Shorter {
    #[form(min_length = 1)]
    code: Vec<Code>,
}

#[derive(Form)]
#[form(fields = all)]
struct Other {
    #[form(regex = "^[a-z]+$")]
    code: Option<Code>,
}

#[derive(Form)]
#[form(fields = all)]
struct Lines {
    #[form(multiline)]
    code: Code,
}

#[derive(Form)]
#[form(fields = all)]
struct Spaces {
    #[form(strip = false)]
    code: Code,
}

#[derive(Form)]
#[form(fields = all)]
struct Greater {
    #[form(max = 200)]
    share: Percentage,
}

#[derive(Form)]
#[form(fields = all)]
struct Empty {
    #[form(required = false)]
    code: Code,
}

fn main() {}
