use forms::{Choice, Form, field::Field};

#[derive(Choice, Clone, Copy, PartialEq)]
enum Size {
    #[form(label = "")]
    Small,
    Large,
}

#[derive(Form)]
#[form(fields = all)]
struct Tea {
    #[form(label = "")]
    name: String,
    #[form(label = "Sizes", item_label = " ")]
    sizes: Vec<Size>,
    #[form(choices = [(1, "")])]
    sugar: u8,
}

static FIELD: forms::FieldSchema = Field::<String>::new("name").label(" ").build();

fn main() {}
