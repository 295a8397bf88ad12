//! Blank and missing values, defaults, and what updates change.

use super::*;

/// 6: an empty control has no value.
#[test]
fn blank_controls_have_no_value() {
    let clean = Account::bind(&Body::form(
        "name=Ada&age=36&bio=+&tags=&tags=+&address.street=&address.city=%20&phones[0].number=&phones[0].place.street=&phones[1].number=2",
    ));
    let clean = clean.into_result().unwrap();
    assert_eq!((&clean.bio, &clean.address, clean.news), (&None, &None, false));
    assert!(clean.tags.is_empty());
    assert_eq!(clean.phones, [Phone { number: "2".to_owned(), place: None }]);
    assert_eq!(form("&phones="), "");
    assert_eq!(form("&address.street=&address.city=x"), "address.street:required");
    assert_eq!(
        form("&phones[0].number=&phones[0].place.city=x"),
        "phones[0].number:required phones[0].place.street:required"
    );
}

/// P14: an unknown key counts as input in both formats, so the optional form was filled in.
#[test]
fn an_unknown_key_counts_as_input() {
    for (text, members) in [
        ("&address.zip=1", r#","address":{"zip":"1"}"#),
        ("&address.zip=", r#","address":{"zip":""}"#),
        ("&phones[0].zip=1&phones[1].number=2", r#","phones":[{"zip":"1"},{"number":"2"}]"#),
        ("&phones[0].place.zip=1", r#","phones":[{"place":{"zip":"1"}}]"#),
    ] {
        assert_eq!(form(text), json(members), "{text}");
    }
    assert_eq!(form("&address.zip=1"), "address.street:required address?zip:unknown");
}

/// 6: a text of white space is blank, because Django strips it. It is not a value of any other type.
#[test]
fn white_space_is_blank_only_in_texts() {
    for blank in ["+", "%20%20", "%09", "%C2%A0", "%0D%0A"] {
        assert_eq!(form(&format!("&bio={blank}&tags={blank}")), "", "{blank}");
        assert_eq!(form(&format!("&address.street={blank}")), "", "{blank}");
        assert_eq!(form(&format!("&age={blank}")), "age:duplicate", "{blank}");
        let rows = format!("rows[0].n={blank}&rows[1].n=&chosen={blank}");
        assert_eq!(
            report(Rows::bind(&Body::form(rows)).errors()),
            "rows[0].n:invalid chosen[0]:invalid_choice"
        );
    }
    // a secret is not stripped
    let secret = Rows::bind(&Body::form("secret=%20+"));
    assert_eq!(secret.cleaned().map(|rows| rows.secret.is_some()), Some(true));
    assert_eq!(
        report(Rows::bind(&Body::form("rows[0].n=&chosen=&secret=")).errors()),
        "chosen[0]:invalid_choice"
    );
    // the only way in which a form can say that no box is ticked
    let present = Rows { rows: Vec::new(), chosen: vec![Side::Left], secret: None };
    let none = Rows::bind_partial(&present, &Body::form("chosen="));
    assert_eq!(none.cleaned().map(|rows| rows.chosen.clone()), Some(Vec::new()));
    for blank in [r#"" ""#, r#""\t""#] {
        let body = format!(r#"{{"rows":[{{"n":{blank}}}],"chosen":[{blank}],"secret":{blank}}}"#);
        assert_eq!(
            report(Rows::bind(&Body::json(body)).errors()),
            "rows[0].n:invalid chosen[0]:invalid_choice"
        );
    }
}

/// 6: a blank value is blank in every spelling and length.
#[test]
fn blank_texts_are_blank_in_every_spelling() {
    for blank in [
        "",
        " ",
        "\\u0020",
        "\\t\\n\\r ",
        "\\u00a0\\u2003",
        &" ".repeat(100),
        &"\\u0020".repeat(100),
        &"\\n".repeat(100),
    ] {
        let body = Body::json(format!(r#"{{"name":"Ada","age":36,"news":false,"bio":"{blank}"}}"#));
        assert_eq!(
            Account::bind(&body).cleaned().map(|account| account.bio.clone()),
            Some(None),
            "{blank:?}"
        );
        assert_eq!(
            json(&format!(",\"phones\":[{{\"number\":\"{blank}\"}}]")),
            "phones[0].number:required",
            "{blank:?}"
        );
        assert_eq!(json(&format!(",\"tags\":[\"{blank}\"]")), "tags[0]:required", "{blank:?}");
    }
}

/// 6: a default replaces only an absent value.
#[test]
fn defaults_do_not_replace_blank_values_or_apply_in_partial_updates() {
    let defaults = Defaults { n: 5, text: "x".to_owned(), maybe: Some(1), flag: true, list: vec![1] };
    assert_eq!(Defaults::bind(&Body::json("{}")).cleaned(), Some(&defaults));
    // an unticked box and an empty list send nothing
    let unticked = Defaults { flag: false, list: Vec::new(), ..defaults.clone() };
    assert_eq!(Defaults::bind(&Body::form("")).cleaned(), Some(&unticked));
    assert_eq!(
        report(Defaults::bind(&Body::form("n=&text=&maybe=&list=")).errors()),
        "n:required text:required"
    );
    let blank = Defaults::bind(&Body::form("n=0&text=y&maybe=&flag=&list="));
    assert_eq!(
        blank.cleaned(),
        Some(&Defaults { n: 0, text: "y".to_owned(), maybe: None, flag: false, list: Vec::new() })
    );
    assert_eq!(
        report(Defaults::bind(&Body::json(r#"{"n":null,"text":"","flag":null}"#)).errors()),
        "n:required text:required flag:required"
    );
    let other = Defaults { n: 9, text: "z".to_owned(), maybe: None, flag: false, list: vec![2] };
    for (body, whole, changes) in [(Body::form(""), unticked, 4), (Body::json("{}"), defaults, 5)] {
        assert_eq!(Defaults::bind_partial(&other, &body).cleaned(), Some(&other));
        let mut model = other.clone();
        let names = Defaults::bind_update(&other, &body).into_result().unwrap().apply_to(&mut model);
        assert_eq!((model, names.len()), (whole, changes));
    }
}

/// 6: a partial update keeps absent values, and clears those that the body clears.
#[test]
fn a_partial_update_changes_only_submitted_fields() {
    unchanged(&applied(Account::bind_partial(&user(), &Body::form(""))));
    unchanged(&partial_json::<Account>("{}"));
    assert_eq!(partial_json::<Account>(r#"{"bio":null}"#), Ok((User { bio: None, ..user() }, vec!["bio"])));
    assert_eq!(
        applied(Account::bind_partial(&user(), &Body::form("bio="))),
        Ok((User { bio: None, ..user() }, vec!["bio"]))
    );
    assert_eq!(partial_json::<Account>(r#"{"name":null}"#), Err("name:required".to_owned()));
    assert_eq!(
        partial_json::<Account>(r#"{"address":null}"#),
        Ok((User { address: None, ..user() }, vec!["address"]))
    );
    let moved = Place { street: "Square 12".to_owned(), city: None };
    assert_eq!(
        partial_json::<Account>(r#"{"address":{"city":null}}"#),
        Ok((User { address: Some(moved), ..user() }, vec!["address"]))
    );
    assert_eq!(partial_json::<Account>(r#"{"tags":["a","b"]}"#).unwrap().0.tags, ["a", "b"]);
    assert_eq!(partial_json::<Account>(r#"{"phones":[{}]}"#), Err("phones[0].number:required".to_owned()));
    assert_eq!(partial_json::<Account>(r#"{"phones":[]}"#).unwrap().0.phones, []);
    let homeless = User { address: None, ..user() };
    let body = Body::json(r#"{"address":{"city":"Paris"}}"#);
    assert_eq!(report(Account::bind_partial(&homeless, &body).errors()), "address.street:required");
}

/// 6: in a whole update, an absent value is required, empty or false, as on create.
#[test]
fn a_whole_update_replaces() {
    let replaced =
        User { bio: None, tags: Vec::new(), address: None, phones: Vec::new(), news: false, ..user() };
    let changed = vec!["bio", "tags", "address", "phones", "news"];
    assert_eq!(whole_form::<Account>("name=Ada&age=36"), Ok((replaced, changed)));
    assert_eq!(
        report(Account::bind_update(&user(), &Body::json("{}")).errors()),
        "name:required age:required news:required"
    );
}
