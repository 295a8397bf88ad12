//! Logging in and out.

use super::{
    Accounts, Failure,
    layout::form_page,
    model::LIMITS,
    visit::{self, Visitor},
};
use axum::{
    Extension, Router,
    extract::{RawQuery, State},
    http::{HeaderName, StatusCode},
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use forms::{Body, Form, Password, Problem, html::View, web::axum::BoundForm};
use tower_sessions::Session;

/// A user name and a password.
#[derive(Form)]
#[form(fields = all, csrf, limits = LIMITS)]
pub(super) struct Login {
    /// The name of the account.
    #[form(username, label = "User name", autocomplete = "username")]
    pub(super) username: String,
    /// No policy applies: policies are for new passwords.
    #[form(autocomplete = "current-password")]
    pub(super) password: Password,
}

/// The form to log out.
#[derive(Form)]
#[form(fields = all, csrf, limits = LIMITS)]
pub(super) struct Logout {
    /// Ends all sessions of the account, also those of other browsers.
    #[form(label = "On all my devices")]
    pub(super) everywhere: bool,
}

/// The query of the login page.
#[derive(Form)]
#[form(fields = all, unknown = ignore)]
struct Destination {
    /// The page that the visitor wanted to open.
    #[form(max_length = 500, validate = local_path)]
    next: Option<String>,
}

/// Validates that the path is on this site. Browsers read `//evil.example` as another site, read `\` as `/`, and ignore tabs.
fn local_path(path: &str) -> Result<(), Problem> {
    let mut bytes = path.bytes();
    let is_path = bytes.next() == Some(b'/') && bytes.next() != Some(b'/');
    if is_path && path.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\') {
        Ok(())
    } else {
        Err(Problem::new("local_path", "{label} must be a page on this site."))
    }
}

/// Returns the page to open after login: `next` if it is a page of this site.
fn destination(query: Option<&str>) -> String {
    let query = Body::query(query.unwrap_or_default());
    let next = Destination::bind(&query).into_result().ok().and_then(|form| form.into_inner().next);
    next.unwrap_or_else(|| "/".to_owned())
}

pub(super) fn routes() -> Router<Accounts> {
    Router::new()
        .route("/login", get(blank_login).post(log_in))
        .route("/logout", get(blank_logout).post(log_out))
}

async fn blank_login(Extension(visitor): Extension<Visitor>, RawQuery(query): RawQuery) -> Response {
    login_page(StatusCode::OK, visitor, query.as_deref(), Login::blank().view())
}

async fn log_in(
    State(accounts): State<Accounts>,
    Extension(visitor): Extension<Visitor>,
    session: Session,
    RawQuery(query): RawQuery,
    BoundForm(form): BoundForm<Login>,
) -> Result<Response, Failure> {
    let form = match form.into_result() {
        Ok(form) => form,
        Err(form) => return Ok(login_page(form.status_code(), visitor, query.as_deref(), form.view())),
    };
    let (login, receipt) = form.into_parts();
    if let Some(user) = accounts.authenticate(login).await? {
        visit::begin(&session, &user).await?;
        return Ok(Redirect::to(&destination(query.as_deref())).into_response());
    }
    // does not say which one is wrong, so that no one can find out which names exist
    let wrong =
        Problem::new("wrong_credentials", "The user name or the password is incorrect. Enter both again.");
    let form = receipt.reject_form(wrong);
    Ok(login_page(form.status_code(), visitor, query.as_deref(), form.view()))
}

/// Renders the login page. The form is sent to the address of the page, which keeps a valid `next`.
fn login_page(
    status: StatusCode,
    mut visitor: Visitor,
    query: Option<&str>,
    form: View<'_, Login>,
) -> Response {
    if query.is_some_and(|query| query.contains("next=")) && destination(query) == "/" {
        "/login".clone_into(&mut visitor.address);
    }
    form_page(&visitor, status, "Log in", "Log in", form.csrf(&visitor.session.token()))
}

async fn blank_logout(Extension(visitor): Extension<Visitor>) -> Response {
    logout_page(StatusCode::OK, &visitor, Logout::blank().view())
}

async fn log_out(
    State(accounts): State<Accounts>,
    Extension(visitor): Extension<Visitor>,
    session: Session,
    BoundForm(form): BoundForm<Logout>,
) -> Result<Response, Failure> {
    let Logout { everywhere } = match form.into_result() {
        Ok(form) => form.into_inner(),
        Err(form) => return Ok(logout_page(form.status_code(), &visitor, form.view())),
    };
    if let Some(user) = visitor.user.filter(|_| everywhere) {
        accounts.store.end_sessions_of(user.id).await?;
    }
    visit::end(&session).await?;
    // the Back button must not show pages of the account
    let forget = [(HeaderName::from_static("clear-site-data"), "\"cache\"")];
    Ok((forget, Redirect::to("/")).into_response())
}

fn logout_page(status: StatusCode, visitor: &Visitor, form: View<'_, Logout>) -> Response {
    form_page(visitor, status, "Log out", "Log out", form.csrf(&visitor.session.token()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn login_redirects_only_to_this_site() {
        for (query, expected) in [
            ("next=/users/1/edit", "/users/1/edit"),
            ("next=%2Fusers%2F1%2Fedit&other=1", "/users/1/edit"),
            ("next=/a?b=//c", "/a?b=//c"),
            ("", "/"),
            ("next=", "/"),
            ("next=users", "/"),
            ("next=//evil.example", "/"),
            ("next=/%2Fevil.example", "/"),
            ("next=/%5Cevil.example", "/"),
            ("next=%5C%5Cevil.example", "/"),
            ("next=/%09/evil.example", "/"),
            ("next=%09//evil.example", "/"),
            ("next=/%0A/evil.example", "/"),
            ("next=/%0D%0Aset-cookie:a=b", "/"),
            ("next=/%20/evil.example", "/"),
            ("next=https://evil.example", "/"),
            ("next=javascript:alert(1)", "/"),
            ("next=/one&next=/two", "/"),
            ("next=/%C3%A9", "/"),
            ("next=%FF", "/"),
        ] {
            assert_eq!(destination(Some(query)), expected, "{query}");
        }
        assert_eq!(destination(None), "/");
        assert_eq!(destination(Some(&format!("next=/{}", "a".repeat(500)))), "/");
    }
}
