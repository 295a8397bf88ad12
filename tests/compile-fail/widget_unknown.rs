use forms::Form;

#[derive(Form)]
#[form(fields = all)]
pub struct Order {
    #[form(widget = text_area)]
    pub note: String,
    #[form(widget = dropdown)]
    pub size: String,
    #[form(widget = file)]
    pub scan: String,
}

fn main() {}
