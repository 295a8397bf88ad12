//! Rules between fields, as they are declared and as they are called.
#![allow(missing_docs)]

use forms::{Answer, Body, Choice, Draft, Form, Report};

#[derive(Choice, Debug, Clone, Copy, PartialEq)]
enum Plan {
    Free,
    Pro,
}

#[derive(Form, Debug)]
#[form(name = Person, fields = [name, nickname], derive(Debug))]
pub struct PersonRow {
    pub name: String,
    pub nickname: Option<String>,
}

#[derive(Form, Debug)]
#[form(
    fields = all,
    at_least_one_of = [email, phone],
    exactly_one_of = [person.nickname, alias, tags],
    at_most_one_of = [fax, telex, wire],
    messages(at_most_one = "Too many of {fields}.")
)]
struct Account {
    #[form(flatten)]
    person: Person,
    #[form(email, label = "Email address")]
    email: Option<String>,
    #[form(required = false, label = "Phone number")]
    phone: String,
    alias: Option<String>,
    tags: Vec<String>,
    fax: bool,
    telex: bool,
    wire: Option<u8>,
    plan: Plan,
    #[form(required_if(plan = Plan::Pro), required_if(wire = 7u8))]
    card: Option<String>,
    #[form(required_unless(plan = Plan::Free), messages(required = "Where do we send the bill?"))]
    street: String,
    #[form(required_if(card))]
    holder: Option<String>,
    #[form(required_if(tags = "big"))]
    size: Option<u32>,
    #[form(required_if = is_root)]
    reason: Option<String>,
    #[form(differs = person.name)]
    motto: String,
    #[form(equals = motto)]
    again: String,
}

fn is_root(account: &Draft<Account>) -> bool {
    account.person.name.as_deref() == Some("root")
}

fn report(changes: &[(&str, &str)]) -> String {
    let good = [
        ("name", "ada"),
        ("email", "a@b.example"),
        ("alias", "countess"),
        ("plan", "Free"),
        ("motto", "x"),
        ("again", "x"),
    ];
    let kept = good.iter().filter(|(key, _)| !changes.iter().any(|(changed, _)| changed == key));
    let pairs: Vec<_> = kept.chain(changes).map(|(key, value)| format!("{key}={value}")).collect();
    Account::bind(&Body::form(pairs.join("&"))).errors().to_string()
}

#[test]
fn required_under_a_condition() {
    assert_eq!(report(&[]), "");
    assert_eq!(report(&[("plan", "Pro")]), "card: Enter card.\nstreet: Where do we send the bill?\n");
    assert_eq!(report(&[("plan", "Pro"), ("card", "1"), ("street", "s")]), "holder: Enter holder.\n");
    assert_eq!(report(&[("wire", "7")]), "card: Enter card.\n");
    assert_eq!(report(&[("wire", "8")]), "");
    assert_eq!(report(&[("alias", ""), ("tags", "small&tags=big")]), "size: Enter size.\n");
    assert_eq!(report(&[("name", "root")]), "reason: Enter reason.\n");
    // what a condition looks at, and what is not right itself, is reported once
    assert_eq!(report(&[("plan", "x")]), "plan: Choose plan from the options that there are.\n");
    assert_eq!(report(&[("wire", "7"), ("card", "%00")]), "card: Remove the null characters from card.\n");
}

#[test]
fn so_many_of_these() {
    assert_eq!(report(&[("email", "")]), "Fill in email address or phone number.\n");
    assert_eq!(report(&[("email", "x")]), "email: Email address must be an address like name@example.com.\n");
    assert_eq!(report(&[("email", ""), ("phone", "1")]), "");
    assert_eq!(report(&[("phone", "1")]), "");
    assert_eq!(report(&[("alias", "")]), "Fill in nickname, alias or tags.\n");
    assert_eq!(report(&[("nickname", "n")]), "Too many of nickname, alias, tags.\n");
    assert_eq!(report(&[("fax", "on")]), "");
    assert_eq!(report(&[("fax", "on"), ("telex", "0")]), "");
    assert_eq!(report(&[("fax", "on"), ("wire", "0")]), "Too many of fax, telex, wire.\n");
    let form = Account::bind(&Body::form("name=ada&plan=Free&motto=x&again=x&alias=c"));
    let errors = form.errors().to_json();
    assert_eq!(errors["__all__"][0]["code"], "at_least_one");
    assert_eq!(errors["__all__"][0]["params"]["fields"], "email, phone");
}

#[test]
fn the_same_and_another() {
    assert_eq!(report(&[("motto", "ada"), ("again", "ada")]), "motto: Motto must be another than name.\n");
    assert_eq!(report(&[("again", "y")]), "again: Again must be the same as motto.\n");
    assert_eq!(
        report(&[("motto", "ada"), ("again", "y")]),
        "motto: Motto must be another than name.\nagain: Again must be the same as motto.\n"
    );
}

#[test]
fn a_partial_update_is_judged_as_it_will_be() {
    #[derive(Form, Debug, Clone, PartialEq)]
    #[form(fields = all, at_least_one_of = [email, phone])]
    struct Reach {
        email: Option<String>,
        phone: Option<String>,
        #[form(required_if(phone))]
        hours: Option<String>,
    }
    let reach = Reach { email: Some("a".into()), phone: None, hours: None };
    let partial = |body: &str| Reach::bind_partial(&reach, &Body::json(body.to_owned())).errors().to_string();
    assert_eq!(partial("{}"), "");
    assert_eq!(partial(r#"{"email": null}"#), "Fill in email or phone.\n");
    assert_eq!(partial(r#"{"email": null, "phone": "1"}"#), "hours: Enter hours.\n");
}

#[test]
fn the_same_rules_as_functions() {
    #[derive(Form, Debug)]
    #[form(fields = all, check = checked)]
    struct Change {
        old: String,
        new: String,
        again: String,
        #[form(required = false)]
        why: String,
    }
    fn checked(change: &Draft<Change>, report: &mut Report<'_, Change>) {
        report.differs((Change::NEW, &change.new), (Change::OLD, &change.old));
        report.equals((Change::AGAIN, &change.again), (Change::NEW, &change.new));
        report.required_if(change.old.as_deref() == Some("lost"), (Change::WHY, &change.why));
        report.exactly_one_of(&[Answer::of(Change::OLD, &change.old), Answer::of(Change::WHY, &change.why)]);
    }
    let report = |body: &'static str| Change::bind(&Body::form(body)).errors().to_string();
    assert_eq!(report("old=a&new=b&again=b&why="), "");
    assert_eq!(
        report("old=a&new=a&again=b"),
        "new: New must be another than old.\nagain: Again must be the same as new.\n"
    );
    assert_eq!(report("old=lost&new=b&again=b"), "why: Enter why.\n");
    assert_eq!(report("old=a&new=b&again=b&why=x"), "Fill in only one of old and why.\n");
}
