use forms::Form;

#[derive(Form)]
#[form(fields = all)]
pub struct User<const N: usize> {
    pub username: String,
}

fn main() {}
