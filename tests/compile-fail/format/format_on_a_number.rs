use forms::Form;

#[derive(Form)]
#[form(fields = all)]
struct Profile {
    #[form(slug)]
    field: u32,
}

fn main() {}
