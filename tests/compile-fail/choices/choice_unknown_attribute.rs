use forms::Choice;

#[derive(Choice, Clone, Copy, PartialEq)]
#[form(rename_all = "kebabcase")]
pub enum Role {
    #[form(lable = "Reads")]
    Reader,
    #[form(max_length = 3)]
    Writer,
}

fn main() {}
