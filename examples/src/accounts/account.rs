//! Saves valid forms to the database, which can still reject them.

use super::{
    Accounts, Failure, Timestamp,
    model::{NewUser, NewUserRest, Profile, Signup, User},
    store::Unwritten,
};
use axum::{
    extract::{FromRequestParts, Path},
    http::request::Parts,
};
use forms::{Clean, Create, FieldRef, Form, Invalid, Problem, Receipt, Update};
use std::convert::Infallible;

/// The reason why a form was not saved.
pub(super) enum Unsaved<F: Form, P> {
    /// The form is invalid, or another account has the user name or e-mail address.
    Invalid(Invalid<F, P>),
    /// The account does not exist.
    Missing,
    /// The request has no credentials, or wrong ones.
    Unauthenticated,
    /// The account belongs to another user.
    Forbidden,
    Failed(Failure),
}

impl<F: Form, P> From<Invalid<F, P>> for Unsaved<F, P> {
    fn from(invalid: Invalid<F, P>) -> Self {
        Unsaved::Invalid(invalid)
    }
}

impl<F: Form, P> From<Failure> for Unsaved<F, P> {
    fn from(failure: Failure) -> Self {
        Unsaved::Failed(failure)
    }
}

impl Accounts {
    pub(super) async fn sign_up(&self, form: Clean<Signup>) -> Result<User, Unsaved<Signup, Create>> {
        let (signup, receipt) = form.into_parts();
        let password_hash = self.hasher.hash(signup.password).await.map_err(Failure::from)?;
        // the database sets `id` and `created_at`
        let rest = NewUserRest { id: 0, is_admin: false, created_at: Timestamp::default(), password_hash };
        let written = self.store.insert(signup.user.create(rest)).await;
        written.map_err(|error| {
            let (username, email) = (Signup::USER.then(NewUser::USERNAME), Signup::USER.then(NewUser::EMAIL));
            unsaved(error, receipt, username, email)
        })
    }

    /// Applies an update. The account is read again and changed in one transaction, so that only the values of this form replace
    /// what another request has written since the form was bound.
    pub(super) async fn change(
        &self,
        id: i64,
        form: Clean<Profile, Update>,
    ) -> Result<User, Unsaved<Profile, Update>> {
        let (edit, receipt) = form.into_parts();
        let written = self.store.change(id, |user| edit.apply_to(user)).await;
        written.map_err(|error| unsaved(error, receipt, Profile::USERNAME, Profile::EMAIL))
    }
}

/// The id in the path of an account. Each id has one spelling: `+1` and `01` are not account 1. Any other text is 0, which is
/// not the id of an account.
pub(super) struct Id(pub(super) i64);

impl<S: Send + Sync> FromRequestParts<S> for Id {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        let segment = Path::<String>::from_request_parts(parts, state).await;
        Ok(Id(segment.ok().and_then(|Path(segment)| canonical(&segment)).unwrap_or(0)))
    }
}

fn canonical(segment: &str) -> Option<i64> {
    segment.parse().ok().filter(|id: &i64| id.to_string() == segment)
}

/// Turns an error of the database into an error of the form, at the field that caused it.
fn unsaved<F: Form, P>(
    error: Unwritten,
    receipt: Receipt<F, P>,
    username: FieldRef<F, String>,
    email: FieldRef<F, String>,
) -> Unsaved<F, P> {
    let taken = Problem::unique();
    match error {
        Unwritten::UsernameTaken => receipt.reject(username, taken).into(),
        Unwritten::EmailTaken => receipt.reject(email, taken).into(),
        Unwritten::BothTaken => {
            let mut form = receipt.reject(username, taken.clone());
            form.add_error(email, taken);
            form.into()
        }
        Unwritten::Conflict => {
            let changed =
                "This account has changed since you opened it. Load it again and repeat your change.";
            receipt.reject_form(Problem::new("conflict", changed)).into()
        }
        Unwritten::Missing => Unsaved::Missing,
        Unwritten::Failed(failure) => failure.into(),
    }
}
