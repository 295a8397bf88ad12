use forms::Form;

#[derive(Form)]
#[form(fields = all)]
pub enum Role {
    Reader,
    Writer,
}

fn main() {}
