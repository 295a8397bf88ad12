use forms::Form;

#[derive(Form, Clone, PartialEq)]
#[form(fields = all, unknown = ignore)]
pub struct Card {
    number: String,
}

pub struct User;

#[derive(Form, Clone, PartialEq)]
#[form(fields = all, context = User)]
pub struct Bank {
    iban: String,
}

#[derive(Form)]
#[form(tag = "kind")]
pub enum Payment {
    Card(Card),
    Bank(Bank),
}

#[derive(Form)]
#[form(tag = "kind", unknown = maybe, messages(requird = "Choose."))]
pub enum Settings {
    Card { number: String },
}

#[derive(Form, serde::Deserialize)]
#[form(tag = "kind")]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum Serde {
    #[serde(rename = "x")]
    Card {
        #[serde(rename = "y")]
        number: String,
    },
}

fn main() {}
