//! Protection against cross-site request forgery: the origin check, the tokens, and the forms that require
//! them.
#![allow(clippy::format_collect, reason = "tests are read from top to bottom, and run once")]

use forms::{
    Body, Bound, Form,
    csrf::{Guard, Key, Origins, Request, Sender, Session},
};
use std::time::{Duration, SystemTime};

const SITE: &str = "example.org";
const NOW: Duration = Duration::from_secs(1_800_000_000);
const LIFETIME: Duration = Duration::from_secs(3_600);

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all, csrf)]
struct Transfer {
    amount: u32,
    #[form(max_length = 80)]
    note: Option<String>,
}

mod elsewhere {
    /// Another form with the same name.
    #[derive(forms::Form, Debug)]
    #[form(fields = all, csrf)]
    pub(crate) struct Transfer {
        amount: u32,
    }
}

#[derive(Form, Debug)]
#[form(name = Rename, fields = [name], csrf)]
#[form(name = Search, fields = [name])]
struct Account {
    #[form()]
    name: String,
    #[expect(dead_code, reason = "no form here binds it")]
    admin: bool,
}

fn key(byte: u8) -> Key {
    Key::new([byte; 32]).unwrap()
}

fn guard() -> Guard {
    Guard::new(key(1)).lifetime(LIFETIME)
}

fn at(passed: Duration) -> SystemTime {
    SystemTime::UNIX_EPOCH + NOW + passed
}

fn session() -> Session {
    guard().session("session-1", at(Duration::ZERO))
}

fn same_origin() -> Request {
    Request::new("POST").headers([("Sec-Fetch-Site", "same-origin")])
}

fn with(token: &str) -> Body {
    Body::form(format!("amount=5&csrf_token={token}&note=hi"))
}

/// Returns the code of a form that is refused as a whole.
fn refused<F: Form>(form: &Bound<F>) -> String {
    assert_eq!((form.status(), form.errors().len()), (403, 1), "{}", form.errors());
    let error = form.errors().iter().next().unwrap();
    assert_eq!((error.path().as_str(), error.params().len()), ("", 0));
    assert!(!error.message().is_empty());
    error.code().to_owned()
}

#[test]
fn p40_a_body_that_was_not_checked_is_not_bound() {
    let token = session().token::<Transfer>();
    for body in [
        Body::form("amount=5"),
        with(token.as_str()),
        Body::query(format!("amount=5&csrf_token={}", token.as_str())),
        Body::json(r#"{"amount": 5}"#),
        Body::form(""),
    ] {
        assert_eq!(refused(&Transfer::bind(&body)), "csrf_unchecked");
        let present = Transfer { amount: 1, note: None };
        assert_eq!(Transfer::bind_update(&present, &body).status(), 403);
        assert_eq!(Transfer::bind_partial(&present, &body).status(), 403);
    }
    assert!(Search::bind(&Body::form("name=x")).is_valid(), "a form without the marker asks for nothing");
}

#[test]
fn p40_an_exemption_is_explicit() {
    let body = Body::form("amount=5").csrf_exempt("signed by the bank");
    assert_eq!(Transfer::bind(&body).cleaned().unwrap().amount, 5);
    assert!(!Transfer::bind(&Body::form("amount=5")).is_valid());
}

/// A live check would replace the typed text by an empty control.
#[test]
fn a_single_field_of_a_refused_body_is_not_shown() {
    let refused = Transfer::bind(&with("forged"));
    assert_eq!(refused.status(), 403);
    assert!(refused.live("amount").is_none() && refused.live("note").is_none());
    assert!(Transfer::bind(&Body::new("text/plain", "amount=x")).live("amount").is_none());
    let taken = Transfer::bind(&Body::form("amount=x").csrf_exempt("signed by the bank"));
    assert!(taken.live("amount").unwrap().as_str().contains("value=\"x\""));
    assert!(Transfer::blank().live("amount").is_some());
}

#[test]
fn requests_from_this_site_are_bound() {
    let token = session().token::<Transfer>();
    let body = session().check_body(&same_origin(), with(token.as_str()));
    let clean = Transfer::bind(&body).into_result().unwrap();
    assert_eq!((clean.amount, clean.note.as_deref()), (5, Some("hi")));
    // browsers do not escape the token; a client that escapes it sends the same one
    let escaped: String = token.as_str().bytes().map(|byte| format!("%{byte:02x}")).collect();
    let body = session().check_body(&same_origin(), Body::form(format!("amount=5&csrf%5Ftoken={escaped}")));
    assert!(Transfer::bind(&body).is_valid());
    let form = Rename::bind(&session().check_body(
        &same_origin(),
        Body::form(format!("name=x&csrf_token={}&admin=on", session().token::<Rename>().as_str())),
    ));
    assert_eq!(form.errors().to_string(), "Remove \u{201c}admin\u{201d}: this form has no such field.\n");
}

#[test]
fn p41_a_forged_token_is_refused() {
    let token = session().token::<Transfer>().as_str().to_owned();
    let bind = |body: Body| refused(&Transfer::bind(&session().check_body(&same_origin(), body)));
    for missing in ["amount=5", "amount=5&csrf_token=", "amount=5&csrf_token", "amount=5&CSRF_TOKEN=x"] {
        assert_eq!(bind(Body::form(missing)), "csrf_missing", "{missing}");
    }
    let mut forged = vec![
        "null".to_owned(),
        "%00".to_owned(),
        "0".repeat(token.len()),
        "A".repeat(token.len()),
        token[1..].to_owned(),
        format!("{token}A"),
        format!("{token}="),
        format!("{token}%00"),
        format!("+{token}"),
        token.to_uppercase(),
        token.replace(['-', '_'], "%2B"),
        "A".repeat(100_000),
        format!("{token}&csrf_token={token}"),
        format!("x&csrf%5ftoken={token}"),
    ];
    // any other character at this position
    for i in 0..token.len() {
        let mut other = token.clone().into_bytes();
        other[i] = if other[i] == b'A' { b'B' } else { b'A' };
        forged.push(String::from_utf8(other).unwrap());
    }
    for forged in forged {
        if forged == token {
            continue;
        }
        assert_eq!(bind(with(&forged)), "csrf_invalid", "{forged}");
    }
    assert_eq!(bind(Body::query(format!("amount=5&csrf_token={token}"))), "csrf_missing", "never of a query");
}

#[test]
fn p42_a_token_is_valid_only_for_its_session_form_and_time() {
    let token = session().token::<Transfer>();
    let bind = |guard: &Guard, id: &str, passed: Duration| {
        let session = guard.session(id, at(passed));
        Transfer::bind(&session.check_body(&same_origin(), with(token.as_str())))
    };
    let last = LIFETIME.checked_sub(Duration::from_secs(1)).unwrap();
    for (guard, id, passed, code) in [
        (guard(), "session-1", Duration::ZERO, None),
        (guard(), "session-1", last, None),
        (guard(), "session-1", LIFETIME, Some("csrf_expired")),
        (guard(), "session-1", 100 * LIFETIME, Some("csrf_expired")),
        (guard(), "session-2", Duration::ZERO, Some("csrf_invalid")),
        (guard(), "session-1\0", Duration::ZERO, Some("csrf_invalid")),
        (guard(), "", Duration::ZERO, Some("csrf_invalid")),
        (guard(), "session-2", LIFETIME, Some("csrf_invalid")),
        (Guard::new(key(2)), "session-1", Duration::ZERO, Some("csrf_invalid")),
    ] {
        let form = bind(&guard, id, passed);
        match code {
            None => assert!(form.is_valid(), "{id} {passed:?} {}", form.errors()),
            Some(code) => assert_eq!(refused(&form), code, "{id} {passed:?}"),
        }
    }
    let checked = session().check_body(&same_origin(), with(token.as_str()));
    assert_eq!(refused(&elsewhere::Transfer::bind(&checked)), "csrf_invalid", "a form of the same name");
    assert_eq!(refused(&Rename::bind(&checked)), "csrf_invalid", "another form");
    let empty = guard().session("", at(Duration::ZERO));
    let body = with(empty.token::<Transfer>().as_str());
    let form = Transfer::bind(&empty.check_body(&same_origin(), body));
    assert_eq!(refused(&form), "csrf_invalid", "no session, no token");
}

#[test]
fn session_and_form_cannot_be_shifted_into_each_other() {
    // the same bytes, divided differently into session and form
    let token = guard().session("a", at(Duration::ZERO)).token::<Transfer>();
    for id in ["ab", "a\0", "\0a", ""] {
        let session = guard().session(id, at(Duration::ZERO));
        let form = Transfer::bind(&session.check_body(&same_origin(), with(token.as_str())));
        assert_eq!(refused(&form), "csrf_invalid");
    }
}

#[test]
fn keys_can_be_rotated_without_refusing_open_pages() {
    let before = session().token::<Transfer>();
    let changing = Guard::new(key(2)).accept_previous_key(key(1)).lifetime(LIFETIME);
    let session_of = |guard: &Guard| guard.session("session-1", at(Duration::ZERO));
    let bind = |guard: &Guard, token: &str| {
        Transfer::bind(&session_of(guard).check_body(&same_origin(), with(token)))
    };
    assert!(bind(&changing, before.as_str()).is_valid());
    let new = session_of(&changing).token::<Transfer>();
    assert!(bind(&changing, new.as_str()).is_valid());
    assert_eq!(refused(&bind(&guard(), new.as_str())), "csrf_invalid", "the newest key signs");
    let changed = Guard::new(key(2)).lifetime(LIFETIME);
    assert!(bind(&changed, new.as_str()).is_valid());
    assert_eq!(refused(&bind(&changed, before.as_str())), "csrf_invalid");
}

#[test]
fn no_two_tokens_are_alike() {
    let session = session();
    let tokens: std::collections::HashSet<String> =
        (0..1_000).map(|_| session.token::<Transfer>().as_str().to_owned()).collect();
    assert_eq!(tokens.len(), 1_000);
    assert!(tokens.iter().all(|token| token.len() == 76 && token.is_ascii()));
}

/// The cases of Go's tests of `CrossOriginProtection`, and those where we are stricter.
#[test]
fn the_origin_check_agrees_with_go() {
    let origins = Origins::new().trust("https://trusted.example").unwrap();
    let own = format!("https://{SITE}");
    for (method, site, origin, sender) in [
        ("POST", Some("same-origin"), None, Some(Sender::SameOrigin)),
        ("POST", Some("none"), None, Some(Sender::SameOrigin)),
        ("POST", Some("cross-site"), None, None),
        ("POST", Some("same-site"), None, None),
        ("POST", None, None, Some(Sender::Unknown)),
        ("POST", None, Some(own.as_str()), Some(Sender::SameOrigin)),
        ("POST", None, Some("https://attacker.example"), None),
        ("POST", None, Some("null"), None),
        ("GET", Some("cross-site"), None, Some(Sender::Safe)),
        ("HEAD", Some("cross-site"), None, Some(Sender::Safe)),
        ("OPTIONS", Some("cross-site"), None, Some(Sender::Safe)),
        ("PUT", Some("cross-site"), None, None),
        ("DELETE", Some("cross-site"), None, None),
        ("PATCH", Some("cross-site"), None, None),
        ("POST", None, Some("https://trusted.example"), Some(Sender::Trusted)),
        ("POST", Some("cross-site"), Some("https://trusted.example"), Some(Sender::Trusted)),
        ("POST", Some("cross-site"), Some("https://attacker.example"), None),
        ("POST", Some("cross-site"), Some("https://trusted.example.attacker.example"), None),
        ("POST", Some("cross-site"), Some("http://trusted.example"), None),
        ("POST", Some("cross-site"), Some("https://trusted.example:8443"), None),
        ("POST", Some("cross-site"), Some("https://trusted.example/"), None),
        ("POST", Some("cross-site"), Some("https://TRUSTED.example"), None),
        // `Sec-Fetch-Site` has precedence over `Origin`
        ("POST", Some("cross-site"), Some(own.as_str()), None),
        ("POST", Some("same-origin"), Some("https://attacker.example"), Some(Sender::SameOrigin)),
        // stricter than Go
        ("POST", Some(""), None, None),
        ("POST", Some("Same-Origin"), None, None),
        ("POST", Some("same-origin, cross-site"), None, None),
        ("POST", None, Some(""), None),
        ("get", Some("cross-site"), None, None),
        ("TRACE", Some("cross-site"), None, None),
        ("POST", None, Some("https://user@example.org"), None),
        ("POST", None, Some("https://example.org:9999"), None),
        ("POST", None, Some("ftp://example.org"), None),
        ("POST", None, Some("example.org"), None),
        ("POST", None, Some("https://example.org/"), None),
    ] {
        let headers = [("sec-fetch-site", site), ("Origin", origin), ("HOST", Some(SITE))];
        let headers = headers.into_iter().filter_map(|(name, value)| value.map(|value| (name, value)));
        let found = origins.check(&Request::new(method).headers(headers)).ok();
        assert_eq!(found, sender, "{method} {site:?} {origin:?}");
    }
}

#[test]
fn repeated_headers_are_refused() {
    let check = |headers: &[(&str, &[u8])]| {
        Origins::new().check(&Request::new("POST").headers(headers.iter().copied()))
    };
    assert!(check(&[("Sec-Fetch-Site", b"same-origin"), ("sec-fetch-site", b"same-origin")]).is_err());
    assert!(check(&[("Host", b"a.example"), ("Origin", b"https://a.example"), ("Origin", b"null")]).is_err());
    assert!(
        check(&[("Host", b"a.example"), ("Host", b"a.example"), ("Origin", b"https://a.example")]).is_err()
    );
    assert!(check(&[("Origin", b"https://a.example")]).is_err(), "no host to compare with");
    assert!(check(&[("Host", b""), ("Origin", b"https://")]).is_err());
    assert!(check(&[("Sec-Fetch-Site", b"same-origin\xff")]).is_err());
    assert!(check(&[("Host", b"\xc3\xa9.example"), ("Origin", b"https://\xc3\xa9.example")]).is_err());
}

#[test]
fn hosts_are_compared_with_their_ports() {
    for (host, origin, passes) in [
        ("example.org:8443", "https://example.org:8443", true),
        ("example.org:443", "https://example.org", true),
        ("example.org:80", "http://example.org", true),
        ("EXAMPLE.org", "https://example.org", true),
        ("[::1]:3000", "http://[::1]:3000", true),
        ("example.org:80", "https://example.org", false),
        ("example.org", "https://example.org:9999", false),
        ("example.org:8443", "https://example.org", false),
        ("example.org", "https://sub.example.org", false),
        ("sub.example.org", "https://example.org", false),
    ] {
        let request = Request::new("POST").headers([("Origin", origin)]).host(host);
        assert_eq!(Origins::new().check(&request).is_ok(), passes, "{host} {origin}");
    }
}

#[test]
fn a_known_scheme_is_compared() {
    let request = || Request::new("POST").headers([("Host", SITE), ("Origin", "http://example.org")]);
    let secure = Origins::new().https_only();
    assert!(Origins::new().check(&request()).is_ok(), "the scheme is unknown");
    assert!(secure.check(&request()).is_err());
    assert!(secure.check(&request().scheme("http")).is_err());
    assert!(Origins::new().check(&request().scheme("HTTPS")).is_err());
    assert!(Origins::new().check(&request().scheme("http")).is_ok());
    // the browser's `Sec-Fetch-Site` already takes the scheme into account
    assert!(secure.check(&request().headers([("Sec-Fetch-Site", "same-origin")])).is_ok());
}

/// Over plain HTTP, browsers send `Sec-Fetch-Site` only to the local machine.
#[test]
fn a_proxy_that_changes_the_host_is_configured() {
    let check = |origins: &Origins, host: &str, origin: &str| {
        origins.check(&Request::new("POST").headers([("Host", host), ("Origin", origin)])).ok()
    };
    let (public, inner) = ("http://intranet.example", "10.0.0.7:8080");
    assert_eq!(check(&Origins::new(), inner, public), None);
    let origins = Origins::new().served_at(public).unwrap();
    assert_eq!(check(&origins, inner, public), Some(Sender::SameOrigin));
    for origin in [
        "http://10.0.0.7:8080",
        "https://intranet.example",
        "http://intranet.example:8080",
        "http://intranet.example.evil.example",
        "http://evil.example",
        "null",
    ] {
        assert_eq!(check(&origins, inner, origin), None, "{origin}");
    }
    // the `Host` header no longer counts, and `Sec-Fetch-Site` still has precedence
    assert_eq!(check(&origins, "evil.example", "http://evil.example"), None);
    let headers = [("Host", inner), ("Origin", public), ("Sec-Fetch-Site", "cross-site")];
    assert!(origins.check(&Request::new("POST").headers(headers)).is_err());
    let several = origins.clone().served_at("https://intranet.example:8443").unwrap();
    assert_eq!(check(&several, inner, "https://intranet.example:8443"), Some(Sender::SameOrigin));
    assert_eq!(check(&several, inner, public), Some(Sender::SameOrigin));
    assert_eq!(check(&several.https_only(), inner, public), None);
    assert!(Origins::new().served_at("intranet.example").is_err());

    let guard = guard().origins(origins);
    let session = guard.session("visitor", at(Duration::ZERO));
    let token = session.token::<Transfer>();
    let request = Request::new("POST").headers([("Host", inner), ("Origin", public)]);
    assert!(Transfer::bind(&session.check_body(&request, with(token.as_str()))).is_valid());
    let cross = Request::new("POST").headers([("Host", inner), ("Origin", "http://evil.example")]);
    let form = Transfer::bind(&session.check_body(&cross, with(token.as_str())));
    assert_eq!(refused(&form), "csrf_cross_origin");
}

/// `Referrer-Policy: no-referrer` makes browsers send `Origin: null` over plain HTTP, but a page of another site can cause
/// that too.
#[test]
fn a_null_origin_is_accepted_with_a_token_if_the_guard_says_so() {
    let request = |headers: &[(&str, &str)]| Request::new("POST").headers(headers.iter().copied()).host(SITE);
    let null = request(&[("Origin", "null")]);
    let guard = guard().accept_null_origin();
    let visit = guard.session("visitor", at(Duration::ZERO));
    let good = visit.token::<Transfer>();
    let of_another = guard.session("another", at(Duration::ZERO)).token::<Transfer>();
    let bind = |request: &Request, body: Body| Transfer::bind(&visit.check_body(request, body));

    assert!(bind(&null, with(good.as_str())).is_valid());
    assert_eq!(refused(&bind(&null, with(of_another.as_str()))), "csrf_invalid");
    assert_eq!(refused(&bind(&null, Body::form("amount=5"))), "csrf_missing");
    // without a token, nothing proves the origin
    assert_eq!(refused(&bind(&null, Body::json(r#"{"amount": 5}"#))), "csrf_cross_origin");
    assert_eq!(
        refused(&Transfer::bind(&Origins::new().check_body(&null, Body::form("amount=5")))),
        "csrf_cross_origin"
    );
    // a browser that sends `Sec-Fetch-Site` is believed
    for headers in [
        &[("Origin", "null"), ("Sec-Fetch-Site", "cross-site")][..],
        &[("Origin", "null"), ("Origin", "null")],
        &[("Origin", "http://evil.example")],
        &[("Origin", "NULL")],
    ] {
        assert_eq!(
            refused(&bind(&request(headers), with(good.as_str()))),
            "csrf_cross_origin",
            "{headers:?}"
        );
    }
    // by default it is refused
    let strict = session();
    let token = strict.token::<Transfer>();
    let form = Transfer::bind(&strict.check_body(&null, with(token.as_str())));
    assert_eq!(refused(&form), "csrf_cross_origin");
}

/// A trusted origin must be valid for the WHATWG's URL parser too, in the parser's own spelling.
#[test]
fn trusted_origins_are_spelled_as_browsers_spell_them() {
    let mut accepted = 0;
    for scheme in ["http", "https"] {
        for host in [
            "a",
            "a.b",
            "a.b.",
            "-",
            ".",
            "-a.b",
            "a-.b",
            "a..b",
            ".a",
            "a_b.c",
            "1",
            "1.2",
            "0x1",
            "a.0x1f",
            "1.2.3.4",
            "1.2.3.4.",
            "01.2.3.4",
            "256.1.1.1",
            "a.1",
            "a.1b",
            "[::1]",
            "[::ffff:1.2.3.4]",
            "[::ffff:102:304]",
            "[::1.2.3.4]",
            "[1:0:0:2::3]",
            "[::g]",
            "[]",
            "xn--e1afmkfd.example",
            "xn--.example",
            "a%41",
            "a b",
            "localhost",
        ] {
            for port in ["", ":", ":0", ":00", ":1", ":80", ":443", ":8080", ":65535", ":65536", ":-1"] {
                let origin = format!("{scheme}://{host}{port}");
                if Origins::new().trust(&origin).is_ok() {
                    let parsed = url::Url::parse(&origin).unwrap_or_else(|error| panic!("{origin}: {error}"));
                    assert_eq!(parsed.origin().ascii_serialization(), origin);
                    accepted += 1;
                }
            }
        }
    }
    assert_eq!(accepted, 2 * 11 * 5, "hosts and ports");
}

#[test]
fn trusted_origins_must_be_written_as_browsers_send_them() {
    for origin in [
        "https://a.example",
        "https://a.example.",
        "https://a_b.example",
        "https://intranet",
        "https://192.0.2.1:1",
        "https://[::ffff:102:304]",
        "http://localhost:3000",
        "https://[2001:db8::1]:8443",
        "https://xn--e1afmkfd.example",
    ] {
        assert!(Origins::new().trust(origin).is_ok(), "{origin}");
    }
    for origin in [
        "",
        "null",
        "*",
        "a.example",
        "https://",
        "https://.",
        "https://-",
        "https://..",
        "https://a.-",
        "https://-a.example",
        "https://a-.example",
        "https://.a.example",
        "https://a..example",
        "https://a.example..",
        "https://a.b:0",
        "https://a.b:00",
        "https://1",
        "https://a.1",
        "https://0x7f.0x1",
        "https://192.0.2.01",
        "https://[::ffff:1.2.3.4]",
        "https://*.a.example",
        "https://a.example/",
        "https://A.example",
        "HTTPS://a.example",
        "https://a.example:443",
        "http://a.example:80",
        "https://a.example:",
        "https://a.example:08443",
        "https://a.example:99999",
        "https://a.example:+1",
        "https://u@a.example",
        "https://a.example?x",
        "https://a.example#x",
        "https://пример.example",
        "https://[::1",
        "https://[0:0:0:0:0:0:0:1]",
        "ftp://a.example",
        " https://a.example",
    ] {
        assert!(Origins::new().trust(origin).is_err(), "{origin}");
    }
}

#[test]
fn another_site_is_refused_even_with_a_valid_token() {
    let token = session().token::<Transfer>();
    let cross =
        Request::new("POST").headers([("Sec-Fetch-Site", "cross-site"), ("Origin", "https://evil.example")]);
    let form = Transfer::bind(&session().check_body(&cross, with(token.as_str())));
    assert_eq!(refused(&form), "csrf_cross_origin");
    let json = session().check_body(&cross, Body::json(r#"{"amount": 5}"#));
    assert_eq!(refused(&Transfer::bind(&json)), "csrf_cross_origin");
}

#[test]
fn json_needs_only_the_origin_check() {
    for request in [same_origin(), Request::new("PATCH")] {
        let body = session().check_body(&request, Body::json(r#"{"amount": 5}"#));
        assert!(Transfer::bind(&body).is_valid());
        let body = Origins::new().check_body(&request, Body::json(r#"{"amount": 5, "csrf_token": "stale"}"#));
        assert!(Transfer::bind(&body).is_valid(), "the body has all fields of the page");
    }
}

#[test]
fn p43_bodies_of_safe_methods_are_not_bound() {
    let token = session().token::<Transfer>();
    for method in ["GET", "HEAD", "OPTIONS"] {
        let request = Request::new(method).headers([("Sec-Fetch-Site", "same-origin")]);
        let body = session().check_body(&request, with(token.as_str()));
        assert_eq!(refused(&Transfer::bind(&body)), "csrf_unchecked", "{method}");
        let query = Body::query(format!("amount=5&csrf_token={}", token.as_str()));
        assert_eq!(refused(&Transfer::bind(&session().check_body(&request, query))), "csrf_unchecked");
    }
}

#[test]
fn without_a_session_the_origin_must_be_known() {
    let bind =
        |request: &Request| Transfer::bind(&Origins::new().check_body(request, Body::form("amount=5")));
    assert!(bind(&same_origin()).is_valid());
    assert!(
        bind(&Request::new("POST").headers([("Host", SITE), ("Origin", "https://example.org")])).is_valid()
    );
    let silent = bind(&Request::new("POST"));
    assert_eq!(refused(&silent), "csrf_origin_missing");
    let message = silent.errors().iter().next().unwrap().message();
    assert!(message.contains("application/json") && !message.contains("Reload"), "{message}");
    let cross = Request::new("POST").headers([("Sec-Fetch-Site", "same-site")]);
    assert_eq!(refused(&bind(&cross)), "csrf_cross_origin");
}

#[test]
fn the_page_has_the_token_and_sends_it() {
    let token = session().token::<Transfer>();
    let field = format!("<input type=\"hidden\" name=\"csrf_token\" value=\"{}\">", token.as_str());
    assert_eq!(token.to_html().as_str(), field);
    let blank = Transfer::blank();
    let html = blank.view().csrf(&token).to_html();
    assert_eq!(html, format!("{field}\n{}", blank.to_html()));
    assert!(!blank.to_html().contains("csrf"));
}

#[test]
fn submitted_values_are_shown_again_only_after_an_expired_token() {
    let old = session().token::<Transfer>();
    let late = guard().session("session-1", at(LIFETIME));
    let form = Transfer::bind(&late.check_body(&same_origin(), with(old.as_str())));
    assert_eq!(refused(&form), "csrf_expired");
    let new = late.token::<Transfer>();
    let html = form.view().csrf(&new).to_html();
    assert!(
        html.contains("value=\"hi\"") && html.contains(new.as_str()) && !html.contains(old.as_str()),
        "{html}"
    );
    assert!(html.contains("open for too long"));
    let stranger = guard().session("session-2", at(Duration::ZERO));
    let form = Transfer::bind(&stranger.check_body(&same_origin(), with(old.as_str())));
    assert!(!form.to_html().contains("value=\"hi\""), "another site could have filled it in");
}

#[test]
fn p35_no_output_shows_a_secret() {
    let secret = "hunter2-hunter2-hunter2-hunter2-hunter2";
    let guard = Guard::new(Key::new(secret).unwrap());
    let session = guard.session("hunter2-session", at(Duration::ZERO));
    let token = session.token::<Transfer>();
    let body = session.check_body(&same_origin(), with(token.as_str()));
    let shown = format!(
        "{:?} {guard:?} {session:?} {token:?} {body:?} {:?}",
        Key::new(secret).unwrap(),
        Transfer::bind(&body)
    );
    assert!(!shown.contains("hunter2") && !shown.contains(token.as_str()), "{shown}");
    assert!(Key::new([1; 31]).is_err());
}

#[test]
fn a_large_body_is_searched_in_linear_time() {
    let pairs = "csrf%5ftoke=x&".repeat(70_000);
    let body = session().check_body(&same_origin(), Body::form(pairs));
    assert_eq!(refused(&Transfer::bind(&body)), "csrf_missing");
}
