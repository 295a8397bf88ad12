use forms::Form;

#[derive(Form)]
#[form(fields = all)]
struct Profile {
    #[form(slug)]
    field: forms::Email,
}

fn main() {}
