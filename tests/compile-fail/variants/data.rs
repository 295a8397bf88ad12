use forms::Form;

#[derive(Form)]
#[form(tag = "kind")]
pub enum Data {
    Pair(String, u8),
    Text(String),
    Maybe(Option<Card>),
    Nothing {},
    NothingEither(),
    Attribute(#[form(nested)] Card),
    #[form(help = "It takes two days.")]
    Unit,
    #[form(check = sound)]
    Checked(Card),
    #[form(max_length = 3)]
    Rule {
        number: String,
    },
    Fields {
        #[form(max_lenght = 3)]
        number: String,
    },
}

#[derive(Form, Clone, PartialEq)]
#[form(fields = all)]
pub struct Card {
    number: String,
}

fn sound(_: &CardDraft, _: &mut forms::Report<'_, Card>) {}

fn main() {}
