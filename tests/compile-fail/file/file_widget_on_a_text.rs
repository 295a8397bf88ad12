use forms::Form;

#[derive(Form)]
#[form(fields = all)]
pub struct Upload {
    #[form(widget = file)]
    pub letter: String,
}

fn main() {}
