//! The scenarios: ten uses of the library, each with data that never changes.

use crate::forms_measured::{Address, Numbers, Phone, Plan, Profile, Signup};
use forms::{Body, Form};
use std::hint::black_box;

/// A name, and the work of one round.
pub(crate) type Scenario = (&'static str, fn() -> Box<dyn Fn()>);

pub(crate) const ALL: &[Scenario] = &[
    ("sign-up, urlencoded", || {
        bind_signup(Body::form(
            "username=ada_l&email=ada%40example.com&password=correct-horse-battery&password2=correct-horse-battery&age=36",
        ))
    }),
    ("sign-up, JSON", || {
        bind_signup(Body::json(
            r#"{"username":"ada_l","email":"ada@example.com","password":"correct-horse-battery","password2":"correct-horse-battery","age":36}"#,
        ))
    }),
    ("sign-up, JSON with four errors and a report", || {
        let body = Body::json(r#"{"username":"a","email":"ada","password":"x","password2":"y","age":"old"}"#);
        Box::new(move || {
            let form = Signup::bind(&body);
            black_box(form.errors().to_problem_details().to_string());
        })
    }),
    ("unknown keys, urlencoded", || {
        bind_signup(Body::form(
            "is_admin=true&role=owner&id=1&created_at=2020-01-01&user%5Brole%5D=owner&username=ada_l&email=ada%40example.com",
        ))
    }),
    ("profile with rows, urlencoded", || bind_profile(Body::form(profile_form(20)))),
    ("profile with rows, JSON", || bind_profile(Body::json(profile_json(20)))),
    ("1,000 numbers, JSON", || {
        let values: Vec<_> = (0..1_000).map(|i| (i * 7_919).to_string()).collect();
        let body = Body::json(format!(r#"{{"values":[{}]}}"#, values.join(",")));
        Box::new(move || drop(black_box(Numbers::bind(&body).into_result().unwrap())))
    }),
    ("update that changes one field", || {
        let (present, body) = (profile(20), Body::form(profile_form(20).replace("age=36", "age=37")));
        Box::new(move || {
            let mut target = present.clone();
            let clean = Profile::bind_update(&present, &body).into_result().unwrap();
            black_box(clean.apply_to(&mut target).len());
        })
    }),
    ("page of a blank form", || Box::new(|| drop(black_box(Profile::blank().to_html())))),
    ("page of a refused form", || {
        let body = Body::form(profile_form(20).replace("age=36", "age=old").replace("12345", "x"));
        Box::new(move || drop(black_box(Profile::bind(&body).to_html())))
    }),
];

fn bind_signup(body: Body) -> Box<dyn Fn()> {
    Box::new(move || drop(black_box(Signup::bind(&body))))
}

fn bind_profile(body: Body) -> Box<dyn Fn()> {
    assert!(Profile::bind(&body).is_valid(), "{}", Profile::bind(&body).errors());
    Box::new(move || drop(black_box(Profile::bind(&body))))
}

fn profile(rows: usize) -> Profile {
    let phone = |i| Phone { label: format!("Line {i}"), number: format!("+49 30 {:07}", i * 31) };
    Profile {
        first_name: "Ada".to_owned(),
        last_name: "Lovelace".to_owned(),
        email: "ada@example.com".to_owned(),
        bio: "First programmer.".to_owned(),
        website: Some("https://example.com/ada".to_owned()),
        age: Some(36),
        height: Some(1.65),
        plan: Plan::Team,
        newsletter: true,
        invoices: false,
        tags: vec!["engine".to_owned(), "notes".to_owned()],
        plans_before: vec![Plan::Free],
        address: Address {
            street: "12 St James's Square".to_owned(),
            city: "London".to_owned(),
            postcode: "12345".to_owned(),
        },
        phones: (0..rows).map(phone).collect(),
    }
}

fn profile_form(rows: usize) -> String {
    let head = "first_name=Ada&last_name=Lovelace&email=ada%40example.com&bio=First+programmer.\
        &website=https%3A%2F%2Fexample.com%2Fada&age=36&height=1.65&plan=team&newsletter=true\
        &tags=engine&tags=notes&plans_before=free&address.street=12+St+James%27s+Square&address.city=London\
        &address.postcode=12345";
    let row = |i| format!("&phones%5B{i}%5D.label=Line+{i}&phones%5B{i}%5D.number=%2B49+30+{:07}", i * 31);
    (0..rows).map(row).fold(head.to_owned(), |body, row| body + &row)
}

fn profile_json(rows: usize) -> String {
    let phones: Vec<_> =
        (0..rows).map(|i| format!(r#"{{"label":"Line {i}","number":"+49 30 {:07}"}}"#, i * 31)).collect();
    format!(
        r#"{{"first_name":"Ada","last_name":"Lovelace","email":"ada@example.com","bio":"First programmer.",
        "website":"https://example.com/ada","age":36,"height":1.65,"plan":"team","newsletter":true,"invoices":false,
        "tags":["engine","notes"],"plans_before":["free"],
        "address":{{"street":"12 St James's Square","city":"London","postcode":"12345"}},"phones":[{}]}}"#,
        phones.join(",")
    )
}
