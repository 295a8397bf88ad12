use forms::Choice;

#[derive(Choice, Clone, Copy, PartialEq)]
pub enum Role {}

fn main() {}
