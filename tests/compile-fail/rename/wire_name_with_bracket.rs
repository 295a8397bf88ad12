use forms::Form;

#[derive(Form)]
#[form(fields = all)]
pub struct User {
    #[form(rename = "tags[]")]
    pub tags: Vec<String>,
}

fn main() {}
