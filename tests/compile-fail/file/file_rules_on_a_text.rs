use forms::Form;

#[derive(Form)]
#[form(fields = all)]
pub struct Upload {
    #[form(max_size = "5 MB")]
    pub letter: String,
}

fn main() {}
