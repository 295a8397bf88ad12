use forms::Choice;

#[derive(Choice, Clone, Copy, PartialEq)]
pub enum Role {
    Reader,
    #[form(rename = "Reader")]
    Guest,
}

fn main() {}
