//! Updates of nested forms: secrets, locked values, and values that a page does not send.

#![allow(clippy::needless_pass_by_value, clippy::unnecessary_wraps, reason = "what `clean` is")]

mod locked;

use forms::{Body, Email, FieldSchema, Form, Password, Problem, VisitField};

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
fn a_locked_form_does_not_confirm_a_guess_of_its_secret() {
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
    // a visible value may be repeated
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
fn a_kept_secret_is_not_cleaned_again() {
    let settings = Settings {
        host: "a".to_owned(),
        token: Some(Password::new("sealed(hunter2)")),
        keys: vec![Password::new("one")],
    };
    let body = Body::form("host=b&token=");
    let Ok(clean) = Settings::bind_update(&settings, &body).into_result() else { panic!("it is valid") };
    let mut target = settings.clone();
    assert_eq!(clean.apply_to(&mut target), ["host"]);
    assert_eq!(target, Settings { host: "b".to_owned(), ..settings.clone() });
    // a submitted secret is cleaned
    let body = Body::form("host=a&token=new");
    let Ok(clean) = Settings::bind_update(&settings, &body).into_result() else { panic!("it is valid") };
    assert_eq!(clean.token, Some(Password::new("sealed(new)")));
    // in JSON, an absent value is removed by a whole update
    let body = Body::json(r#"{"host":"a"}"#);
    let Ok(clean) = Settings::bind_update(&settings, &body).into_result() else { panic!("it is valid") };
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
fn a_page_sent_back_unchanged_removes_nothing() {
    let endpoint = Endpoint { note: None, secret: Some(Password::new("hunter2")), failures: 7 };
    let site = Site { name: "n".to_owned(), endpoint: Some(endpoint) };
    let body = Body::form("name=n&endpoint.note=&endpoint.secret=");
    for form in [Site::bind_update(&site, &body), Site::bind_partial(&site, &body)] {
        assert!(form.changed().is_empty());
        assert_eq!(form.cleaned(), Some(&site));
    }
    // without a present value, blank stays blank
    let without = Site { endpoint: None, ..site.clone() };
    assert_eq!(Site::bind_update(&without, &body).cleaned(), Some(&without));
    // and null removes it
    let body = Body::json(r#"{"name":"n","endpoint":null}"#);
    assert_eq!(Site::bind_update(&site, &body).cleaned(), Some(&without));
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
fn a_clean_that_changes_nothing_adds_no_changes() {
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
fn an_immutable_value_is_compared_after_its_clean() {
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
    // neither null nor a duplicate repeats the present value
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

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Place {
    city: Option<String>,
    zip: Option<String>,
    #[form(nested)]
    point: Option<Point>,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Point {
    x: Option<i32>,
    y: Option<i32>,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Contact {
    #[form(nested)]
    addr: Option<Place>,
    note: Option<String>,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Customer {
    name: String,
    #[form(flatten)]
    contact: Contact,
    #[form(nested, clean = at_home)]
    home: Option<Place>,
}

fn at_home(place: Option<Place>) -> Result<Option<Place>, Problem> {
    Ok(place.map(|place| Place { city: place.city.map(|city| city.to_uppercase()), ..place }))
}

fn customer(addr: Option<Place>) -> Customer {
    Customer { name: "n".to_owned(), contact: Contact { addr, note: None }, home: None }
}

fn place(city: &str, zip: Option<&str>) -> Place {
    Place { city: Some(city.to_owned()), zip: zip.map(str::to_owned), point: None }
}

/// Binds to one value and applies to another. Returns the result, the changed fields and the conflicts.
fn applied(bound: &Customer, then: &Customer, body: &str) -> (Customer, Vec<&'static str>, Vec<String>) {
    let Ok(clean) = Customer::bind_partial(bound, &Body::json(body)).into_result() else {
        panic!("{body} is valid")
    };
    let mut target = then.clone();
    let changed = clean.apply_to(&mut target);
    let conflicts = changed.conflicts().collect();
    (target, changed.to_vec(), conflicts)
}

#[test]
fn a_nested_form_added_meanwhile_is_a_conflict() {
    let (none, theirs) = (customer(None), customer(Some(place("theirs", Some("12345")))));
    for body in [r#"{"addr":{"city":"mine"}}"#, r#"{"addr":{}}"#, r#"{"addr":{"point":{"x":1}},"note":null}"#]
    {
        assert_eq!(
            applied(&none, &theirs, body),
            (theirs.clone(), vec![], vec!["addr".to_owned()]),
            "{body}"
        );
    }
    // the other fields are written
    let (target, changed, conflicts) = applied(&none, &theirs, r#"{"name":"new","addr":{"city":"mine"}}"#);
    assert_eq!((target.contact, target.name.as_str()), (theirs.contact.clone(), "new"));
    assert_eq!((changed, conflicts), (vec!["name"], vec!["addr".to_owned()]));
    // equal values are not a conflict
    let (_, changed, conflicts) = applied(&none, &theirs, r#"{"addr":{"city":"theirs","zip":"12345"}}"#);
    assert!(changed.is_empty() && conflicts.is_empty());
    // if nothing was added meanwhile, the value is written
    let (target, changed, conflicts) = applied(&none, &none, r#"{"addr":{"city":"mine"}}"#);
    assert_eq!(target, customer(Some(place("mine", None))));
    assert!(changed == ["addr"] && conflicts.is_empty());
}

#[test]
fn a_deeper_nested_form_added_meanwhile_is_a_conflict() {
    let bound = customer(Some(place("a", None)));
    let mut then = bound.clone();
    then.contact.addr.as_mut().unwrap().point = Some(Point { x: Some(1), y: Some(2) });
    let (target, changed, conflicts) = applied(&bound, &then, r#"{"addr":{"city":"b","point":{"x":9}}}"#);
    let addr = target.contact.addr.unwrap();
    assert_eq!(addr.point, Some(Point { x: Some(1), y: Some(2) }));
    assert_eq!(addr.city.as_deref(), Some("b"));
    assert_eq!((changed, conflicts), (vec!["addr"], vec!["addr.point".to_owned()]));
}

#[test]
fn a_nested_form_removed_meanwhile_is_a_conflict() {
    let (some, none) = (customer(Some(place("a", None))), customer(None));
    let (target, changed, conflicts) = applied(&some, &none, r#"{"name":"new","addr":{"zip":"1"}}"#);
    assert_eq!(target, Customer { name: "new".to_owned(), ..none.clone() });
    assert_eq!((changed, conflicts), (vec!["name"], vec!["addr".to_owned()]));
    // it may be repeated, or removed again
    for body in [r#"{"addr":{"city":"a"}}"#, r#"{"addr":null}"#] {
        let (target, changed, conflicts) = applied(&some, &none, body);
        assert!(target == none && changed.is_empty() && conflicts.is_empty(), "{body}");
    }
}

#[test]
fn conflicts_are_found_after_a_clean() {
    let mut some = customer(None);
    some.home = Some(place("A", Some("1")));
    let none = customer(None);
    let body = r#"{"home":{"city":"b"}}"#;
    assert_eq!(applied(&none, &some, body), (some.clone(), vec![], vec!["home".to_owned()]));
    assert_eq!(applied(&some, &none, body), (none.clone(), vec![], vec!["home".to_owned()]));
    let (target, _, _) = applied(&none, &none, body);
    assert_eq!(target.home, Some(place("B", None)));
}

#[test]
fn changed_fields_are_found_by_their_references() {
    let bound = customer(Some(place("a", None)));
    let body = Body::json(r#"{"addr":{"city":"b"},"home":{"city":"c"}}"#);
    let mut then = bound.clone();
    then.home = Some(place("D", None));
    let changed = Customer::bind_partial(&bound, &body).into_result().unwrap().apply_to(&mut then);
    let addr = Customer::CONTACT.then(Contact::ADDR);
    assert!(changed.has(addr) && changed.has(addr.then(Place::CITY)));
    assert!(
        !changed.has(addr.then(Place::ZIP)) && !changed.has(Customer::NAME) && !changed.has(Customer::HOME)
    );
    assert!(
        changed.has_conflicts() && changed.has_conflict_at(Customer::HOME) && !changed.has_conflict_at(addr)
    );
}

/// A database column for types that the driver does not know.
trait Column {
    fn column(&self) -> Box<dyn rusqlite::ToSql>;
}

macro_rules! columns {
    ($($t:ty: |$value:ident| $column:expr),* $(,)?) => { $(
        impl Column for $t {
            fn column(&self) -> Box<dyn rusqlite::ToSql> {
                let $value = self;
                Box::new($column)
            }
        }
    )* };
}
columns!(String: |it| it.clone(), Option<String>: |it| it.clone(), u8: |it| *it, Email: |it| it.as_str().to_owned());

#[derive(Default)]
struct Columns {
    assignments: Vec<String>,
    values: Vec<Box<dyn rusqlite::ToSql>>,
}

impl<T: Column> VisitField<T> for Columns {
    fn visit(&mut self, field: &'static FieldSchema, value: &T) {
        self.assignments.push(format!("{} = ?", field.rust_name));
        self.values.push(value.column());
    }
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all, rename_all = "camelCase")]
struct Names {
    first_name: String,
    #[form(rename = "surname")]
    last_name: String,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(name = Profile, fields = [r#type, names, home_town, age, email], read_only = [id], rename_all = "camelCase")]
struct User {
    id: i64,
    r#type: String,
    #[form(flatten)]
    names: Names,
    home_town: Option<String>,
    age: u8,
    email: Email,
    password_hash: Vec<u8>,
}

#[test]
fn the_changed_fields_become_the_columns_of_an_update() {
    let mut user = User {
        id: 7,
        r#type: "person".to_owned(),
        names: Names { first_name: "Ada".to_owned(), last_name: "Byron".to_owned() },
        home_town: Some("London".to_owned()),
        age: 20,
        email: Email::parse("ada@example.com").unwrap(),
        password_hash: vec![1],
    };
    let database = rusqlite::Connection::open_in_memory().unwrap();
    let table = "CREATE TABLE users (id INTEGER, type TEXT, first_name TEXT, last_name TEXT, home_town TEXT, age INTEGER, email TEXT);
        INSERT INTO users VALUES (7, 'person', 'Ada', 'Byron', 'London', 20, 'ada@example.com')";
    database.execute_batch(table).unwrap();
    let body = Body::json(
        r#"{"surname":"Lovelace","firstName":"Ada","homeTown":null,"email":"ada@example.org","type":"person"}"#,
    );
    let changed = Profile::bind_partial(&user, &body).into_result().unwrap().apply_to(&mut user);
    assert_eq!(changed, ["surname", "homeTown", "email"]);
    let names: Vec<_> = changed.fields().map(|field| field.rust_name).collect();
    assert_eq!(names, ["last_name", "home_town", "email"]);
    assert!(
        changed.has(Profile::NAMES.then(Names::LAST_NAME))
            && !changed.has(Profile::NAMES.then(Names::FIRST_NAME))
    );
    assert!(changed.has(Profile::EMAIL) && !changed.has(Profile::AGE));

    let mut columns = Columns::default();
    changed.visit(&user, &mut columns);
    let sql = format!("UPDATE users SET {} WHERE id = ?", columns.assignments.join(", "));
    assert_eq!(sql, "UPDATE users SET last_name = ?, home_town = ?, email = ? WHERE id = ?");
    columns.values.push(Box::new(user.id));
    assert_eq!(database.execute(&sql, rusqlite::params_from_iter(columns.values)).unwrap(), 1);
    let row = database.query_row(
        "SELECT type, first_name, last_name, home_town, age, email FROM users",
        [],
        |row| {
            Ok((
                (row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get::<_, String>(2)?),
                (row.get::<_, Option<String>>(3)?, row.get::<_, u8>(4)?, row.get::<_, String>(5)?),
            ))
        },
    );
    let (names, rest) = row.unwrap();
    assert_eq!(names, ("person".to_owned(), "Ada".to_owned(), "Lovelace".to_owned()));
    assert_eq!(rest, (None, 20, "ada@example.org".to_owned()));
}

#[test]
fn a_raw_identifier_is_a_column_without_its_prefix() {
    let names: Vec<_> =
        Profile::SCHEMA.fields.iter().map(|field| (field.rust_name, field.name.as_str())).collect();
    assert_eq!(names[..3], [("id", "id"), ("type", "type"), ("first_name", "firstName")]);
    assert_eq!(names[3..5], [("last_name", "surname"), ("home_town", "homeTown")]);
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Sim {
    #[form(immutable, widget = password)]
    pin: String,
    #[form(widget = password)]
    puk: Option<String>,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Phone {
    #[form(immutable, widget = password)]
    code: String,
    #[form(nested, immutable)]
    sim: Sim,
    #[form(nested)]
    other: Sim,
}

/// A text that no page shows is a secret, like a password.
#[test]
fn a_locked_hidden_text_does_not_confirm_a_guess() {
    let sim = || Sim { pin: "1234".to_owned(), puk: Some("5678".to_owned()) };
    let phone = Phone { code: "1234".to_owned(), sim: sim(), other: sim() };
    for guess in ["1234", "5678", "9999"] {
        for (key, path) in
            [("code", "code"), ("sim.pin", "sim"), ("sim.puk", "sim"), ("other.pin", "other.pin")]
        {
            let json = key.split_once('.').map_or_else(
                || format!(r#"{{"{key}":"{guess}"}}"#),
                |(form, key)| format!(r#"{{"{form}":{{"{key}":"{guess}"}}}}"#),
            );
            for body in [Body::json(json), Body::form(format!("{key}={guess}"))] {
                let form = Phone::bind_partial(&phone, &body);
                assert!(form.errors().has_error(path, "immutable"), "{key} {guess} {}", form.errors());
            }
        }
    }
    // an empty control is not a guess
    let form = Phone::bind_partial(&phone, &Body::form("code=&other.puk="));
    assert!(form.is_valid() && form.changed().is_empty(), "{}", form.errors());
}
