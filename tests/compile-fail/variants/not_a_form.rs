use forms::Form;

pub struct Card {
    pub number: String,
}

#[derive(Form)]
#[form(tag = "kind")]
pub enum Payment {
    Card(Card),
    Invoice,
}

fn main() {}
