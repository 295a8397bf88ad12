use forms::Form;

#[derive(Form)]
#[form(fields = all)]
pub struct Order {
    #[form(one_of = ["a", "b "])]
    pub size: String,
}

fn main() {}
