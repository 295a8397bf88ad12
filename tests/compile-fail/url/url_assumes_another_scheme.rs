use forms::Form;

#[derive(Form)]
#[form(fields = all)]
struct Profile {
    #[form(url(schemes = ["https"], assume_scheme = "http"))]
    field: String,
}

fn main() {}
