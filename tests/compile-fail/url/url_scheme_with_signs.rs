use forms::Form;

#[derive(Form)]
#[form(fields = all)]
struct Profile {
    #[form(url(schemes = ["HTTPS", "http://", "ftp", "ftp"]))]
    field: String,
}

fn main() {}
