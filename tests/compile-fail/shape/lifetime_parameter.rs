use forms::Form;

#[derive(Form)]
#[form(fields = all)]
pub struct User<'a> {
    pub username: &'a str,
}

fn main() {}
