use forms::Form;

#[derive(Form)]
#[form(fields = all)]
struct Transfer {
    #[form(csrf)]
    amount: u32,
}

fn main() {}
