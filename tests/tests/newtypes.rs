//! Newtypes with rules: `#[derive(FieldType)]`.

use forms::{Body, Choice, FieldType, Form, InvalidValue, Problem};
use std::collections::BTreeMap;

#[derive(FieldType, Debug, Clone, PartialEq, Eq, Hash)]
#[form(email, max_length = 30, validate = at_work, help = "At your company.", messages(max_length = "{label} is too long."), serde)]
struct WorkEmail(String);

fn at_work(text: &str) -> Result<(), Problem> {
    if text.ends_with("@example.com") {
        Ok(())
    } else {
        Err(Problem::new("not_at_work", "{Label} must end with @example.com."))
    }
}

#[derive(FieldType, Debug, Clone, Copy, PartialEq, PartialOrd)]
#[form(min = 1, max = 100)]
struct Percentage(u8);

#[derive(FieldType, Debug, Clone, Copy, PartialEq)]
#[form(min = 0.5, max = 1.0, serde)]
struct Ratio(f64);

#[derive(Choice, Debug, Clone, Copy, PartialEq)]
enum Size {
    Small,
    Large,
    Huge,
}

#[derive(FieldType, Debug, Clone, Copy, PartialEq)]
#[form(validate = not_huge)]
struct ShirtSize(Size);

#[expect(clippy::trivially_copy_pass_by_ref, reason = "a rule takes a reference")]
fn not_huge(size: &Size) -> Result<(), Problem> {
    if *size == Size::Huge { Err(Problem::new("too_large", "{Label} must be smaller.")) } else { Ok(()) }
}

#[derive(FieldType, Debug, Clone, PartialEq)]
#[form(min_items = 1, max_items = 3, max_length = 5, unique_items, serde)]
struct Tags(Vec<String>);

#[derive(FieldType, Debug, Clone, PartialEq)]
#[form(regex = "^[A-Z]+$")]
struct Code(String);

/// A newtype around a newtype has the rules of both.
#[derive(FieldType, Debug, Clone, PartialEq)]
#[form(validate = long_name)]
struct LongWorkEmail(WorkEmail);

fn long_name(text: &str) -> Result<(), Problem> {
    if text.len() > 20 { Ok(()) } else { Err(Problem::new("short", "{Label} must be longer.")) }
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(name = Edit, fields = [email, other, emails, share, size, tags, code], read_only = [seen], derive(Debug, PartialEq))]
struct Person {
    #[form(immutable)]
    email: WorkEmail,
    #[form(max_length = 16, validate = short_name, messages(max_length = "Shorten {label}."))]
    other: Option<WorkEmail>,
    #[form(unique_items, max_items = 3)]
    emails: Vec<WorkEmail>,
    #[form(min = 10)]
    share: Percentage,
    size: ShirtSize,
    #[form(max_items = 2)]
    tags: Tags,
    #[form(max_length = 4)]
    code: Option<Code>,
    seen: WorkEmail,
}

fn short_name(text: &str) -> Result<(), Problem> {
    if text.starts_with('x') { Err(Problem::new("no_x", "{Label} must not begin with x.")) } else { Ok(()) }
}

fn person() -> Person {
    Person {
        email: email("ada@example.com"),
        other: None,
        emails: vec![email("bob@example.com")],
        share: Percentage::try_from(20).unwrap(),
        size: ShirtSize::try_from(Size::Small).unwrap(),
        tags: Tags::try_from(vec!["a".to_owned()]).unwrap(),
        code: None,
        seen: email("eve@example.com"),
    }
}

fn email(text: &str) -> WorkEmail {
    WorkEmail::try_from(text).unwrap()
}

const VALID: &str = "email=ada%40example.com&emails=bob%40example.com&share=20&size=Small&tags=a";

fn errors(body: &str) -> Vec<(String, String)> {
    let codes = |body: &Body| -> Vec<(String, String)> {
        Edit::bind(body).errors().iter().map(|error| (error.path(), error.code().to_owned())).collect()
    };
    codes(&Body::form(format!("{VALID}&{body}")))
}

#[test]
fn a_field_has_the_rules_of_its_type() {
    let form = Edit::bind(&Body::form(VALID)).into_result().unwrap();
    assert_eq!(form.email, email("ada@example.com"));
    assert_eq!(form.tags.as_ref(), &["a"]);
    for (body, path, code) in [
        ("other=ada%40example.org", "other", "not_at_work"),
        ("other=ada", "other", "invalid"),
        ("emails=x%40example.org", "emails[1]", "not_at_work"),
        ("tags=b&tags=c", "tags", "max_items"),
        ("tags=toolong", "tags[1]", "max_length"),
        ("tags=a", "tags", "unique_items"),
        ("code=abc", "code", "invalid"),
        ("code=ABCDE", "code", "max_length"),
        ("emails=bob%40example.com", "emails", "unique_items"),
    ] {
        assert!(errors(body).contains(&(path.to_owned(), code.to_owned())), "{body}: {:?}", errors(body));
    }
    for (changed, path, code) in [
        (VALID.replace("share=20", "share=5"), "share", "min_value"),
        (VALID.replace("share=20", "share=101"), "share", "max_value"),
        (VALID.replace("Small", "Huge"), "size", "too_large"),
        (VALID.replace("Small", "Tiny"), "size", "invalid_choice"),
        (VALID.replace("&tags=a", ""), "tags", "min_items"),
        (VALID.replace("ada%40example.com", ""), "email", "required"),
        (VALID.replace("ada%40example.com", "%C2%A0"), "email", "required"),
    ] {
        assert!(Edit::bind(&Body::form(&*changed)).errors().has_error(path, code), "{changed}");
    }
}

#[test]
fn json_has_the_same_rules() {
    let valid = r#"{"email": " ada@example.com ", "share": 20, "size": "Small", "tags": ["a"], "emails": ["bob@example.com"], "code": null}"#;
    let form = Edit::bind(&Body::json(valid)).into_result().unwrap();
    assert_eq!((form.email.as_ref(), form.share.0), ("ada@example.com", 20));
    let invalid = r#"{"email": "", "share": 5, "size": "Huge", "tags": [], "emails": ["bob@example.org", ""], "code": "a"}"#;
    let form = Edit::bind(&Body::json(invalid));
    let errors = form.errors();
    for (path, code) in [
        ("email", "required"),
        ("share", "min_value"),
        ("size", "too_large"),
        ("tags", "min_items"),
        ("emails[0]", "not_at_work"),
        ("emails[1]", "required"),
        ("code", "invalid"),
    ] {
        assert!(errors.has_error(path, code), "{path} {code}: {errors}");
    }
}

#[test]
fn a_field_adds_tighter_rules_and_messages() {
    let form = Edit::bind(&Body::form(format!("{VALID}&other=xaverius%40example.com")));
    let messages: Vec<_> = form.errors().iter().map(|error| error.message()).collect();
    assert_eq!(messages, ["Other must not begin with x.", "Shorten other."]);
    let long = "a".repeat(30);
    let form = Edit::bind(&Body::form(VALID.replace("email=ada", &format!("email={long}"))));
    assert_eq!(form.errors().to_string(), "email: Email is too long.\n");
}

#[test]
fn newtypes_can_be_immutable_and_read_only() {
    let update = |body: &str| Edit::bind_update(&person(), &Body::form(body)).errors().to_string();
    assert_eq!(update(VALID), "");
    assert_eq!(update(&format!("{VALID}&seen=eve%40example.com")), "");
    assert!(update(&VALID.replace("ada", "bob")).starts_with("email: "));
    let mut target = person();
    let clean = Edit::bind_update(&person(), &Body::form(VALID.replace("share=20", "share=30")))
        .into_result()
        .unwrap();
    assert_eq!(clean.apply_to(&mut target), ["share"]);
    assert_eq!(target, Person { share: Percentage::try_from(30).unwrap(), ..person() });
}

#[test]
fn pages_and_descriptions_know_the_rules_of_the_type() {
    let page = Edit::blank().to_html();
    for part in [
        r#"<input type="text" id="id_email" name="email" required maxlength="30" inputmode="email""#,
        "At your company.",
        r#"maxlength="16""#,
        "pattern=",
        r#"<option value="Huge">"#,
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    let reference = Edit::SCHEMA.describe().to_string();
    assert!(reference.contains("30 characters or fewer, in the format `email`"), "{reference}");
    assert!(reference.contains("10 or more, 100 or less"), "{reference}");
}

#[derive(Form)]
#[form(fields = all)]
struct Invitation {
    to: LongWorkEmail,
}

#[test]
fn a_newtype_around_a_newtype_has_the_rules_of_both() {
    let refused = |text: &str| LongWorkEmail::try_from(WorkEmail::try_from(text).unwrap()).unwrap_err();
    assert_eq!(refused("ada@example.com").code(), "short");
    let codes = |body: &str| -> Vec<String> {
        Invitation::bind(&Body::form(body)).errors().iter().map(|error| error.code().to_owned()).collect()
    };
    assert_eq!(codes("to=a%40example.org"), ["short", "not_at_work"]);
    assert_eq!(codes("to=ada-lovelace%40example.com"), [""; 0]);
}

#[test]
fn conversions_apply_the_rules() {
    let code = |error: InvalidValue| error.code().to_owned();
    assert_eq!(WorkEmail::try_from(" ada@example.com ").unwrap(), email("ada@example.com"));
    assert_eq!(code(WorkEmail::try_from("ada@example.org").unwrap_err()), "not_at_work");
    assert_eq!(code("".parse::<WorkEmail>().unwrap_err()), "required");
    assert_eq!(code(WorkEmail::try_from(String::from("a\0@example.com")).unwrap_err()), "invalid");
    assert_eq!(code(Percentage::try_from(0).unwrap_err()), "min_value");
    assert!(f64::from(Ratio::try_from(0.75).unwrap()).to_string() == "0.75");
    assert_eq!(code(Ratio::try_from(0.25).unwrap_err()), "min_value");
    assert_eq!(code(Ratio::try_from(f64::NAN).unwrap_err()), "invalid");
    assert_eq!(code(Ratio::try_from(f64::INFINITY).unwrap_err()), "invalid");
    assert_eq!(code(ShirtSize::try_from(Size::Huge).unwrap_err()), "too_large");
    let texts =
        |texts: &[&str]| Tags::try_from(texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>());
    assert_eq!(Vec::from(texts(&["a", "\"\\é"]).unwrap()), ["a", "\"\\é"]);
    assert_eq!(code(texts(&["a", "a"]).unwrap_err()), "unique_items");
    assert_eq!(code(texts(&[]).unwrap_err()), "min_items");
    let error = texts(&["a", "toolong"]).unwrap_err();
    assert_eq!(error.errors().map(|error| error.path()).collect::<Vec<_>>(), ["value[1]"]);
    assert_eq!(String::from(email("ada@example.com")), "ada@example.com");
}

#[test]
fn the_error_of_a_conversion_does_not_contain_the_value() {
    let error = WorkEmail::try_from("hunter2@example.org").unwrap_err();
    assert_eq!(error.to_string(), "Work email must end with @example.com.");
    assert!(!format!("{error:?}").contains("hunter2"));
}

#[test]
fn serde_applies_the_rules() {
    let read = |json: &str| serde_json::from_str::<BTreeMap<String, WorkEmail>>(json);
    let valid = read(r#"{"a": "ada@example.com"}"#).unwrap();
    assert_eq!(serde_json::to_string(&valid).unwrap(), r#"{"a":"ada@example.com"}"#);
    let error = read(r#"{"a": "hunter2@example.org"}"#).unwrap_err().to_string();
    assert!(error.starts_with("Work email must end with @example.com."), "{error}");
    assert!(serde_json::from_str::<Tags>(r#"["a","a"]"#).is_err());
    assert!(serde_json::from_str::<Ratio>("0.75").is_ok());
}

#[test]
fn a_schema_of_another_type_does_not_loosen_the_rules() {
    use forms::{BindContext, FieldSchema, Kind, RawValue, field::Field};
    use std::borrow::Cow;

    static LOOSE: FieldSchema = Field::<String>::new("loose").build();

    #[derive(Debug, Clone, PartialEq)]
    struct Outer(WorkEmail);
    impl FieldType for Outer {
        type Subject = str;
        const KIND: Kind = Kind::Text;
        fn clean<'b>(raw: &RawValue<'b>, _: &'static FieldSchema, cx: &mut BindContext<'b>) -> Option<Self> {
            WorkEmail::clean(raw, &LOOSE, cx).map(Outer)
        }
        fn to_text(&self) -> Option<Cow<'_, str>> {
            self.0.to_text()
        }
    }
    let field = Field::<Outer>::new("outer").standalone();
    assert!(field.clean(&Body::form("outer=ada%40example.com")).is_ok());
    let errors = field.clean(&Body::form("outer=ada%40example.org")).unwrap_err();
    assert!(errors.has_error("outer", "not_at_work"));
}
