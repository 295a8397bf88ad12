//! An account, and the forms over it.
//!
//! A request can set only what a form here binds: nothing else writes the values of a body to a [`User`].

use super::Timestamp;
use forms::{Form, Limits, Password, Problem, password::hash::PasswordHash};
use serde::Serialize;

/// An account has about 1,300 characters. A body with that many characters fits into 64 KiB in any encoding.
pub const LIMITS: Limits = Limits::DEFAULT.max_body_bytes(64 * 1024);

/// An account as stored in the database.
#[derive(Form, Debug, Clone, PartialEq)]
#[form(name = NewUser, fields = [username, email, age, bio, address, phones], derive(Debug))]
#[form(
    name = Profile,
    csrf,
    limits = LIMITS,
    fields = [username, email, age, bio, address, phones],
    read_only = [id, is_admin, created_at],
)]
pub struct User {
    /// The id, from the database.
    pub id: i64,
    /// The user name, which cannot be changed.
    #[form(immutable, username, label = "User name")]
    pub username: String,
    /// The e-mail address.
    #[form(email, label = "E-mail address")]
    pub email: String,
    /// The age in years.
    #[form(age(min = 13, max = 120))]
    pub age: u8,
    /// A text about the user.
    #[form(max_length = 500, widget = textarea, label = "About you")]
    pub bio: Option<String>,
    /// The postal address, if given.
    #[form(nested)]
    pub address: Option<Address>,
    /// The phone numbers, in the order of the user.
    #[form(nested, max_items = 5, item_label = "Phone")]
    pub phones: Vec<Phone>,
    /// Forms show it; none sets it.
    #[form(label = "Administrator")]
    pub is_admin: bool,
    /// The time of the sign-up.
    #[form(label = "Member since")]
    pub created_at: Timestamp,
    /// Not in a form: its type cannot be bound.
    pub password_hash: PasswordHash,
}

/// A postal address.
#[derive(Form, Debug, Clone, PartialEq, Serialize)]
#[form(fields = all)]
pub struct Address {
    /// The street and house number.
    #[form(max_length = 100)]
    pub street: String,
    /// The city or village.
    #[form(max_length = 60)]
    pub city: String,
    /// The postal code, in the format of the country.
    #[form(max_length = 12)]
    pub postal_code: String,
    /// The name of the country.
    #[form(max_length = 60)]
    pub country: String,
}

/// A phone number.
#[derive(Form, Debug, Clone, PartialEq, Serialize)]
#[form(fields = all)]
pub struct Phone {
    /// The name of the number, such as "Home".
    #[form(max_length = 20)]
    pub label: String,
    /// The number as people write it.
    #[form(max_length = 20, validate = phone_number)]
    pub number: String,
}

/// The sign-up form. A password has at least 10 characters; the default of the library is 15.
#[derive(Form, Debug)]
#[form(fields = all, csrf, limits = LIMITS)]
pub struct Signup {
    /// The fields of the account. Their keys are on the same level as the others.
    #[form(flatten)]
    pub user: NewUser,
    /// Not a common password or a number, and not similar to the user name or e-mail address.
    #[form(password(min_length = 10, similar_to = [user.username, user.email]))]
    pub password: Password,
    /// The password again, to detect typing errors.
    #[form(equals = password, label = "Password again")]
    pub password2: Password,
}

fn phone_number(number: &str) -> Result<(), Problem> {
    let digits = number.bytes().filter(u8::is_ascii_digit).count();
    if digits >= 5 && number.bytes().all(|byte| byte.is_ascii_digit() || b"+ ()-/.".contains(&byte)) {
        Ok(())
    } else {
        Err(Problem::new("phone_number", "Enter {label} in digits, such as +44 20 7946 0958."))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use forms::Body;

    fn user() -> User {
        User {
            id: 1,
            username: "ada".into(),
            email: "ada@example.org".into(),
            age: 36,
            bio: None,
            address: Some(Address {
                street: "12 St James's Square".into(),
                city: "London".into(),
                postal_code: "SW1Y".into(),
                country: "UK".into(),
            }),
            phones: vec![Phone { label: "Home".into(), number: "020 7946 0958".into() }],
            is_admin: false,
            created_at: Timestamp("2026-02-28T12:00:00Z".into()),
            password_hash: PasswordHash::from_stored("$argon2id$"),
        }
    }

    #[test]
    fn a_partial_update_of_a_stale_copy_writes_only_submitted_values() {
        let stale = user();
        let mut fresh = User { age: 40, is_admin: true, phones: Vec::new(), ..user() };
        fresh.address.as_mut().unwrap().street = "1 Ockham Park".into();
        let body = Body::json(r#"{"username": "ada", "bio": "New.", "address": {"city": "Ockham"}}"#);
        let body = body.csrf_exempt("a test of what is written");
        let clean = Profile::bind_partial(&stale, &body).into_result().unwrap();
        let mut written = fresh.clone();
        assert_eq!(clean.apply_to(&mut written), ["bio", "address"]);
        fresh.bio = Some("New.".into());
        fresh.address.as_mut().unwrap().city = "Ockham".into();
        assert_eq!(written, fresh);
    }

    #[test]
    fn a_stale_page_writes_only_the_values_that_were_changed_on_it() {
        let stale = user();
        let mut fresh = User { age: 40, is_admin: true, ..user() };
        let page = Body::form(
            "username=ada&email=ada%40example.net&age=36&bio=&address.street=12+St+James's+Square&address.city=London\
             &address.postal_code=SW1Y&address.country=UK&phones[0].label=Home&phones[0].number=020+7946+0958",
        )
        .csrf_exempt("a test of what is written");
        let clean = Profile::bind_update(&stale, &page).into_result().unwrap();
        assert_eq!(clean.apply_to(&mut fresh), ["email"]);
        assert_eq!(fresh, User { age: 40, is_admin: true, email: "ada@example.net".into(), ..user() });
    }
}
