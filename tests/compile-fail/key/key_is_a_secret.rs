use forms::{Form, Password};

#[derive(Form, Clone, PartialEq)]
#[form(fields = all)]
struct Device {
    token: Password,
}

#[derive(Form)]
#[form(fields = all)]
struct Account {
    #[form(nested, key = token)]
    devices: Vec<Device>,
}

fn main() {}
