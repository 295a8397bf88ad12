//! An account, and the forms through which requests reach it.
//!
//! A request can set what a form here binds, and nothing else: there is no other way from a body to a [`User`].

use super::{PasswordHash, Timestamp};
use forms::{Form, Limits, Password, Problem};
use serde::Serialize;

/// An account has some 1,300 characters in all: a body that holds them, however it writes them, fits into 64 KiB.
pub const LIMITS: Limits = Limits::DEFAULT.max_body_bytes(64 * 1024);

/// An account, as the database keeps it.
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
    /// The database's number for it.
    pub id: i64,
    /// What it is called, for good.
    #[form(immutable, username, label = "User name")]
    pub username: String,
    /// Where it is reached.
    #[form(email, label = "E-mail address")]
    pub email: String,
    /// In years.
    #[form(age(min = 13, max = 120))]
    pub age: u8,
    /// In its own words.
    #[form(max_length = 500, widget = textarea, label = "About you")]
    pub bio: Option<String>,
    /// All of it or none.
    #[form(nested)]
    pub address: Option<Address>,
    /// In its own order.
    #[form(nested, max_items = 5, item_label = "Phone")]
    pub phones: Vec<Phone>,
    /// Shown, and set by no form.
    #[form(label = "Administrator")]
    pub is_admin: bool,
    /// When it signed up.
    #[form(label = "Member since")]
    pub created_at: Timestamp,
    /// In no form: its type cannot be bound.
    pub password_hash: PasswordHash,
}

/// Where an account's owner lives.
#[derive(Form, Debug, Clone, PartialEq, Serialize)]
#[form(fields = all)]
pub struct Address {
    /// And house number.
    #[form(max_length = 100)]
    pub street: String,
    /// Or village.
    #[form(max_length = 60)]
    pub city: String,
    /// In the country's own format.
    #[form(max_length = 12)]
    pub postal_code: String,
    /// By name.
    #[form(max_length = 60)]
    pub country: String,
}

/// A number to call.
#[derive(Form, Debug, Clone, PartialEq, Serialize)]
#[form(fields = all)]
pub struct Phone {
    /// Such as "Home".
    #[form(max_length = 20)]
    pub label: String,
    /// As people write it.
    #[form(max_length = 20, validate = phone_number)]
    pub number: String,
}

/// A sign-up. We ask for at least 10 characters of a password; the library's own policy is 15.
#[derive(Form, Debug)]
#[form(fields = all, csrf, limits = LIMITS)]
pub struct Signup {
    /// Its keys stand beside the others.
    #[form(flatten)]
    pub user: NewUser,
    /// Neither common, nor a number, nor much like what stands above.
    #[form(password(min_length = 10, similar_to = [user.username, user.email]))]
    pub password: Password,
    /// The same, against slips of the finger.
    #[form(equals = password, label = "Password again")]
    pub password2: Password,
}

fn phone_number(number: &str) -> Result<(), Problem> {
    let digits = number.bytes().filter(u8::is_ascii_digit).count();
    if digits >= 5 && number.bytes().all(|byte| byte.is_ascii_digit() || b"+ ()-/.".contains(&byte)) {
        Ok(())
    } else {
        Err(Problem::new("phone_number", "Give {label} in digits, such as +44 20 7946 0958."))
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
            password_hash: PasswordHash::kept("$argon2id$".into()),
        }
    }

    #[test]
    fn a_stale_copy_writes_back_nothing_that_was_not_submitted() {
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
    fn a_page_that_was_opened_before_writes_back_nothing_that_was_not_changed_on_it() {
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
