use forms::Choice;

#[derive(Choice, Clone, Copy, PartialEq)]
pub enum Role {
    Reader,
    Other(String),
}

fn main() {}
