//! The JSON API. What it refuses it says as `application/problem+json`, every problem at once.

use super::{
    Accounts,
    account::{Id, Unsaved},
    model::{Address, Phone, Profile, Signup, User},
};
use axum::{
    Json, Router,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
    routing::{any, get, post},
};
use forms::{
    Create, Form, Update,
    web::axum::{BodyFor, CleanForm},
};
use serde::Serialize;

pub(super) fn routes() -> Router<Accounts> {
    Router::new()
        .route("/api/users", post(sign_up))
        .route("/api/users/{id}", get(show).put(replace).patch(change))
        .route("/api/{*unknown}", any(no_such_thing))
}

async fn sign_up(
    State(accounts): State<Accounts>,
    CleanForm(form): CleanForm<Signup>,
) -> Result<Response, Unsaved<Signup, Create>> {
    let user = accounts.sign_up(form).await?;
    let location = [(header::LOCATION, format!("/api/users/{}", user.id))];
    Ok((StatusCode::CREATED, location, Json(Account::of(&user))).into_response())
}

async fn show(State(accounts): State<Accounts>, Id(id): Id) -> Result<Response, Unsaved<Profile, Update>> {
    let user = accounts.find(id).await?;
    Ok(Json(Account::of(&user)).into_response())
}

async fn replace(
    State(accounts): State<Accounts>,
    Id(id): Id,
    body: BodyFor<Profile>,
) -> Result<Response, Unsaved<Profile, Update>> {
    let user = accounts.find(id).await?;
    let user = accounts.change(id, Profile::bind_to(&user, &body).into_result()?).await?;
    Ok(Json(Account::of(&user)).into_response())
}

async fn change(
    State(accounts): State<Accounts>,
    Id(id): Id,
    body: BodyFor<Profile>,
) -> Result<Response, Unsaved<Profile, Update>> {
    let user = accounts.find(id).await?;
    let user = accounts.change(id, Profile::bind_partial(&user, &body).into_result()?).await?;
    Ok(Json(Account::of(&user)).into_response())
}

async fn no_such_thing() -> Response {
    not_found()
}

/// What anyone may know of an account. As with forms, a new field of the model is not in it until it is written here.
#[derive(Serialize)]
struct Account<'u> {
    id: i64,
    username: &'u str,
    email: &'u str,
    age: u8,
    bio: Option<&'u str>,
    address: Option<&'u Address>,
    phones: &'u [Phone],
    is_admin: bool,
    created_at: &'u str,
}

impl<'u> Account<'u> {
    fn of(user: &'u User) -> Self {
        Account {
            id: user.id,
            username: &user.username,
            email: &user.email,
            age: user.age,
            bio: user.bio.as_deref(),
            address: user.address.as_ref(),
            phones: &user.phones,
            is_admin: user.is_admin,
            created_at: user.created_at.as_str(),
        }
    }
}

impl<F: Form, P> IntoResponse for Unsaved<F, P> {
    fn into_response(self) -> Response {
        match self {
            Unsaved::Invalid(form) => form.into_response(),
            Unsaved::Missing => not_found(),
            Unsaved::Failed(failure) => failure.into_response(),
        }
    }
}

fn not_found() -> Response {
    let problem = r#"{"type":"about:blank","title":"Not Found","status":404}"#;
    (StatusCode::NOT_FOUND, [(header::CONTENT_TYPE, "application/problem+json")], problem).into_response()
}
