//! The pages: the same forms, rendered by the library with the submitted values and their errors.

use super::{
    Accounts, Failure,
    account::{Id, Unsaved},
    layout::{form_page, page},
    model::{Profile, Signup},
    visit::{self, Visitor},
};
use axum::{
    Extension, Router,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use forms::{
    Form, Update,
    html::{View, escape},
    web::axum::{BodyFor, BoundForm},
};
use std::fmt::Write;
use tower_sessions::Session;

pub(super) fn routes() -> Router<Accounts> {
    Router::new()
        .route("/", get(list))
        .route("/signup", get(blank_signup).post(sign_up))
        .route("/users/{id}/edit", get(edit).post(change))
        .merge(super::login::routes())
        .merge(super::widgets::routes())
        .fallback(no_such_page)
        .method_not_allowed_fallback(no_such_method)
}

async fn list(
    State(accounts): State<Accounts>,
    Extension(visitor): Extension<Visitor>,
) -> Result<Response, Failure> {
    let users = accounts.store.newest(100).await?;
    let mut rows = String::new();
    for user in &users {
        let (username, since) = (escape(&user.username), escape(user.created_at.as_str()));
        let _ = match &visitor.user {
            Some(visitor) if visitor.may_change(user) => {
                write!(rows, "<tr><td><a href=\"/users/{}/edit\">{username}</a></td>", user.id)
            }
            _ => write!(rows, "<tr><td>{username}</td>"),
        };
        let _ = writeln!(rows, "<td>{since}</td></tr>");
    }
    let table = if rows.is_empty() {
        "<p>Nobody has signed up yet.</p>".to_owned()
    } else {
        format!("<table>\n<tr><th>User name</th><th>Member since</th></tr>\n{rows}</table>")
    };
    let main = format!("{table}\n<p><a href=\"/signup\">Sign up</a></p>");
    Ok(page(&visitor, StatusCode::OK, "Accounts", &main))
}

async fn blank_signup(Extension(visitor): Extension<Visitor>) -> Response {
    signup_page(&visitor, StatusCode::OK, Signup::blank().view())
}

/// Creates an account, and logs the visitor in.
async fn sign_up(
    State(accounts): State<Accounts>,
    Extension(visitor): Extension<Visitor>,
    session: Session,
    BoundForm(form): BoundForm<Signup>,
) -> Result<Response, Failure> {
    let signed_up = match form.into_result() {
        Ok(form) => accounts.sign_up(form).await,
        Err(form) => Err(form.into()),
    };
    match signed_up {
        Ok(user) => {
            visit::begin(&session, &user).await?;
            Ok(Redirect::to("/").into_response())
        }
        Err(Unsaved::Invalid(form)) => Ok(signup_page(&visitor, form.status_code(), form.view())),
        Err(unsaved) => Ok(unsaved.into_page(&visitor, "/signup")),
    }
}

fn signup_page(visitor: &Visitor, status: StatusCode, form: View<'_, Signup>) -> Response {
    form_page(visitor, status, "Sign up", "Sign up", form.csrf(&visitor.session.token()))
}

async fn edit(
    State(accounts): State<Accounts>,
    Extension(visitor): Extension<Visitor>,
    Id(id): Id,
) -> Response {
    match accounts.find_own::<Update>(id, visitor.user.as_deref()).await {
        Ok(user) => edit_page(&visitor, StatusCode::OK, Profile::filled(&user).view()),
        Err(unsaved) => unsaved.into_page(&visitor, &edit_address(id)),
    }
}

async fn change(
    State(accounts): State<Accounts>,
    Extension(visitor): Extension<Visitor>,
    Id(id): Id,
    body: BodyFor<Profile>,
) -> Response {
    let changed = match accounts.find_own(id, visitor.user.as_deref()).await {
        Ok(user) => match Profile::bind_update(&user, &body).into_result() {
            Ok(form) => accounts.change(id, form).await,
            Err(form) => Err(form.into()),
        },
        Err(unsaved) => Err(unsaved),
    };
    match changed {
        Ok(_) => Redirect::to("/").into_response(),
        Err(Unsaved::Invalid(form)) => edit_page(&visitor, form.status_code(), form.view()),
        Err(unsaved) => unsaved.into_page(&visitor, &edit_address(id)),
    }
}

fn edit_address(id: i64) -> String {
    format!("/users/{id}/edit")
}

fn edit_page(visitor: &Visitor, status: StatusCode, form: View<'_, Profile>) -> Response {
    form_page(visitor, status, "Edit account", "Save", form.csrf(&visitor.session.token()))
}

async fn no_such_page(Extension(visitor): Extension<Visitor>) -> Response {
    not_found(&visitor)
}

async fn no_such_method(Extension(visitor): Extension<Visitor>) -> Response {
    let main = "<p>Go to <a href=\"/\">all accounts</a>.</p>";
    page(&visitor, StatusCode::METHOD_NOT_ALLOWED, "This page does not support this method", main)
}

pub(super) fn not_found(visitor: &Visitor) -> Response {
    let main = "<p>Go to <a href=\"/\">all accounts</a>.</p>";
    page(visitor, StatusCode::NOT_FOUND, "Page not found", main)
}

impl<F: Form, P> Unsaved<F, P> {
    /// Renders an error without a form. `address` is the page that the visitor wanted to open.
    fn into_page(self, visitor: &Visitor, address: &str) -> Response {
        match self {
            Unsaved::Unauthenticated => Redirect::to(&format!("/login?next={address}")).into_response(),
            Unsaved::Forbidden => {
                let main = "<p>Only its owner and administrators can edit an account.</p>";
                page(visitor, StatusCode::FORBIDDEN, "This account is not yours", main)
            }
            Unsaved::Missing => not_found(visitor),
            unsaved => unsaved.into_response(),
        }
    }
}
