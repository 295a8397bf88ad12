use forms::Form;

#[derive(Form)]
#[form(fields = all)]
pub struct Page<T> {
    pub item: T,
}

fn main() {}
