use forms::Form;

#[derive(Form)]
#[form(tag = "kind", rename_all = "lowercase")]
pub enum OneName {
    Card { number: String },
    CARD { number: String },
}

#[derive(Form)]
#[form(tag = "card", rename_all = "lowercase")]
pub enum NameOfTheTag {
    Card { number: String },
    Kind,
}

#[derive(Form)]
#[form(tag = "kind")]
pub enum FieldWithNameOfTheTag {
    Card { kind: String },
}

#[derive(Form)]
#[form(tag = "state")]
pub enum Post {
    Draft { title: String },
    Published { title: String },
}

#[derive(Form)]
#[form(tag = "kind")]
pub enum NameWithDot {
    #[form(rename = "a.b")]
    Card {
        number: String,
    },
}

fn main() {}
