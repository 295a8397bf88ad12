use forms::Form;

#[derive(Form)]
#[form(fields = all)]
pub struct Order {
    #[form(choices = ["a", "b\nc", "d\u{1b}"])]
    pub size: String,
    #[form(one_of = ["a", "b\nc"])]
    pub colour: String,
}

fn main() {}
