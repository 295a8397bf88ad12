use forms::Form;

#[derive(Form)]
#[form(fields = all)]
pub struct Order {
    #[form(regex = "[a-z")]
    pub code: String,
}

fn main() {}
