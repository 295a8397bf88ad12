use forms::Choice;

#[derive(Choice, Clone, PartialEq)]
pub enum Role {
    Reader,
    Other(String),
}

fn main() {}
