use forms::Form;

#[derive(Form)]
#[form(fields = all)]
pub struct Order {
    #[form(multiline, widget = text)]
    pub note: String,
}

fn main() {}
