//! Updates of what stands within: secrets, values that no one may set, and what a page does not send.

#![allow(clippy::needless_pass_by_value, clippy::unnecessary_wraps, reason = "what `clean` is")]

use forms::{Body, Form, Password, Problem};

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Credentials {
    user: String,
    secret: Password,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Hook {
    url: String,
    #[form(nested, immutable)]
    credentials: Credentials,
    #[form(nested, immutable)]
    more: Vec<Credentials>,
}

fn credentials(user: &str) -> Credentials {
    Credentials { user: user.to_owned(), secret: Password::new("hunter2") }
}

#[test]
fn a_locked_form_does_not_say_whether_a_guess_of_its_secret_is_right() {
    let hook = Hook { url: "u".to_owned(), credentials: credentials("ada"), more: vec![credentials("bob")] };
    for guess in ["hunter2", "hunter3"] {
        for body in [
            Body::json(format!(r#"{{"credentials":{{"secret":"{guess}"}}}}"#)),
            Body::json(format!(r#"{{"credentials":{{"user":"ada","secret":"{guess}"}}}}"#)),
            Body::form(format!("credentials.user=ada&credentials.secret={guess}")),
        ] {
            let form = Hook::bind_partial(&hook, &body);
            assert_eq!(
                form.errors().to_string(),
                "credentials: Leave credentials as it is: it cannot be changed.\n"
            );
        }
        let body = Body::json(format!(r#"{{"more":[{{"user":"bob","secret":"{guess}"}}]}}"#));
        assert!(Hook::bind_partial(&hook, &body).errors().has_error("more", "immutable"));
    }
    // what can be seen may be repeated
    let body = Body::json(r#"{"credentials":{"user":"ada"}}"#);
    assert!(Hook::bind_partial(&hook, &body).is_valid());
    let body = Body::json(r#"{"credentials":{"user":"eve"}}"#);
    assert!(Hook::bind_partial(&hook, &body).errors().has_error("credentials", "immutable"));
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Settings {
    host: String,
    #[form(clean = seal)]
    token: Option<Password>,
    keys: Vec<Password>,
}

fn seal(token: Option<Password>) -> Result<Option<Password>, Problem> {
    Ok(token.map(|token| Password::new(format!("sealed({})", token.expose()))))
}

#[test]
fn a_secret_that_is_kept_is_not_cleaned_again() {
    let settings = Settings {
        host: "a".to_owned(),
        token: Some(Password::new("sealed(hunter2)")),
        keys: vec![Password::new("one")],
    };
    let body = Body::form("host=b&token=");
    let Ok(clean) = Settings::bind_to(&settings, &body).into_result() else { panic!("it is valid") };
    let mut target = settings.clone();
    assert_eq!(clean.apply_to(&mut target), ["host"]);
    assert_eq!(target, Settings { host: "b".to_owned(), ..settings.clone() });
    // one that is given is
    let body = Body::form("host=a&token=new");
    let Ok(clean) = Settings::bind_to(&settings, &body).into_result() else { panic!("it is valid") };
    assert_eq!(clean.token, Some(Password::new("sealed(new)")));
    // programs say what they mean
    let body = Body::json(r#"{"host":"a"}"#);
    let Ok(clean) = Settings::bind_to(&settings, &body).into_result() else { panic!("it is valid") };
    assert!(clean.keys.is_empty() && clean.token.is_none());
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Endpoint {
    note: Option<String>,
    secret: Option<Password>,
    #[form(read_only, default)]
    failures: u32,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Site {
    name: String,
    #[form(nested)]
    endpoint: Option<Endpoint>,
}

#[test]
fn a_page_that_comes_back_unchanged_takes_nothing_away() {
    let endpoint = Endpoint { note: None, secret: Some(Password::new("hunter2")), failures: 7 };
    let site = Site { name: "n".to_owned(), endpoint: Some(endpoint) };
    let body = Body::form("name=n&endpoint.note=&endpoint.secret=");
    for form in [Site::bind_to(&site, &body), Site::bind_partial(&site, &body)] {
        assert!(form.changed().is_empty());
        assert_eq!(form.cleaned(), Some(&site));
    }
    // where there is none, blank is none
    let without = Site { endpoint: None, ..site.clone() };
    assert_eq!(Site::bind_to(&without, &body).cleaned(), Some(&without));
    // and null takes it away
    let body = Body::json(r#"{"name":"n","endpoint":null}"#);
    assert_eq!(Site::bind_to(&site, &body).cleaned(), Some(&without));
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Address {
    city: String,
    zip: String,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Person {
    #[form(nested, clean = as_it_is)]
    home: Address,
    #[form(nested, clean = in_capitals)]
    work: Address,
    #[form(immutable, clean = in_small_letters)]
    name: String,
}

fn as_it_is(address: Address) -> Result<Address, Problem> {
    Ok(address)
}

fn in_capitals(address: Address) -> Result<Address, Problem> {
    Ok(Address { city: address.city.to_uppercase(), ..address })
}

fn in_small_letters(name: String) -> Result<String, Problem> {
    if name == "nobody" { Err(Problem::new("name", "No.")) } else { Ok(name.to_lowercase()) }
}

#[test]
fn a_clean_that_leaves_a_form_as_it_is_changes_no_more_than_was_submitted() {
    let address = |zip: &str| Address { city: "Paris".to_owned(), zip: zip.to_owned() };
    let person = |zip: &str| Person { home: address(zip), work: address(zip), name: "ada".to_owned() };
    let body = Body::json(r#"{"home":{"city":"Oslo"},"work":{"city":"Oslo"}}"#);
    let Ok(clean) = Person::bind_partial(&person("1"), &body).into_result() else { panic!("it is valid") };
    let mut fresh = person("2");
    clean.apply_to(&mut fresh);
    assert_eq!(fresh.home, Address { city: "Oslo".to_owned(), zip: "2".to_owned() });
    assert_eq!(fresh.work.city, "OSLO");
}

#[test]
fn an_immutable_value_is_compared_as_its_clean_leaves_it() {
    let address = || Address { city: "Paris".to_owned(), zip: "1".to_owned() };
    let person = Person { home: address(), work: address(), name: "ada".to_owned() };
    for (name, is_right) in [("ada", true), ("Ada", true), (" ADA ", true), ("eve", false), ("nobody", false)]
    {
        let body = Body::json(format!(r#"{{"name":"{name}"}}"#));
        let form = Person::bind_partial(&person, &body);
        let errors = if is_right { "" } else { "name: Leave name as it is: it cannot be changed.\n" };
        assert_eq!(form.errors().to_string(), errors, "{name}");
        if let Ok(clean) = form.into_result() {
            assert_eq!(clean.name, "ada");
        }
    }
    // a null is none, and neither is a secret's place taken
    assert!(
        Person::bind_partial(&person, &Body::json(r#"{"name":null}"#))
            .errors()
            .has_error("name", "immutable")
    );
    assert!(
        Person::bind_partial(&person, &Body::form("name=ada&name=ada"))
            .errors()
            .has_error("name", "duplicate")
    );
}
