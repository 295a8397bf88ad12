//! The keys of a flattened form stand beside ours, however deep it is flattened.
use forms::{Form, Password};

#[derive(Form, Clone, PartialEq)]
#[form(fields = all)]
pub struct Town {
    pub city: String,
    pub country: String,
}

#[derive(Form, Clone, PartialEq)]
#[form(fields = all)]
pub struct Address {
    pub street: String,
    #[form(flatten)]
    pub town: Town,
}

#[derive(Form, Clone, PartialEq)]
#[form(name = NewUser, fields = [name, address])]
pub struct User {
    pub name: String,
    #[form(flatten)]
    pub address: Address,
    pub is_admin: bool,
}

#[derive(Form)]
#[form(fields = all)]
pub struct Signup {
    #[form(flatten)]
    pub user: NewUser,
    #[form(password(similar_to = [user.name]))]
    pub password: Password,
}

const CITY: forms::FieldRef<Signup, String> = Signup::USER.then(NewUser::ADDRESS).then(Address::TOWN).then(Town::CITY);

fn main() {
    let _ = CITY;
    let names: Vec<_> = <Signup as Form>::SCHEMA.fields.iter().map(|field| field.name.as_str()).collect();
    assert_eq!(names, ["name", "street", "city", "country", "password"]);
}
