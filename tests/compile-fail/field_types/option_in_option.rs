//! An `Option` of an `Option`: absent and `null` would both be `None`.
use forms::Form;

#[derive(Form)]
#[form(fields = all)]
struct Direct {
    nickname: Option<Option<String>>,
}

type Maybe<T> = Option<T>;

#[derive(Form)]
#[form(name = Renamed, fields = [age])]
struct Aliased {
    age: Maybe<Maybe<u8>>,
}

#[derive(Form)]
#[form(fields = all)]
struct Listed {
    sizes: Vec<Option<Option<u8>>>,
}

fn main() {}
