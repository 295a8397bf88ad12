//! Bodies of new values.

use crate::{BankForm, Checkout, Payment, PaymentTag, bank, card};
use forms::{Body, Form};

fn errors<F: Form<Context = ()>>(body: &Body) -> String {
    crate::report(F::bind(body).errors())
}

#[test]
fn a_form_body_names_the_variant_in_its_keys() {
    let body =
        Body::form("email=a@b.example&payment.method=card&payment.card.number=4242&payment.card.save=on");
    let form = Checkout::bind(&body).into_result().unwrap().into_inner();
    let Payment::Card { number, save, .. } = form.payment else { panic!("another variant") };
    assert_eq!((number.as_str(), save), ("4242", true));
    let body = Body::form("payment.bank.iban=DE1&payment.method=bank&email=a@b.example");
    assert_eq!(Checkout::bind(&body).into_result().unwrap().payment, bank("DE1"));
    let body = Body::form("payment.method=invoice&email=a@b.example");
    assert_eq!(Checkout::bind(&body).into_result().unwrap().payment, Payment::Invoice);
}

#[test]
fn json_has_the_fields_beside_the_tag_in_any_order() {
    for json in [
        r#"{"payment":{"method":"card","number":"4242","save":false},"email":"a@b.example"}"#,
        r#"{"email":"a@b.example","payment":{"number":"4242","save":false,"method":"card"}}"#,
        r#"{"email":"a@b.example","payment":{"number":"4242","m\u0065thod":"c\u0061rd","save":false}}"#,
    ] {
        assert_eq!(Checkout::bind(&Body::json(json)).into_result().unwrap().payment, card("4242"), "{json}");
    }
    let form = Payment::bind(&Body::json(r#"{"iban":"DE1","method":"bank","holder":null}"#));
    assert_eq!(form.into_result().unwrap().into_inner(), bank("DE1"));
    let form = Payment::bind(&Body::json(r#"{"method":"invoice"}"#));
    assert_eq!(form.into_result().unwrap().into_inner(), Payment::Invoice);
}

#[test]
fn an_enum_is_a_form_of_its_own() {
    let form = Payment::bind(&Body::form("method=card&card.number=4242"));
    assert_eq!(form.into_result().unwrap().into_inner(), card("4242"));
    let form = Payment::bind(&Body::form("card.number=4242&method=card"));
    assert_eq!(form.into_result().unwrap().into_inner(), card("4242"));
}

#[test]
fn only_the_chosen_variant_is_validated() {
    let body = Body::form("method=bank&card.number=1&bank.iban=DE1&bank.holder=Ada&card.cvc=");
    let expected = Payment::BankTransfer(BankForm { iban: "DE1".to_owned(), holder: Some("Ada".to_owned()) });
    assert_eq!(Payment::bind(&body).into_result().unwrap().into_inner(), expected);
    assert_eq!(errors::<Payment>(&Body::form("method=card&bank.iban=DE1")), "card.number required\n");
    assert_eq!(errors::<Payment>(&Body::form("method=card")), "card.number required\n");
    assert_eq!(errors::<Payment>(&Body::form("method=card&card.number=0000")), "card.number test_card\n");
}

#[test]
fn a_field_of_another_variant_is_unknown_in_json() {
    let body = Body::json(r#"{"method":"card","number":"4242","save":true,"iban":"DE1"}"#);
    let form = Payment::bind(&body);
    let error = form.errors().iter().next().unwrap();
    assert_eq!((error.code(), form.errors().len()), ("unknown", 1));
    assert_eq!(error.params()[0].1.to_string(), "iban");
    // both variants have a holder
    let body = Body::json(r#"{"method":"bank","iban":"DE1","holder":"Ada"}"#);
    assert!(Payment::bind(&body).is_valid());
    // only form bodies have the names of variants in their keys
    for json in [
        r#"{"method":"invoice","card":{}}"#,
        r#"{"method":"invoice","bank":null}"#,
        r#"{"method":"invoice","number":1}"#,
    ] {
        assert_eq!(errors::<Payment>(&Body::json(json)), " unknown\n", "{json}");
    }
}

#[test]
fn undeclared_keys_of_any_variant_are_unknown() {
    assert_eq!(errors::<Payment>(&Body::form("method=invoice&card.admin=1")), "card unknown\n");
    assert_eq!(errors::<Payment>(&Body::form("method=invoice&paypal.user=1")), " unknown\n");
    assert_eq!(errors::<Payment>(&Body::form("method=invoice&number=1")), " unknown\n");
    assert_eq!(errors::<Payment>(&Body::form("method=card&card.number=4242&card.admin=1")), "card unknown\n");
}

#[test]
fn a_tag_is_required_and_names_a_variant() {
    for (body, code) in [
        (Body::form("card.number=4242"), "required"),
        (Body::form("method=&card.number=4242"), "required"),
        (Body::form("method=cash&card.number=4242"), "invalid_choice"),
        (Body::form("method=Card&card.number=4242"), "invalid_choice"),
        (Body::form("method=card&card.number=4242&method=bank"), "duplicate"),
        (Body::json(r#"{"number":"4242"}"#), "required"),
        (Body::json(r#"{"number":"4242","method":null}"#), "required"),
        (Body::json(r#"{"number":4242,"method":"cash"}"#), "invalid_choice"),
        (Body::json(r#"{"number":4242,"method":7}"#), "invalid"),
        (Body::json(r#"{"number":4242,"method":["card"]}"#), "invalid"),
        (Body::json(r#"{"method":"card","number":4242,"method":"card"}"#), "duplicate"),
        (Body::json(r#"{"method":"card","number":"4242","meth\u006fd":"bank"}"#), "duplicate"),
    ] {
        assert_eq!(errors::<Payment>(&body), format!("method {code}\n"));
    }
    let form = Payment::bind(&Body::form("method=cash"));
    assert_eq!(
        form.errors().to_string(),
        "method: Choose the answer to “How will you pay?” from the list.\n"
    );
}

#[test]
fn the_tag_is_read_as_a_choice() {
    assert_eq!(PaymentTag::from(&card("1")), PaymentTag::Card);
    assert_eq!(forms::Choice::value(PaymentTag::BankTransfer), "bank");
}

#[test]
fn fields_of_other_variants_are_counted() {
    let limits = forms::Limits::DEFAULT.max_fields(3);
    let body = |more: usize| {
        let mut body = "method=invoice".to_owned();
        (0..more).for_each(|_| body.push_str("&card.holder=x"));
        Body::form(body)
    };
    let capacity = (1..100).find(|more| !Payment::binder().limits(limits).bind(&body(*more)).is_valid());
    let status = Payment::binder().limits(limits).bind(&body(capacity.unwrap())).status();
    assert_eq!(status, 413);
    // members of JSON are counted once, although the object is read more than once
    let json = Body::json(r#"{"number":"4242","method":"card","save":true}"#);
    assert!(Payment::binder().limits(limits).bind(&json).is_valid());
}

#[test]
fn time_is_linear_in_the_members_beside_a_tag() {
    let limits = forms::Limits::DEFAULT.max_fields(u32::MAX).max_body_bytes(u32::MAX);
    let time = |members: usize| {
        let mut json = String::from("{");
        (0..members).for_each(|i| json.extend(["\"k", &i.to_string(), "\":[[1,2],{\"a\":null}],"]));
        json.push_str(r#""method":"card"}"#);
        let body = Body::json(json);
        let best = (0..5).map(|_| {
            let start = cpu_time::ThreadTime::now();
            assert!(!Payment::binder().limits(limits).bind(&body).is_valid());
            start.elapsed()
        });
        best.min().unwrap()
    };
    let (small, large) = (time(4_000), time(16_000));
    assert!(large < small * 8, "{small:?}, {large:?}");
}
