use forms::Choice;

#[derive(Choice, Clone, PartialEq)]
pub enum Role {
    #[form(rename = "")]
    Reader,
}

fn main() {}
