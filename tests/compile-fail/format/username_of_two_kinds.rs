use forms::Form;

#[derive(Form)]
#[form(fields = all)]
struct Profile {
    #[form(username(ascii, mixed_scripts))]
    field: String,
}

fn main() {}
