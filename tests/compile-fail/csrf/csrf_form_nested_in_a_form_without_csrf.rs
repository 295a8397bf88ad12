use forms::Form;

#[derive(Form, Clone, PartialEq)]
#[form(fields = all, csrf)]
struct Address {
    street: String,
}

#[derive(Form)]
#[form(fields = all)]
struct Order {
    #[form(nested)]
    address: Option<Address>,
}

#[derive(Form)]
#[form(fields = all)]
struct Visit {
    #[form(flatten)]
    address: Address,
}

#[derive(Form)]
#[form(fields = all)]
struct Tour {
    #[form(nested)]
    stops: Vec<Address>,
}

#[derive(Form)]
#[form(fields = all, csrf)]
struct Guarded {
    #[form(nested)]
    address: Option<Address>,
    #[form(flatten)]
    to: Address,
}

mod named_as_ours {
    #[derive(forms::Form, Clone, PartialEq)]
    #[form(fields = all, csrf)]
    pub struct Email {
        pub street: String,
    }
}

#[derive(Form)]
#[form(fields = all)]
struct Letter {
    #[form(nested)]
    to: named_as_ours::Email,
}

fn main() {}
