use forms::Choice;

#[derive(Choice)]
pub struct Role {
    pub name: String,
}

fn main() {}
