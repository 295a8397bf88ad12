use forms::Form;

#[derive(Form)]
#[form(fields = all)]
struct Profile {
    #[form(url(schemes = []))]
    field: String,
}

fn main() {}
