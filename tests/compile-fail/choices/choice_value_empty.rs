use forms::Choice;

#[derive(Choice, Clone, Copy, PartialEq)]
pub enum Role {
    #[form(rename = "")]
    Reader,
}

fn main() {}
