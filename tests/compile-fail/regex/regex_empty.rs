use forms::Form;

#[derive(Form)]
#[form(fields = all)]
pub struct Order {
    #[form(regex = "")]
    pub code: String,
}

fn main() {}
