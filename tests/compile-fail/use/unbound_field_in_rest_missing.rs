use forms::Form;

#[derive(Form)]
#[form(name = NewUser, fields = [username])]
pub struct User {
    pub id: i64,
    pub username: String,
    pub is_admin: bool,
}

pub fn create(new: NewUser) -> User {
    new.create(NewUserRest { id: 0 })
}

fn main() {}
