//! The contract of binding, with a test for each line. The numbers in the comments are lines of the contract, and P numbers
//! are security properties.
#![allow(missing_docs)]
#![allow(clippy::wildcard_imports, reason = "the modules share the forms above them")]

mod absence;
mod allowlist;
mod blank;
mod bodies;
mod items;
mod keys;
mod limits;
mod nested_limits;
mod reports;
mod scalars;
mod shown_keys;
mod spellings;
mod values;

use forms::{
    Body, Bound, Changed, Choice, Clean, Create, Draft, Edit, Email, Errors, Form, Invalid, Limits, Password,
    Problem, Receipt, Report, Update,
};
use serde_json::Value;
use std::fmt::Debug;
use tests::{
    everything::{Everything, present},
    invariants::{self, complaints},
    random::Random,
    report::report,
};

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
pub struct Place {
    pub street: String,
    pub city: Option<String>,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
pub struct Phone {
    pub number: String,
    #[form(nested)]
    pub place: Option<Place>,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(
    name = Account,
    fields = [name, age, bio, tags, address, phones, news, settings],
    read_only = [id],
    derive(Debug, Clone, PartialEq)
)]
#[form(name = Lenient, fields = [name, age], unknown = ignore, derive(Debug))]
#[form(name = Guarded, fields = [name, age], ignore = [csrf_token, "g-recaptcha-response"], derive(Debug))]
#[form(name = Small, fields = [name, tags, address], limits = SMALL, derive(Debug))]
#[form(name = Fixed, fields = [name, age, tags, address], immutable = [name, tags, address], derive(Debug))]
pub struct User {
    pub id: i64,
    #[form(max_length = 20)]
    pub name: String,
    pub age: u8,
    #[form(multiline)]
    pub bio: Option<String>,
    #[form(max_items = 3)]
    pub tags: Vec<String>,
    #[form(nested)]
    pub address: Option<Place>,
    #[form(nested, max_items = 2)]
    pub phones: Vec<Phone>,
    pub news: bool,
    pub settings: Option<Value>,
    pub is_admin: bool,
}

const SMALL: Limits =
    Limits::DEFAULT.max_body_bytes(200).max_fields(12).max_depth(3).max_key_bytes(16).max_text_chars(30);

fn user() -> User {
    User {
        id: 7,
        name: "Ada".to_owned(),
        age: 36,
        bio: Some("Countess".to_owned()),
        tags: vec!["math".to_owned()],
        address: Some(Place { street: "Square 12".to_owned(), city: Some("London".to_owned()) }),
        phones: vec![Phone { number: "1".to_owned(), place: None }],
        news: true,
        settings: None,
        is_admin: false,
    }
}

/// Returns the report of a body that is valid except for the added text.
fn form(more: &str) -> String {
    report(Account::bind(&Body::form(format!("name=Ada&age=36{more}"))).errors())
}

fn json(more: &str) -> String {
    report(Account::bind(&Body::json(format!(r#"{{"name":"Ada","age":36,"news":false{more}}}"#))).errors())
}

fn partial_json<F: Form<Context = (), Model = User>>(
    text: &str,
) -> Result<(User, Vec<&'static str>), String> {
    applied(F::bind_partial(&user(), &Body::json(text)))
}

fn whole_form<F: Form<Context = (), Model = User>>(text: &str) -> Result<(User, Vec<&'static str>), String> {
    applied(F::bind_update(&user(), &Body::form(text)))
}

fn applied<F: Form<Model = User>>(form: Bound<F, Update>) -> Result<(User, Vec<&'static str>), String> {
    let mut model = user();
    let changed = form.into_result().map_err(|form| report(form.errors()))?.apply_to(&mut model);
    Ok((model, changed.to_vec()))
}

fn unchanged(result: &Result<(User, Vec<&'static str>), String>) {
    assert_eq!(*result, Ok((user(), Vec::new())));
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all, immutable = [code], read_only = [serial])]
#[form(name = Narrow, fields = [note], read_only = [code])]
pub struct Own {
    pub code: String,
    #[form(default = 1)]
    pub serial: u32,
    pub note: String,
    #[form(read_only, default)]
    pub stamps: Vec<u32>,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
pub struct Rows {
    #[form(nested)]
    pub rows: Vec<Row>,
    pub chosen: Vec<Side>,
    pub secret: Option<Password>,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
pub struct Row {
    #[form(lenient)]
    pub n: Option<u8>,
}

#[derive(forms::Choice, Debug, Clone, Copy, PartialEq)]
pub enum Side {
    Left,
    Right,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
pub struct Defaults {
    #[form(default = 5)]
    pub n: i32,
    #[form(default = "x".to_owned())]
    pub text: String,
    #[form(default = Some(1))]
    pub maybe: Option<i32>,
    #[form(default = true)]
    pub flag: bool,
    #[form(default = vec![1])]
    pub list: Vec<i32>,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all, limits = Limits::DEFAULT.max_fields(100_000).max_items(10_000))]
pub struct Many {
    #[form(nested)]
    pub first: Vec<Pair>,
    #[form(nested)]
    pub second: Vec<Pair>,
    #[form(nested)]
    pub third: Option<Pair>,
    pub last: u8,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
pub struct Pair {
    pub a: u8,
    pub b: u8,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all, immutable = [kept])]
pub struct Keeps {
    pub kept: Vec<u8>,
    #[form(nested)]
    pub rows: Vec<Pair>,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all, check = agree)]
pub struct Login {
    pub user: String,
    #[form(password(min_length = 8))]
    pub password: Password,
    #[form(equals = password)]
    pub password2: Password,
    pub pin: Option<Password>,
    pub keys: Vec<Password>,
}

fn agree(draft: &Draft<Login>, report: &mut Report<'_, Login>) {
    if draft.user.as_deref() == draft.password.as_ref().map(Password::expose) && draft.user.is_some() {
        report.add(Login::PASSWORD, Problem::new("same", "Choose a password that is not your name."));
    }
}

const CANARY: &str = "hunter2";

/// 10, P35, P36: no report has a submitted value, and no page a secret.
#[test]
fn no_output_reveals_a_value() {
    let bodies = [
        Body::form(
            "user=hunter2%00&password=hunter2&password2=hunter2x&pin=hunter2%0A&keys=hunter2%00&zz=hunter2",
        ),
        Body::form(
            "user=hunter2long&password=hunter2long&password2=hunter2other&keys=hunter2&keys=hunter2%00",
        ),
        Body::form("user=&password=hunter2&password=hunter2"),
        Body::json(
            r#"{"user":["hunter2"],"password":{"a":"hunter2"},"password2":"hunter2","pin":"hunter2\u0000","keys":["hunter2",1],"zz":"hunter2"}"#,
        ),
        Body::json(
            r#"{"user":"hunter2","password":"hunter2","pass\u0077ord":"hunter2","password2":7,"keys":"hunter2"}"#,
        ),
        Body::json(r#"{"user":"hunter2""#),
        Body::new("application/json", b"{\"user\":\"hunter2\xff\"}".to_vec()),
        Body::new("text/hunter2", "hunter2"),
        Body::query("user=x&password=hunter2&password2=hunter2"),
    ];
    for body in bodies {
        let form = Login::bind(&body);
        assert!(!form.is_valid(), "{body:?}");
        let all = format!(
            "{} {form:?} {body:?} {}",
            complaints(form.errors()),
            form.errors().to_problem_details().detail()
        );
        assert!(!all.contains(CANARY), "{all}");
        for name in ["password", "password2", "pin", "keys", "keys[0]", "keys[]"] {
            assert_eq!(form.submitted(name), None);
        }
        let page = form.to_html().replace("value=\"hunter2", "");
        assert!(!page.contains(CANARY), "{page}");
        let invalid = form.into_result().unwrap_err();
        assert!(!format!("{invalid:?} {invalid}").contains(CANARY));
    }
    let valid = Login::bind(&Body::form(
        "user=ada&password=hunter2-plum-tornado&password2=hunter2-plum-tornado&pin=hunter2&keys=hunter2",
    ));
    assert!(valid.is_valid(), "{}", valid.errors());
    assert!(!valid.to_html().contains(CANARY) && !format!("{valid:?}").contains(CANARY));
    let clean = valid.into_result().unwrap();
    assert!(!format!("{clean:?}").contains(CANARY), "{clean:?}");
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
pub struct Comment {
    pub text: String,
    #[form(nested)]
    pub replies: Vec<Comment>,
}

/// 1: the target changes only if the whole form is valid. An invalid form cannot be applied, and reports no changed
/// fields.
#[test]
fn an_invalid_form_changes_nothing() {
    let model = user();
    let form = Account::bind_partial(&model, &Body::json(r#"{"age":40,"name":""}"#));
    assert!(!form.is_valid() && form.cleaned().is_none() && form.changed().is_empty());
    assert_eq!(model, user());
    assert!(form.into_result().is_err());
    let mut form = Account::bind_partial(&model, &Body::json(r#"{"age":40}"#));
    assert_eq!(form.changed(), ["age"]);
    form.add_error(Account::AGE, Problem::new("no", "No."));
    assert!(form.cleaned().is_none() && form.changed().is_empty());
    assert_eq!(form.into_result().unwrap_err().status(), 422);
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
pub struct Inner {
    pub one: String,
    #[form(nested)]
    pub pair: Option<Pair>,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
pub struct Outer {
    pub before: String,
    #[form(flatten)]
    pub inner: Inner,
    pub after: u8,
}

fn now<T>(future: impl Future<Output = T>) -> T {
    let mut future = std::pin::pin!(future);
    match future.as_mut().poll(&mut std::task::Context::from_waker(std::task::Waker::noop())) {
        std::task::Poll::Ready(value) => value,
        std::task::Poll::Pending => panic!("the future is never pending"),
    }
}

/// Asynchronous checks run only on forms that are valid so far.
#[test]
fn asynchronous_checks_run_only_on_valid_forms() {
    let mut asked = 0;
    let form = Account::bind(&Body::form("name=Ada&age=x"));
    let form = now(form.check_async(async |_, _| asked += 1));
    assert_eq!((report(form.errors()).as_str(), asked), ("age:invalid", 0));
    let form = Account::bind(&Body::form("name=Ada&age=36"));
    let form = now(form.check_async(async |account, report| {
        asked += 1;
        assert_eq!(account.name, "Ada");
        report.add(Account::NAME, Problem::new("unique", "Take another name."));
        report.add_form_error(Problem::new("closed", "Come back tomorrow."));
    }));
    assert_eq!((report(form.errors()).as_str(), form.status()), ("name:unique :closed", 422));
    assert_eq!(form.submitted("name").as_deref(), Some("Ada"));
    let form = now(form.check_async(async |_, _| asked += 1));
    assert!(!form.is_valid());
    let form = now(Account::bind(&Body::form("name=Ada&age=36")).check_async(async |_, _| asked += 1));
    assert!(form.is_valid());
    assert_eq!(asked, 2);
}

/// A receipt keeps the submission, for errors of the database.
#[test]
fn a_receipt_keeps_the_submission() {
    let (account, receipt) = Account::bind(&Body::form("name=Ada&age=36&bio=x&phones[0].number=1"))
        .into_result()
        .unwrap()
        .into_parts();
    assert_eq!(account.name, "Ada");
    let again =
        receipt.reject(Account::PHONES.item(0).then(Phone::NUMBER), Problem::new("unique", "Take another."));
    assert_eq!(report(again.errors()), "phones[0].number:unique");
    assert_eq!(again.status(), 422);
    assert_eq!(again.submitted("phones[0].number").as_deref(), Some("1"));
    assert_eq!(again.submitted("bio").as_deref(), Some("x"));
    let mut again = again;
    again.add_form_error(Problem::new("closed", "No."));
    again.add_error(Account::NAME, Problem::new("taken", "No."));
    let bound = Bound::from(again);
    assert_eq!(report(bound.errors()), "name:taken phones[0].number:unique :closed");
    let (edit, receipt) =
        Account::bind_partial(&user(), &Body::json(r#"{"age":40}"#)).into_result().unwrap().into_parts();
    let mut model = user();
    assert_eq!(edit.apply_to(&mut model), ["age"]);
    let again = receipt.reject_form(Problem::new("conflict", "Someone else was faster."));
    assert_eq!(report(again.errors()), ":conflict");
    assert_eq!(again.submitted("age").as_deref(), Some("40"));
}

/// A form has an error even if a custom type returns no value and reports nothing.
#[test]
fn a_form_without_a_value_has_an_error() {
    #[derive(Debug, Clone, PartialEq)]
    struct Silent;
    impl forms::FieldType for Silent {
        type Subject = Self;
        const KIND: forms::Kind = forms::Kind::Text;
        fn clean<'b>(
            _: &forms::RawValue<'b>,
            _: &'static forms::FieldSchema,
            _: &mut forms::BindContext<'b>,
        ) -> Option<Self> {
            None
        }
        fn to_text(&self) -> Option<std::borrow::Cow<'_, str>> {
            None
        }
    }
    #[derive(Form, Debug)]
    #[form(fields = all)]
    struct Quiet {
        value: Silent,
    }
    for body in [Body::form("value=x"), Body::json(r#"{"value":["x"]}"#)] {
        let form = Quiet::bind(&body);
        assert_eq!((report(form.errors()).as_str(), form.status()), (":invalid", 422));
    }
}

/// A bound form has little overhead, and is `Send`, `Sync` and `'static` if its values are.
#[test]
fn a_bound_form_is_small_and_can_be_sent() {
    fn small<F: Form>() {
        for size in [
            size_of::<Bound<F, Create>>(),
            size_of::<Bound<F, Update>>(),
            size_of::<Result<Clean<F>, Invalid<F>>>(),
        ] {
            assert!(size <= size_of::<F>() + 128, "{size} for {}", size_of::<F>());
        }
        // clippy warns of a `Result` with an error of 128 bytes or more
        assert!(size_of::<Invalid<F>>() <= 64);
    }
    fn travels<T: Send + Sync + 'static>() {}
    small::<Account>();
    small::<Everything>();
    small::<Pair>();
    small::<Own>();
    small::<Login>();
    small::<Comment>();
    small::<Outer>();
    travels::<Bound<Everything>>();
    travels::<Bound<Everything, Update>>();
    travels::<Clean<Login>>();
    travels::<Edit<Account>>();
    travels::<Receipt<Account>>();
    travels::<Invalid<Account>>();
    travels::<Errors>();
    travels::<Body>();
    travels::<Changed<User>>();
}

#[derive(Choice, Debug, Clone, Copy, PartialEq)]
pub enum Size {
    Small,
    #[form(rename = "L")]
    Large,
}
