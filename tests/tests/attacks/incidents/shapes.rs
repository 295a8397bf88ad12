//! Values of an unexpected shape.

use super::{form, json};
use forms::{Email, Form, Password};

#[derive(Form)]
#[form(fields = all)]
pub(crate) struct ResetPassword {
    #[form(max_length = 100)]
    pub token: String,
    pub user_id: u32,
    pub password: Password,
}

/// Rails: `token[]` became `[nil]`, and the query asked for rows whose token is null.
#[test]
fn cve_2012_2660_rails_nil_arrays() {
    assert_eq!(form::<ResetPassword>("token[]&user_id=1&password=p"), "token:required :unknown");
    for value in ["[null]", "[]", "{}", "null", "[\"\"]", "[[null]]"] {
        let code = if value == "null" { "required" } else { "invalid" };
        let said = json::<ResetPassword>(&format!(r#"{{"token":{value},"user_id":1,"password":"p"}}"#));
        assert_eq!(said, format!("token:{code}"), "{value}");
    }
}

/// The first fix did not cover `[nil, nil]`.
#[test]
fn cve_2012_2694_rails_nil_arrays_again() {
    assert_eq!(form::<ResetPassword>("token[]&token[]&user_id=1&password=p"), "token:required :unknown");
    assert_eq!(json::<ResetPassword>(r#"{"token":[null,null],"user_id":1,"password":"p"}"#), "token:invalid");
}

/// The second fix did not cover `[[nil]]` and other spellings.
#[test]
fn cve_2013_6417_rails_nil_arrays_once_more() {
    assert_eq!(
        json::<ResetPassword>(r#"{"token":[[null],null],"user_id":[null],"password":[null]}"#),
        "token:invalid user_id:invalid password:invalid"
    );
}

/// Rails: `post=Hello`, where `post` is an object, caused a server error.
#[test]
fn rails_8_expect_tampered_shapes() {
    #[derive(Form, Debug, Clone, PartialEq)]
    #[form(fields = all)]
    struct Post {
        title: String,
    }
    #[derive(Form, Debug, Clone, PartialEq)]
    #[form(fields = all)]
    struct Create {
        #[form(nested)]
        post: Post,
        tags: Vec<String>,
        #[form(nested)]
        comments: Vec<Post>,
    }
    assert_eq!(form::<Create>("post=Hello"), "post:invalid");
    assert_eq!(json::<Create>(r#"{"post":"Hello"}"#), "post:invalid");
    assert_eq!(json::<Create>(r#"{"post":[{"title":"a"}]}"#), "post:invalid");
    assert_eq!(json::<Create>(r#"{"post":{"title":{"a":1}}}"#), "post.title:invalid");
    let said = json::<Create>(r#"{"post":{"title":"a"},"tags":{"0":"a"},"comments":{"0":{"title":"a"}}}"#);
    assert_eq!(said.replace("invalid_list", "invalid"), "tags:invalid comments:invalid");
    assert_eq!(
        json::<Create>(r#"{"post":{"title":"a"},"comments":["a",[1],null]}"#),
        "comments[0]:invalid comments[1]:invalid comments[2]:required"
    );
}

/// Laravel: a list in place of a scalar bound more values to the query than it had placeholders.
#[test]
fn cve_2021_21263_laravel_bindings() {
    assert_eq!(
        form::<ResetPassword>("token=t&user_id[]=1&user_id[]=2&password=p"),
        "user_id:required :unknown"
    );
    assert_eq!(form::<ResetPassword>("token=t&user_id=1&user_id=2&password=p"), "user_id:duplicate");
    assert_eq!(json::<ResetPassword>(r#"{"token":"t","user_id":[1,2],"password":"p"}"#), "user_id:invalid");
}

#[derive(Form)]
#[form(fields = all)]
pub(crate) struct Login {
    pub username: String,
    pub password: Password,
}

/// Mongoose: an operator in place of a value. Every text matches `{"$gt": ""}`, because it is greater than `""`.
#[test]
fn cve_2024_53900_mongoose_where() {
    assert_eq!(json::<Login>(r#"{"username":"admin","password":{"$gt":""}}"#), "password:invalid");
    assert_eq!(
        json::<Login>(r#"{"username":{"$where":"sleep(1000)"},"password":{"$ne":null}}"#),
        "username:invalid password:invalid"
    );
    assert_eq!(form::<Login>("username=admin&password[$ne]=1"), "password:required :unknown");
}

/// The fix checked only the first level.
#[test]
fn cve_2025_23061_mongoose_nested_where() {
    assert_eq!(json::<Login>(r#"{"username":{"$or":[{"$where":"1"}]},"password":"p"}"#), "username:invalid");
    assert_eq!(form::<Login>("username[$or][0][$where]=1&password=p"), "username:required :unknown");
}

/// Craft CMS: `authorIds[]` was accepted although the page had no such control.
#[test]
fn cve_2026_28781_craft_author_ids() {
    #[derive(Form, Debug, Clone, PartialEq)]
    #[form(name = EditEntry, fields = [title], derive(Debug))]
    #[form(name = AssignEntry, fields = [title, author_ids], derive(Debug))]
    pub(crate) struct Entry {
        pub title: String,
        #[form(rename = "authorIds")]
        pub author_ids: Vec<u32>,
    }
    assert_eq!(form::<EditEntry>("title=t&authorIds[]=1"), "?authorIds[]:unknown");
    assert_eq!(form::<EditEntry>("title=t&authorId=1"), "?authorId:unknown");
    assert_eq!(form::<EditEntry>("title=t&authorIds=1"), "?authorIds:unknown");
    assert_eq!(form::<EditEntry>("title=t&authorIds[0]=1"), "?authorIds[0]:unknown");
    assert_eq!(json::<EditEntry>(r#"{"title":"t","authorIds":[1]}"#), "?authorIds:unknown");
    // the same rule applies to all spellings of the list
    for body in ["authorIds[]=1", "authorIds=1", "authorIds[0]=1"] {
        let clean = AssignEntry::bind(&forms::Body::form(format!("title=t&{body}"))).into_result().unwrap();
        assert_eq!(clean.into_inner().author_ids, [1]);
    }
}

/// Symfony: a text in place of an upload named a file of the server.
#[test]
fn cve_2017_16790_symfony_file_from_text() {
    // a form without a file has no field for a path: the key is unknown
    assert_eq!(form::<Login>("username=u&password=p&upload=/etc/passwd"), ":unknown");
    assert_eq!(json::<Login>(r#"{"username":"u","password":"p","upload":"/etc/passwd"}"#), "?upload:unknown");
}

/// serde: a struct that denies unknown fields can also be read from an array, by position.
#[test]
fn serde_2437_structs_from_arrays() {
    #[derive(Form, Debug, Clone, PartialEq)]
    #[form(fields = all)]
    struct Inner {
        a: u8,
    }
    #[derive(Form, Debug, Clone, PartialEq)]
    #[form(fields = all)]
    struct Outer {
        name: String,
        #[form(nested)]
        inner: Inner,
    }
    assert_eq!(json::<Outer>(r#"["bob",[1]]"#), ":invalid");
    assert_eq!(json::<Outer>(r#"{"name":"bob","inner":[1]}"#), "inner:invalid");
    for top in ["null", "1", "\"x\"", "[]", "true"] {
        assert_eq!(json::<Outer>(top), ":invalid", "{top}");
    }
}

/// serde: an incomplete flattened struct gave no error.
#[test]
fn serde_2283_flatten_incomplete() {
    #[derive(Form, Debug, Clone, PartialEq)]
    #[form(fields = all)]
    struct Contact {
        email: Email,
        phone: String,
    }
    #[derive(Form, Debug, Clone, PartialEq)]
    #[form(fields = all)]
    struct Booking {
        #[form(flatten)]
        contact: Contact,
        seats: u8,
    }
    assert_eq!(json::<Booking>(r#"{"email":"a@example.com","seats":1}"#), "phone:required");
    assert_eq!(form::<Booking>("email=a%40example.com&seats=1&phon=1"), "phone:required ?phon:unknown");
}
