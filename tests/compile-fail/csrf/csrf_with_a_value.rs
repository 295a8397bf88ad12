use forms::Form;

#[derive(Form)]
#[form(fields = all, csrf = true)]
struct Transfer {
    amount: u32,
}

fn main() {}
