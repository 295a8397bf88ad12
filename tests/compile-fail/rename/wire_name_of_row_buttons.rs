use forms::Form;

#[derive(Form)]
#[form(fields = all)]
pub struct User {
    #[form(rename = "_rows")]
    pub rows: String,
    pub tags: Vec<String>,
}

#[derive(Form)]
#[form(fields = all)]
pub struct Other {
    pub _rows: String,
}

fn main() {}
