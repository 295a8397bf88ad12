use forms::Choice;

#[derive(Choice, Clone, PartialEq)]
pub enum Role {}

fn main() {}
