use forms::Form;

#[derive(Form)]
#[form(fields = all)]
struct Profile {
    #[form(integer_list(separator = ""))]
    field: String,
}

fn main() {}
