use forms::Form;

#[derive(Form)]
#[form(fields = all)]
pub struct Order {
    #[form(one_of = ["small", "large", "small"])]
    pub size: String,
}

fn main() {}
