//! Whole bodies: limits, content types and bytes.

use super::*;

/// 8, P22: each limit has a code and a status, for a form and for one binding.
#[test]
fn limits_of_a_form_and_of_a_binding() {
    let small = |body: &Body| {
        let form = Small::bind(body);
        (report(form.errors()), form.status())
    };
    let answer = |report: &str, status: u16| (report.to_owned(), status);
    assert_eq!(small(&Body::form(format!("name={}", "x".repeat(300)))), answer(":too_large", 413));
    assert_eq!(
        small(&Body::json(format!("{{\"name\":\"{}\"}}", "x".repeat(300)))),
        answer(":too_large", 413)
    );
    assert_eq!(small(&Body::form("a&b&c&d&e&f&g&h&i&j&k&l&m")).1, 413);
    assert_eq!(small(&Body::json("{\"address\":{\"street\":[{\"a\":1}]}}")), answer(":too_deep", 413));
    assert_eq!(small(&Body::json("{\"zz\":[[[1]]]}")), answer(":too_deep", 413));
    assert_eq!(
        small(&Body::form("name=a&address.street=0123456789012345678901234567890")),
        answer("address.street:max_length", 422)
    );
    assert_eq!(
        small(&Body::form("name=a&a-key-longer-than-16=1")),
        answer("?a-key-longer-than-16:unknown", 422)
    );
    assert!(Small::bind(&Body::form("name=a&tags=x&address.street=s&address.city=c")).is_valid());

    let with = |limits: Limits, body: &Body| {
        let form = Account::binder().limits(limits).bind(body);
        (report(form.errors()), form.status())
    };
    let limits = Limits::DEFAULT;
    assert_eq!(with(limits.max_body_bytes(10), &Body::form("name=Ada&age=36")), answer(":too_large", 413));
    assert_eq!(with(limits.max_body_bytes(15), &Body::form("name=Ada&age=36")), answer("", 200));
    assert_eq!(with(limits.max_depth(1), &Body::json("{\"address\":{}}")), answer(":too_deep", 413));
    assert_eq!(with(limits.max_key_bytes(3), &Body::form("name=Ada&age=36")), answer("", 200));
    assert_eq!(
        with(limits.max_text_chars(3), &Body::form("name=Ada&age=36&bio=long")),
        answer("bio:max_length", 422)
    );
    assert_eq!(with(limits.max_digits(2), &Body::form("name=Ada&age=036")), answer("", 200));
    assert_eq!(with(limits.max_digits(2), &Body::form("name=Ada&age=-36")), answer("age:min_value", 422));
    assert_eq!(
        with(limits.max_digits(2), &Body::json("{\"name\":\"Ada\",\"age\":-365,\"news\":true}")).1,
        422
    );
    assert_eq!(
        with(limits.max_json_values(2), &Body::form("name=Ada&age=36&settings=[1,2]")),
        answer("settings:max_nodes", 422)
    );
    assert_eq!(
        with(limits.max_json_values(3), &Body::form("name=Ada&age=36&settings=[1,2]")),
        answer("", 200)
    );
    let shown = Account::binder()
        .limits(limits.max_body_bytes(10))
        .bind_partial(&user(), &Body::json("{\"age\":40}  "));
    assert_eq!(shown.status(), 413);
}

/// 8, P22: the defaults.
#[test]
fn default_limits() {
    #[derive(Form, Debug)]
    #[form(fields = all)]
    struct Plain {
        text: Option<String>,
        list: Vec<u8>,
        json: Option<Value>,
        #[form(lenient)]
        n: Option<u64>,
    }
    let keys = |count: usize| (0..count).map(|i| format!("k{i}=")).collect::<Vec<_>>().join("&");
    let members = |count: usize| (0..count).map(|i| format!("\"k{i}\":0")).collect::<Vec<_>>().join(",");
    let bind = |body: Body| {
        let form = Plain::bind(&body);
        let first = form.errors().iter().next().map(|error| format!("{}:{}", error.path(), error.code()));
        (first.unwrap_or_default(), form.status())
    };
    let answer = |report: &str, status: u16| (report.to_owned(), status);
    assert_eq!(bind(Body::form(keys(256))).1, 422);
    assert_eq!(bind(Body::form(keys(257))), answer(":too_many_fields", 413));
    assert_eq!(bind(Body::json(format!("{{{}}}", members(256)))).1, 422);
    assert_eq!(bind(Body::json(format!("{{{}}}", members(257)))), answer(":too_many_fields", 413));
    assert_eq!(bind(Body::form("text=x&".repeat(257))), answer(":too_many_fields", 413));
    // an empty pair between two separators counts like any other
    assert_eq!(bind(Body::form("&".repeat(256))), answer(":too_many_fields", 413));
    assert_eq!(bind(Body::form(format!("{}text=x", "&".repeat(256)))), answer(":too_many_fields", 413));
    assert_eq!(
        bind(Body::json(format!("{{{}}}", vec!["\"text\":\"x\""; 257].join(",")))),
        answer(":too_many_fields", 413)
    );
    assert_eq!(bind(Body::form(format!("text={}", "x".repeat(65_536)))), answer("", 200));
    assert_eq!(bind(Body::form(format!("text={}", "x".repeat(65_537)))), answer("text:max_length", 422));
    assert_eq!(bind(Body::json(format!("{{\"text\":\"{}\"}}", "\u{1f600}".repeat(65_536)))), answer("", 200));
    assert_eq!(bind(Body::form(format!("text={}", "x".repeat(1024 * 1024)))), answer(":too_large", 413));
    assert_eq!(bind(Body::json(format!("{{\"list\":[{}]}}", vec!["1"; 100].join(",")))), answer("", 200));
    assert_eq!(
        bind(Body::json(format!("{{\"list\":[{}]}}", vec!["1"; 101].join(",")))),
        answer("list:max_items", 422)
    );
    assert_eq!(bind(Body::form("list=1&".repeat(101))), answer("list:max_items", 422));
    assert_eq!(bind(Body::json(format!("{{\"json\":[{}]}}", vec!["1"; 999].join(",")))), answer("", 200));
    assert_eq!(
        bind(Body::json(format!("{{\"json\":[{}]}}", vec!["1"; 1000].join(",")))),
        answer("json:max_nodes", 422)
    );
    assert_eq!(bind(Body::json("{\"json\":[[[[[[[1]]]]]]]}")), answer("", 200));
    assert_eq!(bind(Body::json("{\"json\":[[[[[[[[1]]]]]]]]}")), answer(":too_deep", 413));
    assert_eq!(bind(Body::json(format!("{{\"n\":{}}}", "1".repeat(40)))), answer("n:max_value", 422));
    assert_eq!(bind(Body::json(format!("{{\"n\":{}}}", "1".repeat(41)))), answer("n:max_digits", 422));
    assert_eq!(bind(Body::json(format!("{{\"n\":\"{}\"}}", "1".repeat(41)))), answer("n:max_digits", 422));
    let key = "k".repeat(129);
    assert_eq!(bind(Body::form(format!("{key}=1"))), answer(":unknown", 422));
}

/// 9, P15: these content types are accepted, and no others.
#[test]
fn content_types_are_matched_exactly() {
    let status = |content_type: &str, bytes: &str| {
        Account::bind_partial(&user(), &Body::new(content_type, bytes)).status()
    };
    for content_type in [
        "application/x-www-form-urlencoded",
        "APPLICATION/X-WWW-FORM-URLENCODED; charset=UTF-8",
        "application/x-www-form-urlencoded;charset=\"utf-8\"",
    ] {
        assert_eq!(status(content_type, "age=40"), 200, "{content_type}");
    }
    for content_type in [
        "application/json",
        "application/JSON;charset=utf-8",
        "application/merge-patch+json",
        "application/vnd.api+json",
    ] {
        assert_eq!(status(content_type, "{\"age\":40}"), 200, "{content_type}");
    }
    for content_type in [
        "",
        "json",
        "text/json",
        "text/plain",
        "text/html",
        "application/xml",
        "application/jsonp",
        "application/json-patch",
        "application/x-www-form-urlencodedx",
        "application/",
        "*/*",
        "application/json,application/json",
        "multipart/form-data",
    ] {
        assert_eq!(status(content_type, "{\"age\":40}"), 415, "{content_type}");
        assert_eq!(status(content_type, "age=40"), 415, "{content_type}");
    }
    for charset in ["iso-8859-1", "utf-16", "utf-7", "us-ascii", ""] {
        assert_eq!(status(&format!("application/json; charset={charset}"), "{\"age\":40}"), 415, "{charset}");
    }
}

/// 9, P16: invalid UTF-8 is never replaced, in any field.
#[test]
fn invalid_utf_8_is_never_replaced() {
    for bad in [
        "%FF",
        "%C3",
        "%C0%80",
        "%E0%80%80",
        "%ED%A0%80",
        "%ED%BF%BF",
        "%F4%90%80%80",
        "%F8%88%80%80%80",
        "%80",
        "%EF%BF",
        "a%FFb",
        "long-enough-for-a-word-%C3-and-more",
    ] {
        for key in [
            "name",
            "age",
            "bio",
            "tags",
            "tags[]",
            "address.street",
            "phones[0].number",
            "news",
            "settings",
            "id",
            "zz",
            "name=Ada&name",
            bad,
        ] {
            let form = Account::bind(&Body::form(format!("age=36&{key}={bad}")));
            assert_eq!((report(form.errors()).as_str(), form.status()), (":encoding", 400), "{key}={bad}");
        }
    }
    let form = Account::bind(&Body::form("name=%EF%BF%BD&age=36"));
    assert_eq!(form.cleaned().map(|account| account.name.as_str()), Some("\u{fffd}"));
}

/// 10, P12: a secret does not bind from a query string. An empty control does not count as a secret.
#[test]
fn secrets_do_not_bind_from_a_query() {
    let query = Body::query("user=ada&password=correct+horse&password2=correct+horse&pin=1");
    assert_eq!(
        report(Login::bind(&query).errors()),
        "password:secret_in_query password2:secret_in_query pin:secret_in_query"
    );
    let query = Body::query("user=ada&password=&password2=&pin=&keys=");
    assert_eq!(report(Login::bind(&query).errors()), "password:required password2:required");
    assert!(Account::bind(&Body::query("name=Ada&age=36")).is_valid());
    let body = Body::form("user=ada&password=correct+horse&password2=correct+horse&pin=1");
    assert!(Login::bind(&body).is_valid());
}

/// 11, P26: no bytes cause a panic; the fuzz targets test this further.
#[test]
fn no_bytes_cause_a_panic() {
    let mut random = Random::new(11);
    for _ in 0..2_000 {
        let bytes: Vec<u8> = (0..random.below(200)).map(|_| random.word() as u8).collect();
        invariants::hold_for_form(&bytes);
        invariants::hold_for_json(&bytes);
        let text: String = bytes.iter().map(|_| char::from(random.pick(b"{}[]\",:\\u0&=%+.[]0"))).collect();
        invariants::hold_for_form(text.as_bytes());
        invariants::hold_for_json(text.as_bytes());
    }
}

/// 8, P26: a form that contains itself is read up to the depth limit, in both formats.
#[test]
fn a_recursive_form_has_a_depth_limit() {
    let json = |levels: usize| {
        format!(
            "{}{}{}",
            "{\"text\":\"t\",\"replies\":[".repeat(levels),
            "{\"text\":\"t\"}",
            "]}".repeat(levels)
        )
    };
    let form = |levels: usize| -> String {
        (0..=levels).map(|level| "replies[0].".repeat(level) + "text=t&").collect()
    };
    for levels in 0..=3 {
        let (in_json, in_form) =
            (Comment::bind(&Body::json(json(levels))), Comment::bind(&Body::form(form(levels))));
        assert!(in_json.is_valid(), "{levels}: {}", in_json.errors());
        assert_eq!(in_json.cleaned(), in_form.cleaned(), "{levels}");
    }
    for levels in [4, 5, 8, 100, 10_000] {
        for body in [Body::json(json(levels)), Body::form(form(levels))] {
            if levels > 100 {
                assert_eq!(Comment::bind(&body).status(), 413);
                continue;
            }
            let bound = Comment::bind(&body);
            assert_eq!((report(bound.errors()).as_str(), bound.status()), (":too_deep", 413), "{levels}");
            // whatever the limits: a path has at most eight levels
            let bound = Comment::binder().limits(Limits::DEFAULT.max_depth(1_000)).bind(&body);
            assert_eq!((report(bound.errors()).as_str(), bound.status()), (":too_deep", 413), "{levels}");
        }
    }
}
