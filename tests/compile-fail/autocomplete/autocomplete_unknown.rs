use forms::Form;

#[derive(Form)]
#[form(fields = all)]
struct Order {
    #[form(autocomplete = "e-mail")]
    email: String,
}

fn main() {}
