//! Every control that a field can have, on one page: empty, filled in, and with something wrong everywhere, in each theme.

use super::{Accounts, layout::form_page, model::LIMITS, visit::Visitor};
use axum::{Extension, Router, extract::Path, http::StatusCode, response::Response, routing::get};
use forms::{Body, Choice, Email, Form, Password, Problem, html::View, web::axum::BoundForm};
use jiff::civil::{Date, DateTime, Time, date};

/// What one can order.
#[derive(Choice, Debug, Clone, Copy, PartialEq)]
pub enum Size {
    /// A cup.
    #[form(group = "Cups")]
    Small,
    /// A large one.
    #[form(group = "Cups")]
    Large,
    /// For several.
    Pot,
}

/// A row.
#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
pub struct Guest {
    /// One line.
    #[form(max_length = 20)]
    pub name: String,
    /// A box within a row.
    pub vegetarian: bool,
}

/// A field for every control.
#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all, limits = LIMITS)]
pub struct Widgets {
    /// One line.
    #[form(min_length = 2, max_length = 20, autocomplete = "name", help = "As your friends call you.")]
    pub text: String,
    /// What is looked for.
    #[form(widget = search)]
    pub search: Option<String>,
    /// An address.
    #[form(label = "E-mail address")]
    pub email: Email,
    /// Another.
    #[form(widget = url, label = "Web site", autocomplete = "url")]
    pub url: Option<String>,
    /// To call.
    #[form(widget = tel, label = "Telephone", autocomplete = "tel", validate = digits)]
    pub tel: Option<String>,
    /// Never shown again.
    #[form(password)]
    pub password: Option<Password>,
    /// Several lines.
    #[form(widget = textarea, max_length = 200)]
    pub lines: Option<String>,
    /// A line with a keyboard of digits.
    #[form(min = 1, max = 12)]
    pub cups: u8,
    /// The browser's own control.
    #[form(widget = number, min = 0, max = 100, step = 5)]
    pub sugar: u8,
    /// From a calendar.
    pub day: Date,
    /// From a clock.
    pub time: Option<Time>,
    /// Both.
    pub delivery: Option<DateTime>,
    /// A box that must be ticked.
    #[form(required, label = "I have read the menu")]
    pub menu: bool,
    /// One of several, from a list.
    pub size: Size,
    /// One of several, by a button.
    #[form(widget = radio, help = "The one you like best.")]
    pub favourite: Option<Size>,
    /// Yes, no, or nothing said.
    pub milk: Option<bool>,
    /// Several, by boxes.
    #[form(help = "As many as you like.")]
    pub cupboard: Vec<Size>,
    /// Several, from a list.
    #[form(widget = select, max_items = 2)]
    pub wishes: Vec<Size>,
    /// Sent, not shown.
    #[form(widget = hidden)]
    pub step: Option<u32>,
    /// A form within.
    #[form(nested)]
    pub host: Option<Guest>,
    /// Rows.
    #[form(nested, max_items = 3, ordered)]
    pub guests: Vec<Guest>,
    /// Rows of one line.
    #[form(max_items = 3, max_length = 10)]
    pub tags: Vec<String>,
}

fn digits(tel: &str) -> Result<(), Problem> {
    if tel.bytes().all(|byte| byte.is_ascii_digit() || byte == b' ') {
        Ok(())
    } else {
        Err(Problem::new("digits", "{label} must be digits and spaces."))
    }
}

fn filled() -> Widgets {
    let guest = |name: &str| Guest { name: name.into(), vegetarian: true };
    Widgets {
        text: "Ada".into(),
        search: Some("Darjeeling".into()),
        email: Email::parse("ada@example.org").expect("an address"),
        url: Some("https://example.org/".into()),
        tel: Some("020 7946 0958".into()),
        password: None,
        lines: Some("One\nTwo".into()),
        cups: 3,
        sugar: 10,
        day: date(2027, 3, 31),
        time: Some(Time::constant(16, 30, 0, 0)),
        delivery: Some(date(2027, 3, 31).at(15, 0, 0, 0)),
        menu: true,
        size: Size::Pot,
        favourite: Some(Size::Small),
        milk: Some(false),
        cupboard: vec![Size::Small, Size::Pot],
        wishes: vec![Size::Large],
        step: Some(2),
        host: Some(guest("Charles")),
        guests: vec![guest("Mary"), guest("Michael")],
        tags: vec!["tea".into()],
    }
}

/// Something wrong in every field where something can be.
const WRONG: &str = "text=A&search=%00&email=nowhere&url=%00&tel=call+me&password=x&lines=%00&cups=many&sugar=7&day=soon&\
    time=25:00&delivery=never&size=Huge&favourite=Huge&milk=perhaps&cupboard=Huge&wishes=Huge&step=x&host.name=&\
    host.vegetarian=on&guests[0].name=A+name+that+is+too+long&guests[1].name=&guests[1].vegetarian=on&tags=0123456789ab";

pub(super) fn routes() -> Router<Accounts> {
    Router::new().route("/widgets", get(empty).post(send)).route("/widgets/{state}", get(in_state).post(send))
}

fn page(visitor: &Visitor, status: StatusCode, view: View<'_, Widgets>) -> Response {
    form_page(visitor, status, "Every control", "Send", view)
}

async fn empty(Extension(visitor): Extension<Visitor>) -> Response {
    page(&visitor, StatusCode::OK, Widgets::blank().view())
}

async fn in_state(Extension(visitor): Extension<Visitor>, Path(state): Path<String>) -> Response {
    match state.as_str() {
        "filled" => page(&visitor, StatusCode::OK, Widgets::filled(&filled()).view()),
        "invalid" => page(&visitor, StatusCode::OK, Widgets::bind(&Body::form(WRONG)).view()),
        _ => super::pages::not_found(&visitor),
    }
}

/// What was sent comes back, with what is wrong with it; nothing is kept.
async fn send(Extension(visitor): Extension<Visitor>, BoundForm(form): BoundForm<Widgets>) -> Response {
    page(&visitor, form.status_code(), form.view())
}
