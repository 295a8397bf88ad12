//! Makes forged requests from bytes, as a page of another site can have a browser send them, and checks that none is bound.

use forms::{
    Body, Form,
    csrf::{Guard, Key, Request, Session},
};
use std::time::{Duration, SystemTime};

/// A form that changes something.
#[derive(Form, Debug)]
#[form(fields = all, csrf)]
pub struct Transfer {
    pub amount: u32,
}

/// Another form of the same site.
#[derive(Form, Debug)]
#[form(fields = all, csrf)]
pub struct Rename {
    pub amount: u32,
}

const LIFETIME: u64 = 3_600;

fn at(seconds: u64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_800_000_000 + seconds)
}

fn session(key: u8, id: &str, seconds: u64) -> Session {
    let key = Key::new([key; 32]).expect("long enough");
    Guard::new(key).lifetime(Duration::from_secs(LIFETIME)).session(id, at(seconds))
}

/// Returns a token, and whether it is valid for this session, this form and the present time.
fn token(choice: u8) -> (String, bool) {
    let transfer = |session: Session| session.token::<Transfer>().as_str().to_owned();
    match choice % 8 {
        // valid, but the caller uses it after its expiry
        0..=2 | 6 => (transfer(session(1, "session-1", 0)), true),
        3 => (transfer(session(1, "session-2", 0)), false),
        4 => (session(1, "session-1", 0).token::<Rename>().as_str().to_owned(), false),
        5 => (transfer(session(2, "session-1", 0)), false),
        _ => (String::new(), false),
    }
}

/// Binds a body with a token that may be altered, from a site of that name, and checks whether it is bound.
///
/// # Panics
/// Panics if it is bound and must not be, or the reverse.
pub fn hold(bytes: &[u8]) {
    let [choice, how, when, place, rest @ ..] = bytes else { return };
    let (genuine, is_ours) = token(*choice);
    let mut token = genuine.clone().into_bytes();
    let where_ = usize::from(*place) % (token.len() + 1);
    match how % 6 {
        1 if where_ < token.len() => token[where_] ^= rest.first().copied().unwrap_or(1),
        2 => token.truncate(where_),
        3 => drop(token.splice(where_..where_, rest.iter().copied())),
        4 => token = rest.to_vec(),
        5 if !token.is_empty() => token.rotate_left(where_),
        _ => {}
    }
    // the token in the body is either escaped or raw
    let escaped = token.iter().fold(String::new(), |text, byte| text + &format!("%{byte:02x}"));
    let text = if where_ % 2 == 0 { escaped } else { String::from_utf8_lossy(&token).into_owned() };
    let body = match how / 6 % 4 {
        0 | 1 => format!("amount=5&csrf_token={text}"),
        2 => format!("csrf%5ftoken={text}&amount=5"),
        _ => format!("csrf_token={text}&amount=5&csrf_token={genuine}"),
    };
    let sites = ["same-origin", "none", "same-site", "cross-site", "SAME-ORIGIN", "same-origin ", ""];
    let site = sites[usize::from(*when) % sites.len()];
    let seconds = if choice % 8 == 6 { LIFETIME + 1 + u64::from(*when) } else { u64::from(*when) };
    let request = Request::new("POST").headers([("Sec-Fetch-Site", site)]);
    let bound =
        Transfer::bind(&session(1, "session-1", seconds).check_body(&request, Body::form(body.clone())));

    let pairs: Vec<(String, String)> = form_urlencoded::parse(body.as_bytes()).into_owned().collect();
    let mut expected = vec![("amount".to_owned(), "5".to_owned()), ("csrf_token".to_owned(), genuine)];
    if pairs.first().is_some_and(|(key, _)| key == "csrf_token") {
        expected.reverse();
    }
    let is_right =
        is_ours && choice % 8 != 6 && pairs == expected && matches!(site.trim(), "same-origin" | "none");
    assert_eq!(bound.is_valid(), is_right, "{body} from {site:?}: {}", bound.errors());
    if !is_right {
        // the error is that of the token or the origin, or of bytes after the token that are not UTF-8 or make another key
        assert!(
            matches!(bound.status(), 400 | 403) || (is_ours && bound.status() == 422),
            "{}",
            bound.status()
        );
        assert!(bound.cleaned().is_none());
    }
    // a form of another session is never bound, from any site
    let other = Transfer::bind(&session(1, "session-9", seconds).check_body(&request, Body::form(body)));
    assert!(!other.is_valid());
}
