//! The pages: the same forms, drawn by the library, with what was typed and what is wrong with it.

use super::{
    Accounts, Failure,
    account::{Id, Unsaved},
    model::{Profile, Signup, User},
};
use axum::{
    Router,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use forms::{
    Form, Invalid, Update,
    csrf::Session,
    html::{View, escape},
    web::axum::{BodyFor, BoundForm},
};
use std::fmt::Write;

pub(super) fn routes() -> Router<Accounts> {
    Router::new()
        .route("/", get(list))
        .route("/signup", get(blank_signup).post(sign_up))
        .route("/users/{id}/edit", get(edit).post(change))
        .merge(super::widgets::routes())
        .fallback(no_such_page)
}

async fn list(State(accounts): State<Accounts>) -> Result<Response, Failure> {
    let users = accounts.store.newest(100).await?;
    let mut rows = String::new();
    for User { id, username, email, age, .. } in &users {
        let (username, email) = (escape(username), escape(email));
        let _ = writeln!(
            rows,
            "<tr><td><a href=\"/users/{id}/edit\">{username}</a></td><td>{email}</td><td>{age}</td></tr>"
        );
    }
    let table = if rows.is_empty() {
        "<p>Nobody has signed up yet.</p>".to_owned()
    } else {
        format!("<table>\n<tr><th>User name</th><th>E-mail address</th><th>Age</th></tr>\n{rows}</table>")
    };
    Ok(page(StatusCode::OK, "Accounts", &format!("{table}\n<p><a href=\"/signup\">Sign up</a></p>")))
}

async fn blank_signup(session: Session) -> Response {
    signup_page(StatusCode::OK, &session, Signup::blank().view())
}

async fn sign_up(
    State(accounts): State<Accounts>,
    session: Session,
    BoundForm(form): BoundForm<Signup>,
) -> Response {
    let signed_up = match form.into_result() {
        Ok(form) => accounts.sign_up(form).await,
        Err(form) => Err(form.into()),
    };
    match signed_up {
        Ok(_) => Redirect::to("/").into_response(),
        Err(Unsaved::Invalid(form)) => signup_page(status(&form), &session, form.view()),
        Err(unsaved) => unsaved.into_page(),
    }
}

fn signup_page(status: StatusCode, session: &Session, form: View<'_, Signup>) -> Response {
    form_page(status, "Sign up", "Sign up", &form.csrf(&session.token()))
}

async fn edit(State(accounts): State<Accounts>, session: Session, Id(id): Id) -> Response {
    match accounts.find::<Update>(id).await {
        Ok(user) => edit_page(StatusCode::OK, &session, Profile::filled(&user).view()),
        Err(unsaved) => unsaved.into_page(),
    }
}

async fn change(
    State(accounts): State<Accounts>,
    session: Session,
    Id(id): Id,
    body: BodyFor<Profile>,
) -> Response {
    let changed = match accounts.find(id).await {
        Ok(user) => match Profile::bind_to(&user, &body).into_result() {
            Ok(form) => accounts.change(id, form).await,
            Err(form) => Err(form.into()),
        },
        Err(unsaved) => Err(unsaved),
    };
    match changed {
        Ok(_) => Redirect::to("/").into_response(),
        Err(Unsaved::Invalid(form)) => edit_page(status(&form), &session, form.view()),
        Err(unsaved) => unsaved.into_page(),
    }
}

fn edit_page(status: StatusCode, session: &Session, form: View<'_, Profile>) -> Response {
    form_page(status, "Edit account", "Save", &form.csrf(&session.token()))
}

async fn no_such_page() -> Response {
    not_found()
}

pub(super) fn not_found() -> Response {
    page(StatusCode::NOT_FOUND, "Page not found", "<p><a href=\"/\">All accounts</a></p>")
}

impl<F: Form, P> Unsaved<F, P> {
    /// Where there is no form to show again.
    fn into_page(self) -> Response {
        match self {
            Unsaved::Missing => not_found(),
            unsaved => unsaved.into_response(),
        }
    }
}

fn status<F: Form, P>(form: &Invalid<F, P>) -> StatusCode {
    StatusCode::from_u16(form.status()).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY)
}

pub(super) fn form_page<F: Form>(
    status: StatusCode,
    title: &str,
    button: &str,
    form: &View<'_, F>,
) -> Response {
    let main = format!(
        "{}<h1>{title}</h1>\n{}\n{}<p><button>{button}</button> <a href=\"/\">All accounts</a></p>\n</form>",
        form.summary(),
        form.form_tag(""),
        form.fields_html(),
    );
    whole_page(status, &form.title(title), &main)
}

const STYLE: &str = "
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 40rem; margin: 2rem auto; padding: 0 1rem; }
label, legend { font-weight: 600; }
input, textarea { font: inherit; padding: .25rem .5rem; max-width: 100%; }
input:not([type=checkbox]), textarea { display: block; width: 24rem; }
th, td { text-align: left; padding: .25rem 1rem .25rem 0; }
fieldset { margin: 1rem 0; }
.field { margin: 1rem 0; }
.field--invalid > input, .field--invalid > textarea { border: 2px solid #b00020; }
.error { color: #b00020; }
.error-summary { border: 4px solid #b00020; padding: 0 1rem; margin-bottom: 2rem; }
.error-summary a { color: #b00020; font-weight: 600; }
.visually-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
";

fn page(status: StatusCode, title: &str, main: &str) -> Response {
    whole_page(status, title, &format!("<h1>{title}</h1>\n{main}"))
}

fn whole_page(status: StatusCode, title: &str, main: &str) -> Response {
    let html = format!(
        "<!doctype html>
<html lang=\"en\">
<head>
<meta charset=\"utf-8\">
<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">
<title>{title}</title>
<style>{STYLE}</style>
</head>
<body>
<main>
{main}
</main>
</body>
</html>
"
    );
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
        ),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        // a token is one visitor's
        (header::CACHE_CONTROL, "no-store"),
    ];
    (status, headers, html).into_response()
}
