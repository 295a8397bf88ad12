//! A page with every control that a field can have: empty, filled in, and with errors, in each theme.

use super::{Accounts, layout::form_page, model::LIMITS, visit::Visitor};
use axum::{Extension, Router, extract::Path, http::StatusCode, response::Response, routing::get};
use forms::{Body, Choice, Email, Form, Password, Problem, html::View, web::axum::BoundForm};
use jiff::civil::{Date, DateTime, Time, date};

/// The sizes of an order.
#[derive(Choice, Debug, Clone, Copy, PartialEq)]
pub enum Size {
    /// A cup.
    #[form(group = "Cups")]
    Small,
    /// A large cup.
    #[form(group = "Cups")]
    Large,
    /// A pot for several people.
    Pot,
}

/// A row of a list.
#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
pub struct Guest {
    /// A line of text.
    #[form(max_length = 20)]
    pub name: String,
    /// A check box in a row.
    pub vegetarian: bool,
}

/// A form with a field for each control.
#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all, limits = LIMITS)]
pub struct Widgets {
    /// A line of text.
    #[form(min_length = 2, max_length = 20, autocomplete = "name", help = "As your friends call you.")]
    pub text: String,
    /// A search term.
    #[form(widget = search)]
    pub search: Option<String>,
    /// An e-mail address.
    #[form(label = "E-mail address")]
    pub email: Email,
    /// A web address.
    #[form(widget = url, label = "Web site", autocomplete = "url")]
    pub url: Option<String>,
    /// A phone number.
    #[form(widget = tel, label = "Telephone", autocomplete = "tel", validate = digits)]
    pub tel: Option<String>,
    /// A password, which a page never shows again.
    #[form(password)]
    pub password: Option<Password>,
    /// Several lines of text.
    #[form(widget = textarea, max_length = 200)]
    pub lines: Option<String>,
    /// A number, in a line of text with a numeric keyboard.
    #[form(min = 1, max = 12)]
    pub cups: u8,
    /// A number, in the browser's number control.
    #[form(widget = number, min = 0, max = 100, step = 5)]
    pub sugar: u8,
    /// A date.
    pub day: Date,
    /// A time.
    pub time: Option<Time>,
    /// A date and a time.
    pub delivery: Option<DateTime>,
    /// A check box that must be ticked.
    #[form(required, label = "I have read the menu")]
    pub menu: bool,
    /// A choice from a list.
    pub size: Size,
    /// A choice by radio buttons.
    #[form(widget = radio, help = "The one you like best.")]
    pub favourite: Option<Size>,
    /// Yes, no or no answer.
    pub milk: Option<bool>,
    /// Several choices, by check boxes.
    #[form(help = "As many as you like.")]
    pub cupboard: Vec<Size>,
    /// Several choices, from a list.
    #[form(widget = select, max_items = 2)]
    pub wishes: Vec<Size>,
    /// A hidden value.
    #[form(widget = hidden)]
    pub step: Option<u32>,
    /// A nested form.
    #[form(nested)]
    pub host: Option<Guest>,
    /// Rows of a nested form.
    #[form(nested, max_items = 3, ordered)]
    pub guests: Vec<Guest>,
    /// Rows with a line of text.
    #[form(max_items = 3, max_length = 10)]
    pub tags: Vec<String>,
}

fn digits(tel: &str) -> Result<(), Problem> {
    if tel.bytes().all(|byte| byte.is_ascii_digit() || byte == b' ') {
        Ok(())
    } else {
        Err(Problem::new("digits", "{label} must only include digits and spaces."))
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

/// A body with an error in each field that can have one.
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

/// Shows the submitted values with their errors. Nothing is stored.
async fn send(Extension(visitor): Extension<Visitor>, BoundForm(form): BoundForm<Widgets>) -> Response {
    page(&visitor, form.status_code(), form.view())
}
