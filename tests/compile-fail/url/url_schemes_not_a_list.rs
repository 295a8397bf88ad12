use forms::Form;

#[derive(Form)]
#[form(fields = all)]
struct Profile {
    #[form(url(schemes = "https"))]
    field: String,
}

fn main() {}
