use forms::Form;

#[derive(Form)]
#[form(fields = all)]
struct Profile {
    #[form(email, slug)]
    field: String,
}

fn main() {}
