//! Which fields a body may set.

use super::*;

/// 1, P01, P03: the key of a field that the form does not bind is unknown, like any other.
#[test]
fn a_field_outside_the_form_is_an_unknown_key() {
    for key in ["is_admin", "password_hash", "no_such_field"] {
        assert_eq!(form(&format!("&{key}=1")), format!("?{key}:unknown"));
        assert_eq!(json(&format!(",\"{key}\":true")), format!("?{key}:unknown"));
        let body = Body::json(format!("{{\"{key}\":true}}"));
        assert_eq!(report(Account::bind_partial(&user(), &body).errors()), format!("?{key}:unknown"));
        assert_eq!(
            report(Account::bind_update(&user(), &Body::form(format!("name=Ada&age=36&{key}=1"))).errors()),
            format!("?{key}:unknown")
        );
    }
}

/// 1, P05: also at every depth.
#[test]
fn unknown_keys_are_refused_at_every_depth() {
    assert_eq!(form("&address.street=s&address.zip=1"), "address?zip:unknown");
    assert_eq!(
        form("&phones[0].number=1&phones[0].kind=x&phones[0].place.street=s&phones[0].place.zip=1"),
        "phones[0].place?zip:unknown phones[0]?kind:unknown"
    );
    assert_eq!(json(r#","address":{"street":"s","zip":{"a":[1]}}"#), "address?zip:unknown");
    assert_eq!(
        json(r#","phones":[{"number":"1","kind":0,"place":{"street":"s","zip":1}}]"#),
        "phones[0].place?zip:unknown phones[0]?kind:unknown"
    );
}

/// 1, P10: keys are compared, never evaluated.
#[test]
fn keys_with_a_meaning_elsewhere_are_unknown() {
    for key in [
        "__proto__",
        "constructor",
        "prototype",
        "constructor.prototype",
        "__proto__.is_admin",
        "class.classLoader",
        "$ne",
        "$where",
        "->",
        "#{1}",
        "${7*7}",
        "T(java.lang.Runtime)",
        "#context",
        "this.id",
        "self.id",
        "*",
        "..",
        "_method",
    ] {
        let is_shown = key.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_.".contains(&byte));
        let expected = if is_shown { format!("?{key}:unknown") } else { ":unknown".to_owned() };
        assert_eq!(json(&format!(",\"{key}\":{{\"is_admin\":true}}")), expected);
        let encoded: String = form_urlencoded::byte_serialize(key.as_bytes()).collect();
        assert_eq!(form(&format!("&{encoded}=1")), expected);
    }
    assert_eq!(
        form("&name.__proto__=1&address[street]=s&phones[__proto__].number=1"),
        "?address[street]:unknown ?name.__proto__:unknown ?phones[__proto__].number:unknown"
    );
    assert_eq!(json(r#","address":{"street":"s","__proto__":{"city":"x"}}"#), "address?__proto__:unknown");
}

/// 2, P03: unknown keys are ignored only if the form says so, and single keys can be ignored by name.
#[test]
fn unknown_keys_are_ignored_only_if_the_form_says_so() {
    let body = Body::form("name=Ada&age=36&is_admin=1&zz=%C3%A9");
    assert!(Lenient::bind(&body).is_valid());
    let body = Body::json(r#"{"name":"Ada","age":36,"is_admin":true,"zz":[{"a":1}]}"#);
    let clean = Lenient::bind_update(&user(), &body).into_result().unwrap();
    let mut model = user();
    assert!(clean.apply_to(&mut model).is_empty());
    assert_eq!(model, user());
    assert_eq!(report(Lenient::bind(&Body::form("name=Ada&age=36&zz=%FF")).errors()), ":encoding");
    assert_eq!(
        report(Lenient::bind(&Body::json(r#"{"name":"Ada","age":36,"zz":[}"#)).errors()),
        ":malformed"
    );
    let body = Body::form("name=Ada&age=36&csrf_token=x&g-recaptcha-response=y&csrf_token=z");
    assert!(Guarded::bind(&body).is_valid());
    let body = Body::form("name=Ada&age=36&csrf_toke=x&Csrf_token=y&csrf_token[]=z");
    assert_eq!(
        report(Guarded::bind(&body).errors()),
        "?Csrf_token:unknown ?csrf_toke:unknown ?csrf_token[]:unknown"
    );
}

/// 3, P06: on create there is no present value to repeat.
#[test]
fn a_read_only_key_is_an_error_on_create() {
    for value in ["7", "", "x", "%20"] {
        assert_eq!(form(&format!("&id={value}")), "id:read_only", "{value:?}");
    }
    for value in ["7", "null", "\"\"", "[]", "{\"a\":1}"] {
        assert_eq!(json(&format!(",\"id\":{value}")), "id:read_only", "{value}");
    }
    assert_eq!(json(",\"id\":7,\"id\":7"), "id:duplicate");
    assert_eq!(form("&id=7&id=7"), "id:duplicate");
}

/// 3, P06: an update may repeat a read-only value.
#[test]
fn a_read_only_key_may_repeat_the_present_value() {
    unchanged(&partial_json::<Account>(r#"{"id":7}"#));
    unchanged(&partial_json::<Account>(r#"{"id":7.0}"#));
    unchanged(&partial_json::<Account>("{}"));
    for (value, code) in
        [("8", "id:read_only"), ("null", "id:read_only"), ("\"7\"", "id:read_only"), ("7.5", "id:read_only")]
    {
        assert_eq!(partial_json::<Account>(&format!("{{\"id\":{value}}}")), Err(code.to_owned()), "{value}");
    }
    let whole = "name=Ada&age=36&bio=Countess&tags=math&address.street=Square+12&address.city=London&phones[0].number=1&news=on";
    unchanged(&whole_form::<Account>(&format!("{whole}&id=7")));
    unchanged(&whole_form::<Account>(whole));
    assert_eq!(whole_form::<Account>(&format!("{whole}&id=8")), Err("id:read_only".to_owned()));
    assert_eq!(whole_form::<Account>(&format!("{whole}&id=")), Err("id:read_only".to_owned()));
}

/// 3, P07: an immutable field can be set on create, and only repeated by a whole or partial update.
#[test]
fn an_immutable_field_is_set_once() {
    assert!(Fixed::bind(&Body::form("name=Eve&age=1&tags=x")).is_valid());
    unchanged(&partial_json::<Fixed>(
        r#"{"name":"Ada","tags":["math"],"address":{"street":"Square 12","city":"London"}}"#,
    ));
    unchanged(&partial_json::<Fixed>("{}"));
    // a part of the value may be repeated
    unchanged(&partial_json::<Fixed>(r#"{"address":{}}"#));
    unchanged(&whole_form::<Fixed>("age=36"));
    unchanged(&whole_form::<Fixed>(
        "age=36&name=+Ada+&tags=math&address.street=Square+12&address.city=London",
    ));
    for (body, code) in [
        (r#"{"name":"Eve"}"#, "name:immutable"),
        (r#"{"name":null}"#, "name:immutable"),
        (r#"{"name":""}"#, "name:immutable"),
        (r#"{"name":7}"#, "name:immutable"),
        (r#"{"tags":["math","x"]}"#, "tags:immutable"),
        (r#"{"tags":[]}"#, "tags:immutable"),
        (r#"{"tags":null}"#, "tags:immutable"),
        (r#"{"tags":[1,2,3,4,5]}"#, "tags:immutable"),
        (r#"{"address":null}"#, "address:immutable"),
        (r#"{"address":{"street":"Square 12","city":"Paris"}}"#, "address:immutable"),
        (r#"{"name":"Ada","name":"Ada"}"#, "name:duplicate"),
        (r#"{"address":{"street":"Square 12","city":"London","zip":1}}"#, "address?zip:unknown"),
    ] {
        assert_eq!(partial_json::<Fixed>(body), Err(code.to_owned()), "{body}");
    }
    for (body, code) in [
        ("age=36&tags=", "tags:immutable"),
        ("age=36&address.street=&address.city=", "address:immutable"),
        ("age=36&address=", "address:immutable"),
        ("age=36&name=", "name:immutable"),
    ] {
        assert_eq!(whole_form::<Fixed>(body), Err(code.to_owned()), "{body}");
    }
}

/// 3, P07: an immutable value is not written, even if it has changed since the form was bound.
#[test]
fn applying_never_writes_an_immutable_field() {
    let clean =
        Fixed::bind_partial(&user(), &Body::json(r#"{"name":"Ada","age":40}"#)).into_result().unwrap();
    let mut fresh = User { name: "Renamed".to_owned(), tags: Vec::new(), address: None, ..user() };
    assert_eq!(clean.apply_to(&mut fresh), ["age"]);
    assert_eq!(
        fresh,
        User { name: "Renamed".to_owned(), tags: Vec::new(), address: None, age: 40, ..user() }
    );
}

/// 3: an immutable secret is not shown, so that a browser sends it empty.
#[test]
fn an_immutable_secret_may_be_left_empty() {
    #[derive(Form, Debug, Clone, PartialEq)]
    #[form(fields = all)]
    struct Token {
        #[form(immutable)]
        key: Password,
        note: String,
    }
    let present = Token { key: Password::new("k3y"), note: "n".to_owned() };
    let bind = |text: &str| report(Token::bind_update(&present, &Body::form(text)).errors());
    assert_eq!(bind("note=n&key="), "");
    // the error does not say whether a guess is right
    assert_eq!(bind("note=n&key=k3y"), "key:immutable");
    assert_eq!(bind("note=n&key=other"), "key:immutable");
}

/// 3: a struct that is its own form keeps its read-only fields on update, and has their defaults on create.
#[test]
fn read_only_fields_of_a_struct_that_is_its_own_form() {
    let made = Own::bind(&Body::form("code=c&note=n")).into_result().unwrap().into_inner();
    assert_eq!(made, Own { code: "c".to_owned(), serial: 1, note: "n".to_owned(), stamps: Vec::new() });
    assert_eq!(
        report(Own::bind(&Body::form("code=c&note=n&serial=1&stamps=1")).errors()),
        "serial:read_only stamps:read_only"
    );
    let present = Own { serial: 9, stamps: vec![1, 2], ..made };
    let body = Body::json(r#"{"code":"c","serial":9,"note":"m","stamps":[1,2]}"#);
    let mut model = present.clone();
    assert_eq!(Own::bind_update(&present, &body).into_result().unwrap().apply_to(&mut model), ["note"]);
    assert_eq!(model, Own { note: "m".to_owned(), ..present.clone() });
    let body = Body::json(r#"{"code":"d","serial":8,"note":"m","stamps":[1]}"#);
    assert_eq!(
        report(Own::bind_update(&present, &body).errors()),
        "code:immutable serial:read_only stamps:read_only"
    );
    assert_eq!(
        report(Narrow::bind_update(&present, &Body::form("note=m&code=d")).errors()),
        "code:read_only"
    );
    assert_eq!(
        report(Narrow::bind_update(&present, &Body::form("note=m&serial=9")).errors()),
        "?serial:unknown"
    );
}

/// P07: a form that was bound to a stale copy writes only values that the body submitted and changed.
#[test]
fn a_stale_copy_is_not_written_back() {
    let stale = user();
    let fresh = || User {
        name: "Renamed".to_owned(),
        age: 37,
        address: Some(Place { street: "Moved 1".to_owned(), city: Some("Rome".to_owned()) }),
        tags: vec!["new".to_owned()],
        is_admin: true,
        ..user()
    };
    let mut model = fresh();
    let body = Body::json(
        r#"{"name":"Ada","age":36,"bio":"changed","tags":["math"],"address":{"street":"Square 12","city":"Paris"},"phones":[{"number":"1"}],"news":true}"#,
    );
    let clean = Account::bind_update(&stale, &body).into_result().unwrap();
    assert_eq!(clean.apply_to(&mut model), ["bio", "address"]);
    let address = Some(Place { street: "Moved 1".to_owned(), city: Some("Paris".to_owned()) });
    assert_eq!(model, User { bio: Some("changed".to_owned()), address, ..fresh() });
    let mut model = fresh();
    assert!(
        Account::bind_partial(&stale, &Body::json("{}"))
            .into_result()
            .unwrap()
            .apply_to(&mut model)
            .is_empty()
    );
    assert_eq!(model, fresh());
    let mut homeless = User { address: None, ..fresh() };
    let body = Body::json(r#"{"address":{"city":"Paris"}}"#);
    let changed = Account::bind_partial(&stale, &body).into_result().unwrap().apply_to(&mut homeless);
    // if the nested value no longer exists, no part of its stale copy is written
    assert!(changed.is_empty());
    assert_eq!(homeless.address, None);
}

/// P05: the keys of a flattened form are known at compile time and are on the same level. Unknown keys are still refused.
#[test]
fn flattened_forms_refuse_unknown_keys() {
    let value = Outer {
        before: "b".to_owned(),
        inner: Inner { one: "1".to_owned(), pair: Some(Pair { a: 1, b: 2 }) },
        after: 3,
    };
    let form = Body::form("before=b&one=1&pair.a=1&pair.b=2&after=3");
    let json = Body::json(r#"{"after":3,"pair":{"a":1,"b":2},"one":"1","before":"b"}"#);
    assert_eq!(Outer::bind(&form).cleaned(), Some(&value));
    assert_eq!(Outer::bind(&json).cleaned(), Some(&value));
    for key in ["inner.one", "inner[one]", "inner", "two"] {
        let body = Body::form(format!("before=b&one=1&after=3&{key}=x"));
        assert_eq!(report(Outer::bind(&body).errors()), format!("?{key}:unknown"));
    }
    assert_eq!(
        report(Outer::bind(&Body::json(r#"{"before":"b","inner":{"one":"1"},"after":3}"#)).errors()),
        "one:required ?inner:unknown"
    );
    assert_eq!(
        report(Outer::bind(&Body::form("one=1&one=2&pair.a=x&pair.c=1&after=x")).errors()),
        "before:required one:duplicate pair.a:invalid pair.b:required pair?c:unknown after:invalid"
    );
    let mut model = value.clone();
    let body = Body::json(r#"{"pair":{"b":9},"one":"2"}"#);
    let changed = Outer::bind_partial(&value, &body).into_result().unwrap().apply_to(&mut model);
    assert_eq!(*changed, ["one", "pair"]);
    assert_eq!(model.inner, Inner { one: "2".to_owned(), pair: Some(Pair { a: 1, b: 9 }) });
}

/// P08: the caller chooses the target of an update, never the body.
#[test]
fn the_target_is_never_chosen_by_the_body() {
    let body = Body::json(r#"{"id":8,"age":40}"#);
    assert_eq!(report(Account::bind_partial(&user(), &body).errors()), "id:read_only");
    let model = present();
    assert_eq!(report(Everything::bind_partial(&model, &Body::json(r#"{"id":8}"#)).errors()), "id:read_only");
    let everything =
        Everything::bind_partial(&model, &Body::json(r#"{"id":7,"kept":{"x":9},"stamps":[1,2,3]}"#));
    assert!(everything.is_valid(), "{}", everything.errors());
}
