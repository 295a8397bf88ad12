//! Extractors and responses for axum 0.8.
//!
//! | Extractor | The handler gets |
//! | --- | --- |
//! | [`BoundForm<F>`] | the bound form, valid or not: to render it again, or to build the response itself |
//! | [`CleanForm<F>`] | the values; an invalid form is rejected before the handler runs |
//! | [`BodyFor<F>`] | the body, within the form's limit: to bind it to a present value, or with a context |
//! | [`Body`] | the body, within the default limit of 1 MiB |
//!
//! Only `CleanForm` rejects requests. The rejection is an `application/problem+json` response (RFC 9457) with the status
//! 400, 413, 415 or 422. For a `GET` or `HEAD` request, the query is bound instead of a body. [`Invalid`] implements
//! `IntoResponse`, so a handler that binds a body itself can use `?`:
//!
//! ```
//! use axum::{Router, extract::Path, routing::{patch, post}};
//! use forms::{Form, Invalid, Update, web::axum::{BodyFor, CleanForm}};
//!
//! #[derive(Form)]
//! #[form(name = NewNote, fields = [title])]
//! #[form(name = NoteForm, fields = [title, text])]
//! struct Note {
//!     #[form(max_length = 80)]
//!     title: String,
//!     text: Option<String>,
//! }
//!
//! async fn create(CleanForm(note): CleanForm<NewNote>) -> String {
//!     format!("{} is new", note.title)
//! }
//!
//! async fn change(
//!     Path(_id): Path<u64>, body: BodyFor<NoteForm>,
//! ) -> Result<String, Invalid<NoteForm, Update>> {
//!     let mut note = Note { title: "Old".into(), text: None }; // from the database
//!     let changed = NoteForm::bind_partial(&note, &body).into_result()?.apply_to(&mut note);
//!     Ok(format!("{changed:?} changed"))
//! }
//!
//! let app: Router = Router::new().route("/notes", post(create)).route("/notes/{id}", patch(change));
//! ```
//!
//! A form marked `csrf` accepts a body only if its sender was checked. These extractors check it if a layer of yours has put
//! a `forms::csrf::Session` into the request's extensions, or `forms::csrf::Origins` on a site without sessions. A handler
//! that renders the form takes the session as an argument.
#![cfg_attr(
    feature = "csrf",
    doc = "[The chapter on CSRF](crate::manual::csrf#frameworks) has a complete example, with the visitor's cookie."
)]
//!
#![cfg_attr(feature = "csrf", doc = "```")]
#![cfg_attr(not(feature = "csrf"), doc = "```ignore")]
//! use axum::{Router, extract::{Request, State}, middleware::{Next, from_fn_with_state}, response::{Html, Response}, routing::get};
//! use forms::{Form, csrf::{Guard, Key, Session}, web::axum::CleanForm};
//! use std::time::SystemTime;
//!
//! #[derive(Form)]
//! #[form(fields = all, csrf)]
//! struct Message { text: String }
//!
//! async fn guarded(State(guard): State<Guard>, mut request: Request, next: Next) -> Response {
//!     let session_id = "from the session's cookie"; // a visitor without one gets a new one
//!     request.extensions_mut().insert(guard.session(session_id, SystemTime::now()));
//!     next.run(request).await
//! }
//! async fn ask(session: Session) -> Html<String> {
//!     let blank = Message::blank();
//!     let view = blank.view().csrf(&session.token());
//!     Html(format!("{}{}<button>Send</button></form>", view.form_tag("/"), view.fields_html()))
//! }
//! async fn take(CleanForm(message): CleanForm<Message>) -> String {
//!     message.into_inner().text
//! }
//!
//! let guard = Guard::new(Key::random());
//! let app: Router = Router::new().route("/", get(ask).post(take)).layer(from_fn_with_state(guard, guarded));
//! ```
//!
//! A form that is declared with `#[form(accept = json)]` accepts only JSON: a form-encoded body, or a `GET` with a query, is
//! refused with 415, and the header `Accept` of the response lists only JSON.
//!
//! With the feature `multipart`, the first three extractors receive multipart bodies too, chunk by chunk: the handler gets the
//! form with its files in place, in memory or in temporary files. [The page on uploads](crate::manual::how_to::uploads) has
//! examples.
//!
//! The limit of a body is that of the form, `#[form(limits = ...)]`. It replaces axum's `DefaultBodyLimit`. A layer that
//! limits the body itself, such as tower-http's `RequestBodyLimitLayer`, still applies: a body that it cuts off is refused as
//! too large.

use crate::{Body, Bound, Clean, Errors, Form, Invalid, Limits, NoContext, error::PROBLEM_JSON};
use axum_core::{
    extract::{FromRequest, Request},
    response::{IntoResponse, Response},
};
use http::{
    HeaderValue, StatusCode,
    header::{ACCEPT, CONTENT_TYPE},
};
use std::{convert::Infallible, fmt, marker::PhantomData, ops::Deref};

#[cfg(feature = "csrf")]
mod csrf;
mod reading;
#[cfg(feature = "multipart")]
mod uploads;

#[cfg(feature = "csrf")]
pub use csrf::NoSession;
pub use reading::{read, read_form};

/// The form that was bound to the request, valid or not.
///
/// ```
/// use axum::{Router, http::StatusCode, response::{Html, Redirect}, routing::get};
/// use forms::{Form, html::View, web::axum::BoundForm};
///
/// #[derive(Form)]
/// #[form(fields = all)]
/// struct Signup {
///     #[form(email)]
///     email: String,
/// }
///
/// /// The summary of the errors goes above the form, and outside of it.
/// fn page(form: View<'_, Signup>) -> Html<String> {
///     let (title, summary, tag, fields) = (form.title("Sign up"), form.summary(), form.form_tag("/"), form.fields_html());
///     Html(format!("<title>{title}</title>{summary}<h1>Sign up</h1>{tag}{fields}<button>Sign up</button></form>"))
/// }
/// async fn ask() -> Html<String> {
///     page(Signup::blank().view())
/// }
/// async fn signup(BoundForm(form): BoundForm<Signup>) -> Result<Redirect, (StatusCode, Html<String>)> {
///     match form.into_result() {
///         Ok(_signup) => Ok(Redirect::to("/welcome")),
///         Err(form) => Err((form.status_code(), page(form.view()))),
///     }
/// }
///
/// let app: Router = Router::new().route("/", get(ask).post(signup));
/// ```
///
/// On a `GET` it binds the query, also an empty one. For a page that is blank at first, render [`Form::blank`] instead.
#[derive(Debug)]
pub struct BoundForm<F: Form>(pub Bound<F>);

/// The values of the form that was bound to the request. An invalid form is rejected with its errors, and the handler does
/// not run.
///
/// To handle invalid forms too, take `Result<CleanForm<F>, Invalid<F>>`.
pub struct CleanForm<F: Form>(pub Clean<F>);

/// The body of the request, within the limit of the form `F`, for a handler that binds it to a present value or with a
/// context. It derefs to [`Body`].
///
/// ```
/// use forms::{Form, Invalid, Problem, Report, web::axum::BodyFor};
///
/// struct CurrentUser { admin: bool }
///
/// #[derive(Form)]
/// #[form(fields = all, context = CurrentUser, check = only_admins)]
/// struct Invitation { email: String }
///
/// fn only_admins(_: &forms::Draft<Invitation>, report: &mut Report<'_, Invitation>) {
///     if !report.context().admin {
///         report.add_form_error(Problem::new("forbidden", "Ask an administrator to invite people."));
///     }
/// }
///
/// async fn invite(body: BodyFor<Invitation>) -> Result<String, Invalid<Invitation>> {
///     let user = CurrentUser { admin: false }; // from the session
///     let invitation = Invitation::bind_with(&user, &body).into_result()?;
///     Ok(format!("{} is invited", invitation.email))
/// }
/// # let _: axum::Router = axum::Router::new().route("/", axum::routing::post(invite));
/// ```
pub struct BodyFor<F> {
    body: Body,
    of: PhantomData<fn() -> F>,
}

impl<F: Form, P> Bound<F, P> {
    /// Returns [`status`](Bound::status) as axum's type. Feature `axum`.
    pub fn status_code(&self) -> StatusCode {
        typed_status(self.status())
    }
}

impl<F: Form, P> Invalid<F, P> {
    /// Returns [`status`](Invalid::status) as axum's type. Feature `axum`.
    pub fn status_code(&self) -> StatusCode {
        typed_status(self.status())
    }
}

impl Errors {
    /// Returns [`status`](Errors::status) as axum's type. Feature `axum`.
    pub fn status_code(&self) -> StatusCode {
        typed_status(self.status())
    }
}

fn typed_status(status: u16) -> StatusCode {
    StatusCode::from_u16(status).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY)
}

impl<S: Send + Sync> FromRequest<S> for Body {
    type Rejection = Infallible;

    async fn from_request(request: Request, _: &S) -> Result<Self, Infallible> {
        Ok(read(request, Limits::DEFAULT.max_body_bytes).await)
    }
}

impl<F: Form, S: Send + Sync> FromRequest<S> for BodyFor<F> {
    type Rejection = Infallible;

    async fn from_request(request: Request, _: &S) -> Result<Self, Infallible> {
        Ok(BodyFor { body: read_form::<F>(request).await, of: PhantomData })
    }
}

impl<F: Form<Context: NoContext>, S: Send + Sync> FromRequest<S> for BoundForm<F> {
    type Rejection = Infallible;

    async fn from_request(request: Request, _: &S) -> Result<Self, Infallible> {
        Ok(BoundForm(F::bind(&read_form::<F>(request).await)))
    }
}

impl<F: Form<Context: NoContext>, S: Send + Sync> FromRequest<S> for CleanForm<F> {
    type Rejection = Invalid<F>;

    async fn from_request(request: Request, _: &S) -> Result<Self, Invalid<F>> {
        F::bind(&read_form::<F>(request).await).into_result().map(CleanForm)
    }
}

impl<F: Form, P> IntoResponse for Invalid<F, P> {
    /// Returns the errors as `application/problem+json`, with their status. A 415 lists the content types that the form
    /// accepts in `Accept`, and for a `PATCH` in `Accept-Patch` too (RFC 5789).
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status()).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY);
        let Ok(body) = serde_json::to_vec(&self.errors().to_problem_details()) else {
            return StatusCode::INTERNAL_SERVER_ERROR.into_response();
        };
        let mut response = (status, [(CONTENT_TYPE, PROBLEM_JSON)], body).into_response();
        if status == StatusCode::UNSUPPORTED_MEDIA_TYPE {
            let headers = response.headers_mut();
            let (readable, in_patch) =
                if F::SCHEMA.json_only { (JSON, JSON_IN_PATCH) } else { (READABLE, READABLE_IN_PATCH) };
            headers.insert(ACCEPT, HeaderValue::from_static(readable));
            if self.kept().1.is_of_patch() {
                headers.insert("accept-patch", HeaderValue::from_static(in_patch));
            }
        }
        response
    }
}

/// The content types that a form accepts. `application/*+json` means all types with the suffix `+json`. HTTP defines no
/// notation for them, but this one is common.
#[cfg(not(feature = "multipart"))]
const READABLE: &str = "application/x-www-form-urlencoded, application/json, application/*+json";
#[cfg(feature = "multipart")]
const READABLE: &str =
    "application/x-www-form-urlencoded, multipart/form-data, application/json, application/*+json";
/// The content types of a partial update. A JSON Patch (RFC 6902) is not among them: its JSON does not have the shape of a
/// form.
#[cfg(not(feature = "multipart"))]
const READABLE_IN_PATCH: &str =
    "application/merge-patch+json, application/json, application/x-www-form-urlencoded";
#[cfg(feature = "multipart")]
const READABLE_IN_PATCH: &str =
    "application/merge-patch+json, application/json, application/x-www-form-urlencoded, multipart/form-data";
/// The content types of a form that accepts only JSON.
const JSON: &str = "application/json, application/*+json";
const JSON_IN_PATCH: &str = "application/merge-patch+json, application/json";

impl<F> BodyFor<F> {
    /// Returns the body.
    pub fn into_inner(self) -> Body {
        self.body
    }
}

impl<F> Deref for BodyFor<F> {
    type Target = Body;
    fn deref(&self) -> &Body {
        &self.body
    }
}

impl<F> fmt::Debug for BodyFor<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.body.fmt(f)
    }
}

impl<F: Form + fmt::Debug> fmt::Debug for CleanForm<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
