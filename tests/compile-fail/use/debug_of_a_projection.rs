//! The struct of a projection is declared in the form's attribute, and so are its derives.
use forms::{Body, Form};

#[derive(Form, Debug)]
#[form(name = NewUser, fields = [name])]
pub struct User {
    pub id: u64,
    pub name: String,
}

#[derive(Form, Debug)]
#[form(fields = all)]
pub struct Signup {
    #[form(flatten)]
    pub user: NewUser,
    pub city: String,
}

fn main() {
    let user = NewUser { name: String::new() };
    println!("{user:?}");
    let _ = NewUser::bind(&Body::form("name=Ada")).into_result().unwrap_err();
}
