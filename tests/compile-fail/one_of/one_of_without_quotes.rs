use forms::Form;

#[derive(Form)]
#[form(fields = all)]
pub struct Order {
    #[form(one_of = [small, large])]
    pub size: String,
}

fn main() {}
