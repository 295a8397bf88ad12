//! Keys: duplicates, spellings and indices.

use super::*;

/// 4, P11: in every format and at every depth, a duplicate is the only error of its field.
#[test]
fn a_scalar_given_twice_is_a_duplicate() {
    for (more, code) in [
        ("&age=36", "age:duplicate"),
        ("&age=x&age=", "age:duplicate"),
        ("&%61ge=36", "age:duplicate"),
        ("&bio=a&b%69o=b", "bio:duplicate"),
        ("&address.street=a&address.street=b", "address.street:duplicate"),
        ("&address.street=a&address.%73treet=b", "address.street:duplicate"),
        ("&address%2Estreet=a&address.street=a", "address.street:duplicate"),
        ("&phones[0].number=1&phones%5B0%5D.number=1", "phones[0].number:duplicate"),
        (
            "&phones[0].number=1&phones[0].place.street=s&phones[0].place.street=s",
            "phones[0].place.street:duplicate",
        ),
        ("&tags[0]=a&tags[0]=b", "tags[0]:duplicate"),
        ("&address=&address.street=x", "address:duplicate"),
        ("&address.street=x&address.zip=1&address=", "address:duplicate"),
        ("&phones[0].number=&phones=x", "phones:duplicate"),
        ("&news=on&news=on", "news:duplicate"),
    ] {
        assert_eq!(form(more), code, "{more}");
    }
    for (more, code) in [
        (",\"age\":36", "age:duplicate"),
        (",\"age\":\"x\",\"age\":null", "age:duplicate"),
        (",\"\\u0061ge\":36", "age:duplicate"),
        (",\"bio\":null,\"b\\u0069o\":null", "bio:duplicate"),
        (",\"address\":{\"street\":\"a\",\"street\":\"a\"}", "address.street:duplicate"),
        (",\"address\":{\"street\":\"a\",\"stree\\u0074\":\"a\"}", "address.street:duplicate"),
        (",\"address\":{\"zip\":1},\"address\":{}", "address:duplicate"),
        (",\"phones\":[{\"number\":\"1\",\"number\":\"1\"}]", "phones[0].number:duplicate"),
        (",\"tags\":[\"a\"],\"tags\":[\"b\"]", "tags:duplicate"),
        (",\"tags\":[1],\"tags\":[2]", "tags:duplicate"),
        (",\"settings\":{\"a\":1,\"a\":1}", "settings:duplicate"),
        (",\"settings\":[{\"a\":{\"b\":1,\"\\u0062\":2}}]", "settings:duplicate"),
    ] {
        assert_eq!(json(more), code, "{more}");
    }
}

/// 4: two items of an optional list are not a duplicate.
#[test]
fn a_repeated_key_of_a_list_adds_an_item() {
    let body = Body::form("name=Ada&age=36&tags=a&tags[]=b&tags[2]=c");
    assert_eq!(Account::bind(&body).cleaned().unwrap().tags, ["a", "b", "c"]);
    assert_eq!(form("&tags=a&tags=b&tags=c&tags=d"), "tags:max_items");
}

/// 5, P09: every change of a key makes it another key.
#[test]
fn keys_are_compared_byte_for_byte() {
    for key in [
        "Age",
        "AGE",
        "aGe",
        "+age",
        "age+",
        "%20age",
        "age%20",
        "age%09",
        "age%0A",
        "%EF%BB%BFage",
        "age%00",
        "%00age",
        "%2561ge",
        "ag%65%65",
        "%EF%BD%81ge",
        "a%CC%84ge",
        "%D0%B0ge",
        "age%E2%80%8B",
        "age%C2%A0",
        "age.",
        ".age",
        "age[]",
        "age[0]",
        "age[",
        "age]",
        "age-",
        "a-ge",
        "user[age]",
        "user.age",
        "age%5B%5D",
        "age;x",
        "\u{430}ge",
    ] {
        let found = form(&format!("&{key}=1"));
        assert!(found.ends_with(":unknown") && found.matches(':').count() == 1, "{key}: {found}");
    }
    for key in [
        "Age",
        "AGE",
        " age",
        "age ",
        "age\\n",
        "age\\u0000",
        "\\ufeffage",
        "a\\u0304ge",
        "\\u0430ge",
        "%61ge",
        "age[]",
        ".age",
        "age\\u200b",
        "address.street",
        "tags[0]",
    ] {
        let found = json(&format!(",\"{key}\":1"));
        assert!(found.ends_with(":unknown") && found.matches(':').count() == 1, "{key}: {found}");
    }
    assert_eq!(form("&;age=1"), ":unknown");
}

/// 5, P28: indices are ASCII digits without leading zeros, and contiguous in order of arrival.
#[test]
fn list_indices_are_contiguous() {
    for (more, code) in [
        ("&tags[1]=a", "tags:index"),
        ("&tags[0]=a&tags[2]=b", "tags:index"),
        ("&tags[00]=a", "tags:index"),
        ("&tags[01]=a", "tags:index"),
        ("&tags[99999999999999999999]=a", "tags:index"),
        ("&tags[4294967296]=a", "tags:index"),
        ("&tags=a&tags[0]=b", "tags[0]:duplicate"),
        ("&tags[-1]=a", "?tags[-1]:unknown"),
        ("&tags[%2B1]=a", ":unknown"),
        ("&tags[0x0]=a", "?tags[0x0]:unknown"),
        ("&tags[%D9%A0]=a", ":unknown"),
        ("&tags[0][0]=a", "?tags[0][0]:unknown"),
        ("&phones[1].number=1&phones[0].number=1", "phones:index"),
        ("&phones[0].number=1&phones[00].number=1", "phones:index"),
        ("&phones[].number=1", "?phones[].number:unknown"),
        ("&phones.0.number=1", "?phones.0.number:unknown"),
    ] {
        assert_eq!(form(more), code, "{more}");
    }
}

/// 5, P18: a semicolon is not a separator.
#[test]
fn a_semicolon_is_not_a_separator() {
    let clean = Account::bind(&Body::form("name=Ada;age=1&age=36")).into_result().unwrap();
    assert_eq!(clean.name, "Ada;age=1");
}

/// 12: the order of the keys does not matter.
#[test]
fn the_order_of_keys_does_not_matter() {
    let mut random = Random::new(12);
    let form = "zz=1&title=&text=%00&small=x&wide=1&wide=1&float=1&point.x=1&point.zz=1&address.street=s&address.notes=a\
        &address.notes[5]=b&rows[0].sku=&rows[0].quantity=x&rows[1].sku=s&tags=a&tags=b&kept.x=1&kept=&stamps=1&is_admin=1";
    let json = r#"{"zz":1,"title":"","text":"\u0000","small":"x","wide":1,"w\u0069de":1,"float":1,"point":{"x":1,"zz":1,"x":2},
        "address":{"street":1,"notes":[1,"a"]},"rows":[{"sku":1,"zz":1},{"quantity":1}],"tags":["a",1],"kept":{"x":1},"kept":null,
        "extra":{"a":1e999,"b":{"c":1,"c":2}},"stamps":[1],"is_admin":true}"#;
    for _ in 0..300 {
        invariants::hold_for_shuffled_form(form, &mut random);
        invariants::hold_for_shuffled_json(json, &mut random);
    }
}
