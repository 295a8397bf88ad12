//! The JSON API. Each error response is `application/problem+json`, and has all errors of the form.

use super::{
    Accounts,
    account::{Id, Unsaved},
    authentication::Credentials,
    model::{Address, Phone, Profile, Signup, User},
};
use axum::{
    Json, Router,
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, header},
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
        .route("/api", any(no_such_thing))
        .route("/api/", any(no_such_thing))
        .route("/api/{*unknown}", any(no_such_thing))
}

/// Rewrites error responses of other layers, such as 405, 408 and 500, as problem details, and keeps their headers.
pub(super) async fn as_problem(answer: Response) -> Response {
    let status = answer.status();
    let is_refusal = status.is_client_error() || status.is_server_error();
    if !is_refusal || answer.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind == PROBLEM_JSON) {
        return answer;
    }
    let detail = match status {
        StatusCode::METHOD_NOT_ALLOWED => {
            "This URL does not support this method. The Allow header lists the methods that it supports."
        }
        StatusCode::REQUEST_TIMEOUT => "The request took too long. Send it again.",
        _ if status.is_server_error() => "Something went wrong on our side. Try again later.",
        _ => "The request was refused.",
    };
    let mut problem = problem(status, status.canonical_reason().unwrap_or("Error"), detail);
    keep_headers(answer.headers(), problem.headers_mut());
    problem
}

/// Copies all headers except those of the body.
fn keep_headers(from: &HeaderMap, to: &mut HeaderMap) {
    for (name, value) in from {
        if *name != header::CONTENT_TYPE && *name != header::CONTENT_LENGTH {
            to.append(name, value.clone());
        }
    }
}

const PROBLEM_JSON: HeaderValue = HeaderValue::from_static("application/problem+json");

async fn sign_up(
    State(accounts): State<Accounts>,
    CleanForm(form): CleanForm<Signup>,
) -> Result<Response, Unsaved<Signup, Create>> {
    let user = accounts.sign_up(form).await?;
    let location = [(header::LOCATION, format!("/api/users/{}", user.id))];
    Ok((StatusCode::CREATED, location, Json(Account::of(&user))).into_response())
}

/// Returns an account. Callers who may not change it see only the public part.
async fn show(
    State(accounts): State<Accounts>,
    Id(id): Id,
    credentials: Credentials,
) -> Result<Response, Unsaved<Profile, Update>> {
    let caller = accounts.caller(credentials).await?;
    let user = accounts.store.find(id).await?.ok_or(Unsaved::Missing)?;
    Ok(match caller {
        Some(caller) if caller.may_change(&user) => Json(Account::of(&user)).into_response(),
        _ => Json(PublicAccount::of(&user)).into_response(),
    })
}

async fn replace(
    State(accounts): State<Accounts>,
    Id(id): Id,
    credentials: Credentials,
    body: BodyFor<Profile>,
) -> Result<Response, Unsaved<Profile, Update>> {
    let caller = accounts.caller(credentials).await?;
    let user = accounts.find_own(id, caller.as_ref()).await?;
    let user = accounts.change(id, Profile::bind_update(&user, &body).into_result()?).await?;
    Ok(Json(Account::of(&user)).into_response())
}

async fn change(
    State(accounts): State<Accounts>,
    Id(id): Id,
    credentials: Credentials,
    body: BodyFor<Profile>,
) -> Result<Response, Unsaved<Profile, Update>> {
    let caller = accounts.caller(credentials).await?;
    let user = accounts.find_own(id, caller.as_ref()).await?;
    let user = accounts.change(id, Profile::bind_partial(&user, &body).into_result()?).await?;
    Ok(Json(Account::of(&user)).into_response())
}

async fn no_such_thing() -> Response {
    not_found()
}

/// The public part of an account. As with forms, a new field of the model is not public until it is added here.
#[derive(Serialize)]
struct PublicAccount<'u> {
    id: i64,
    username: &'u str,
    bio: Option<&'u str>,
    created_at: &'u str,
}

impl<'u> PublicAccount<'u> {
    fn of(user: &'u User) -> Self {
        PublicAccount {
            id: user.id,
            username: &user.username,
            bio: user.bio.as_deref(),
            created_at: user.created_at.as_str(),
        }
    }
}

/// An account as its owner and administrators see it.
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
            Unsaved::Unauthenticated => {
                let mut answer =
                    problem(StatusCode::UNAUTHORIZED, "Unauthorized", "Send your user name and password.");
                let challenge = HeaderValue::from_static("Basic realm=\"accounts\", charset=\"UTF-8\"");
                answer.headers_mut().insert(header::WWW_AUTHENTICATE, challenge);
                answer
            }
            Unsaved::Forbidden => problem(StatusCode::FORBIDDEN, "Forbidden", "This account is not yours."),
            Unsaved::Failed(failure) => failure.into_response(),
        }
    }
}

fn not_found() -> Response {
    problem(StatusCode::NOT_FOUND, "Not Found", "There is nothing at this URL.")
}

/// An error that is not about a form, in the same format (RFC 9457).
#[derive(Serialize)]
struct ProblemDetails {
    r#type: &'static str,
    title: &'static str,
    status: u16,
    detail: &'static str,
}

fn problem(status: StatusCode, title: &'static str, detail: &'static str) -> Response {
    let details = ProblemDetails { r#type: "about:blank", title, status: status.as_u16(), detail };
    let mut answer = (status, Json(details)).into_response();
    answer.headers_mut().insert(header::CONTENT_TYPE, PROBLEM_JSON);
    answer
}
