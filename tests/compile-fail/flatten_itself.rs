use forms::Form;

#[derive(Form)]
#[form(fields = all)]
pub struct Comment {
    pub text: String,
    #[form(flatten)]
    pub inner: Box<Comment>,
}

fn main() {}
