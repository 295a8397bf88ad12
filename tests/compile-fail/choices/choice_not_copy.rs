use forms::Choice;

#[derive(Choice, Clone, PartialEq)]
pub enum Role {
    Reader,
    Writer,
}

fn main() {}
