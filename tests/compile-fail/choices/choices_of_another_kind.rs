use forms::{Form, Password};

#[derive(Form)]
#[form(fields = all)]
pub struct Order {
    #[form(choices = ["1", "two"])]
    pub number: Option<u32>,
    #[form(choices = [(1, "Small"), 1], one_of = ["1"])]
    pub size: String,
    #[form(choices = [])]
    pub nothing: String,
    #[form(choices = [("A", ["x"]), "y", ("A", ["z"])])]
    pub group: String,
}

#[derive(Form)]
#[form(fields = all)]
pub struct Secretive {
    #[form(choices = ["a"])]
    pub secret: Password,
}

fn main() {}
