//! Several forms over one model, one of them unnamed, and the model itself a form as well.
use forms::Form;

#[derive(Form, Clone, PartialEq, Debug)]
#[form(fields = [username])]
#[form(name = NewUser, fields = [username, email], derive(Debug))]
#[form(name = StaffForm, exclude = [password_hash])]
#[form(name = Card, fields = [email], read_only = [username], unknown = ignore)]
#[form(fields = all)]
pub struct User {
    #[form(read_only, default)]
    pub id: i64,
    #[form(immutable)]
    pub username: String,
    #[form(email)]
    pub email: String,
    #[form()]
    pub is_admin: bool,
    pub password_hash: String,
}

fn main() {
    let new = NewUser { username: String::from("ada"), email: String::from("ada@example.org") };
    assert_eq!(format!("{new:?}"), "NewUser { username: \"ada\", email: \"ada@example.org\" }");
    let _ = UserForm { username: String::new() };
    let _ = StaffForm { username: String::new(), email: String::new(), is_admin: false };
    let user = new.create(NewUserRest { id: 7, is_admin: false, password_hash: String::new() });
    assert_eq!((user.id, user.username.as_str()), (7, "ada"));
    let _ = Card::USERNAME;
}
