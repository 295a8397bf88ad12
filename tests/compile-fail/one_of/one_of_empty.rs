use forms::Form;

#[derive(Form)]
#[form(fields = all)]
pub struct Order {
    #[form(one_of = [])]
    pub size: String,
}

fn main() {}
