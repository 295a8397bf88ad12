use forms::Choice;

#[derive(Choice, Clone, Copy, PartialEq)]
pub enum Food {
    #[form(group = "Fruit")]
    Apple,
    Bread,
    #[form(group = "Fruit")]
    Pear,
}

fn main() {}
