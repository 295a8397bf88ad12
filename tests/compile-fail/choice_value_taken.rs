use forms::Choice;

#[derive(Choice, Clone, PartialEq)]
pub enum Role {
    Reader,
    #[form(rename = "Reader")]
    Guest,
}

fn main() {}
