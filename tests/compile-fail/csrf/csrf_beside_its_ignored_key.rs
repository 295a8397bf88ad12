use forms::Form;

#[derive(Form)]
#[form(fields = all, csrf, ignore = [csrf_token])]
struct Transfer {
    amount: u32,
}

fn main() {}
