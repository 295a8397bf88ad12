use forms::Form;

#[derive(Form)]
#[form(fields = all, csrf, csrf)]
struct Transfer {
    amount: u32,
}

fn main() {}
