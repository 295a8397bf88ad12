use forms::{Form, Limits};

#[derive(Form, Clone, PartialEq)]
#[form(fields = all, browser_validation = off)]
struct Judged {
    street: String,
}

#[derive(Form)]
#[form(fields = all)]
struct Order {
    #[form(nested)]
    address: Option<Judged>,
}

#[derive(Form)]
#[form(fields = all)]
struct Visit {
    #[form(flatten)]
    address: Judged,
}

#[derive(Form)]
#[form(fields = all, browser_validation = off)]
struct Alike {
    #[form(nested)]
    address: Judged,
}

#[derive(Form)]
#[form(fields = all, limits = Limits::DEFAULT.max_fields(10))]
struct Small {
    street: String,
}

#[derive(Form)]
#[form(fields = all, limits = Limits::DEFAULT.max_body_bytes(100))]
struct Letter {
    #[form(flatten)]
    to: Small,
}

#[derive(Form)]
#[form(fields = all, limits = Limits::DEFAULT.max_fields(10).max_text_chars(100))]
struct SmallLetter {
    #[form(flatten)]
    to: Small,
}

#[derive(Form)]
#[form(fields = all, ignore = [utf8, commit])]
struct Open {
    street: String,
}

#[derive(Form)]
#[form(fields = all, ignore = [utf8])]
struct HalfOpen {
    #[form(flatten)]
    to: Open,
}

#[derive(Form)]
#[form(fields = all, unknown = refuse)]
struct Closed {
    street: String,
}

#[derive(Form)]
#[form(fields = all, unknown = ignore)]
struct AllOpen {
    #[form(flatten)]
    to: Closed,
}

#[derive(Form)]
#[form(fields = all, unknown = ignore)]
struct AsOpen {
    #[form(flatten)]
    to: Open,
}

#[derive(Form, Clone, PartialEq)]
#[form(fields = all, accept = json)]
struct Line {
    article: String,
}

#[derive(Form)]
#[form(fields = all)]
struct Basket {
    #[form(nested)]
    lines: Vec<Line>,
    #[form(flatten)]
    first: Line,
}

#[derive(Form)]
#[form(fields = all, accept = json)]
struct JsonBasket {
    #[form(nested)]
    lines: Vec<Line>,
}

fn main() {}
