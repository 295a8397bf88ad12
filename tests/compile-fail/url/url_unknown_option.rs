use forms::Form;

#[derive(Form)]
#[form(fields = all)]
struct Profile {
    #[form(url(scheme = ["https"]))]
    field: String,
}

fn main() {}
