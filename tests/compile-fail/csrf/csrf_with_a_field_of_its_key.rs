use forms::Form;

#[derive(Form)]
#[form(fields = all, csrf)]
struct Transfer {
    amount: u32,
    #[form(rename = "csrf_token")]
    token: String,
}

fn main() {}
