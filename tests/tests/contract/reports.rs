//! The contents and the order of a report.

use super::*;

/// 7, P48: all errors are reported at once, in declaration order, with those of a nested form at its position.
#[test]
fn every_error_is_reported_in_one_pass() {
    assert_eq!(
        report(Account::bind(&Body::form(
            "zz=1&settings=%7B&news=maybe&phones[0].kind=x&phones[0].place.city=c&address.zip=1&address.city=x&tags=a&tags[5]=b&bio=%00&age=x&name=&aa=1&id=1"
        )).errors()),
        "id:read_only name:required age:invalid bio:null_characters_not_allowed tags:index address.street:required address?zip:unknown \
         phones[0].number:required phones[0].place.street:required phones[0]?kind:unknown news:invalid settings:invalid \
         ?aa:unknown ?zz:unknown"
    );
}

/// 7, P48: at most 64 errors, 16 of them unknown keys. The first ones in the order of the report are kept, whatever their
/// order in the body.
#[test]
fn reports_are_sorted_before_they_are_cut() {
    let rows = |count: usize| vec!["{}"; count].join(",");
    let (first, second) = (format!("\"first\":[{}]", rows(20)), format!("\"second\":[{}]", rows(200)));
    let keys: Vec<String> = (0..40).map(|i| format!("\"k{:02}\":0", 39 - i)).collect();
    let keys = keys.join(",");
    let expected = {
        let mut lines: Vec<String> = Vec::new();
        for (list, count) in [("first", 20), ("second", 12)] {
            lines.extend(
                (0..count)
                    .flat_map(|i| [format!("{list}[{i}].a:required"), format!("{list}[{i}].b:required")]),
            );
        }
        lines.join(" ")
    };
    for parts in [[&first, &second, &keys], [&keys, &second, &first], [&second, &first, &keys]] {
        let text = format!("{{{},{},{},\"last\":\"x\"}}", parts[0], parts[1], parts[2]);
        let form = Many::bind(&Body::json(text));
        assert_eq!(report(form.errors()), expected);
    }
    let found = Many::bind(&Body::json(format!("{{\"last\":0,{keys}}}")));
    let expected: Vec<String> = (0..16).map(|i| format!("?k{i:02}:unknown")).collect();
    assert_eq!(report(found.errors()), expected.join(" "));
    // an unknown key that is not shown takes the place of one that is
    let found = Many::bind(&Body::json(format!("{{\"last\":0,{keys},\"a b\":0,\"c d\":0}}")));
    let expected: Vec<String> = (0..15).map(|i| format!("?k{i:02}:unknown")).collect();
    assert_eq!(report(found.errors()), format!(":unknown {}", expected.join(" ")));
}

/// 7: a button that no page offers is reported with all other errors, however many and in any order.
#[test]
fn buttons_that_no_page_offers_are_reported_in_any_order() {
    let mut pairs: Vec<String> = (0..20).map(|i| format!("k{i:02}=0")).collect();
    pairs.extend(["last=1".to_owned(), "last=2".to_owned(), "_rows=x".to_owned()]);
    let keys: Vec<String> = (0..15).map(|i| format!("?k{i:02}:unknown")).collect();
    let expected = format!("last:duplicate ?_rows:unknown {}", keys.join(" "));
    for _ in 0..pairs.len() {
        pairs.rotate_left(1);
        let told = report(Many::bind(&Body::form(pairs.join("&"))).errors());
        assert!(told.ends_with(&expected), "{told}");
    }
}

/// 12: one button changes the rows. With two, neither does, in any order.
#[test]
fn two_buttons_change_no_rows() {
    let bind = |text: &str| report(Many::bind(&Body::form(text)).errors());
    assert_eq!(bind("_rows=add+first"), ":rows_changed");
    for two in ["_rows=add+first&_rows=", "_rows=&_rows=add+first", "_rows=add+first&%5frows=add+first"] {
        assert!(bind(two).ends_with(" ?_rows:unknown"), "{}", bind(two));
    }
}

/// 7, P48: errors inside a repeated field do not displace other errors.
#[test]
fn duplicates_do_not_displace_other_errors() {
    let rows = |count: usize| vec!["{}"; count].join(",");
    let (first, second) = (format!("\"first\":[{}]", rows(40)), format!("\"second\":[{}]", rows(40)));
    let (again, third, last) = ("\"first\":[]", "\"third\":{\"a\":1,\"b\":\"x\"}", "\"last\":\"x\"");
    let mut reports = Vec::new();
    for parts in [
        [&*first, &second, third, last, again],
        [again, &second, third, last, &first],
        [last, third, &second, &first, again],
        [&second, &first, again, last, third],
    ] {
        reports.push(report(Many::bind(&Body::json(format!("{{{}}}", parts.join(",")))).errors()));
    }
    assert!(reports[0].starts_with("first:duplicate second[0].a:required"));
    assert_eq!(reports[0].split(' ').count(), 64);
    assert!(reports.iter().all(|report| *report == reports[0]), "{reports:#?}");

    // a scalar many times
    let duplicates = vec!["\"last\":1"; 300].join(",");
    for text in [format!("{{{second},{duplicates}}}"), format!("{{{duplicates},{second}}}")] {
        let found = report(Many::bind(&Body::json(text)).errors());
        assert!(found.starts_with("second[0].a:required"), "{found}");
        assert_eq!(found.split(' ').count(), 64);
    }
    let wrong = "\"third\":{\"a\":\"x\",\"b\":1}";
    let expected = "third.a:invalid last:duplicate";
    for text in [format!("{{{wrong},{duplicates}}}"), format!("{{{duplicates},{wrong}}}")] {
        assert_eq!(report(Many::bind(&Body::json(text)).errors()), expected);
    }

    // unknown keys inside a repeated form
    let inner: Vec<String> = (0..20).map(|i| format!("third.k{i:02}=1")).collect();
    let inner = inner.join("&");
    for text in [
        format!("{inner}&third=&last=1&zz=1"),
        format!("third=&{inner}&last=1&zz=1"),
        format!("zz=1&last=1&third=&{inner}"),
    ] {
        assert_eq!(report(Many::bind(&Body::form(text)).errors()), "third:duplicate ?zz:unknown");
    }
    let inner: Vec<String> = (0..20).map(|i| format!("\"k{i:02}\":1")).collect();
    let inner = format!("\"third\":{{{}}}", inner.join(","));
    for text in [
        format!("{{{inner},\"third\":{{}},\"last\":1,\"zz\":1}}"),
        format!("{{\"zz\":1,\"third\":{{}},{inner},\"last\":1}}"),
    ] {
        assert_eq!(report(Many::bind(&Body::json(text)).errors()), "third:duplicate ?zz:unknown");
    }
}

/// 3, 7: errors inside a value that may only be repeated are not reported, whatever other errors there are.
#[test]
fn errors_inside_an_immutable_value_are_not_reported() {
    let present = Keeps { kept: vec![1], rows: Vec::new() };
    let rows = |count: usize| vec!["{\"a\":1,\"b\":\"x\"}"; count].join(",");
    for count in [0, 60, 63, 64, 65, 100] {
        let kept = format!("\"kept\":[{}]", vec!["\"x\""; 90].join(","));
        let rows = format!("\"rows\":[{}]", rows(count));
        let first = report(Keeps::bind_update(&present, &Body::json(format!("{{{kept},{rows}}}"))).errors());
        let last = report(Keeps::bind_update(&present, &Body::json(format!("{{{rows},{kept}}}"))).errors());
        assert_eq!(first, last);
        assert_eq!(first.matches("kept").count(), 1, "{first}");
        assert_eq!(first.split(' ').count(), (count + 1).min(64), "{first}");
    }
}

/// 8: a body that cannot be read has one error for the whole body, and no other.
#[test]
fn errors_of_the_whole_body_are_the_only_ones() {
    for (body, code, status) in [
        (Body::json(""), "malformed", 400),
        (Body::json("  "), "malformed", 400),
        (Body::json("{\"zz\":1,\"name\":1"), "malformed", 400),
        (Body::json("{\"zz\":1}x"), "malformed", 400),
        (Body::json("{\"zz\":1} {}"), "malformed", 400),
        (Body::json("\u{feff}{\"zz\":1}"), "malformed", 400),
        (Body::json("{\"zz\":01}"), "malformed", 400),
        (Body::json("{\"zz\":\"\\ud800\"}"), "malformed", 400),
        (Body::json("{\"zz\":[1,]}"), "malformed", 400),
        (Body::json("{\"zz\":NaN}"), "malformed", 400),
        (Body::json("{'zz':1}"), "malformed", 400),
        (Body::json("{\"zz\":1}/*x*/"), "malformed", 400),
        (Body::form("zz=1&name=%FF"), "encoding", 400),
        (Body::form("zz=%C0%80"), "encoding", 400),
        (Body::form("%ED%A0%80=1"), "encoding", 400),
        (Body::new("application/json", b"{\"zz\":\"\xff\"}".to_vec()), "encoding", 400),
        (Body::new("application/x-www-form-urlencoded", b"zz=\xc3".to_vec()), "encoding", 400),
        (Body::too_large(9), "too_large", 413),
        (Body::new("text/plain", "name=Ada"), "unsupported_media_type", 415),
        (Body::new("application/json; charset=latin1", "{}"), "unsupported_charset", 415),
    ] {
        let form = Account::bind(&body);
        assert_eq!((report(form.errors()), form.status()), (format!(":{code}"), status), "{body:?}");
        let form = Account::bind_partial(&user(), &body);
        assert_eq!((report(form.errors()), form.status()), (format!(":{code}"), status), "{body:?}");
    }
    assert_eq!(report(Account::bind(&Body::form("")).errors()), "name:required age:required");
}

/// 7: that error stays the only one, even if a handler adds others.
#[test]
fn errors_are_not_added_to_a_refused_body() {
    let long = format!("name={}", "a".repeat(2_000_000));
    for (body, status) in [
        (Body::form("name=%ff"), 400),
        (Body::form(long), 413),
        (Body::new("text/plain", b"name=a".as_slice()), 415),
    ] {
        let mut form = Account::bind(&body);
        let alone = form.errors().to_string();
        form.add_error(Account::NAME, Problem::new("taken", "No."));
        form.add_form_error(Problem::new("closed", "No."));
        assert_eq!((form.status(), form.errors().to_string()), (status, alone));
        let mut form = form.into_result().unwrap_err();
        form.add_error(Account::NAME, Problem::new("taken", "No."));
        assert_eq!((form.status(), form.errors().len()), (status, 1));
    }
}
