use forms::{Form, csrf::{Guard, Key}};
use std::time::SystemTime;

#[derive(Form)]
#[form(fields = all, csrf)]
struct Transfer {
    amount: u32,
}

#[derive(Form)]
#[form(fields = all, csrf)]
struct Close {
    account: u32,
}

fn main() {
    let session = Guard::new(Key::random()).session("id", SystemTime::now());
    let token = session.token::<Close>();
    let _ = Transfer::blank().view().csrf(&token).to_html();
}
