//! Updates: of the fields of a variant, and from one variant to another.

use crate::{Checkout, Payment, bank, card};
use forms::{Body, Form};

fn checkout(payment: Payment) -> Checkout {
    Checkout { payment, email: "a@b.example".parse().unwrap() }
}

#[test]
fn an_update_within_a_variant_writes_its_fields() {
    let model = checkout(card("4242"));
    for body in [
        Body::form("payment.method=card&payment.card.number=5555&payment.bank.iban=&email=a@b.example"),
        Body::json(r#"{"payment":{"method":"card","number":"5555","save":false},"email":"a@b.example"}"#),
    ] {
        let mut model = model.clone();
        let changed = Checkout::bind_update(&model, &body).into_result().unwrap().apply_to(&mut model);
        assert_eq!(changed, ["payment"]);
        assert!(changed.has(Checkout::PAYMENT.then(Payment::CARD).then(crate::PaymentCard::NUMBER)));
        assert!(!changed.has(Checkout::PAYMENT.then(Payment::METHOD)));
        assert_eq!(model.payment, card("5555"));
    }
}

#[test]
fn an_update_may_change_the_variant() {
    for body in [
        Body::form("payment.method=bank&payment.card.number=4242&payment.bank.iban=DE1&email=a@b.example"),
        Body::json(r#"{"payment":{"iban":"DE1","method":"bank"},"email":"a@b.example"}"#),
    ] {
        let mut model = checkout(card("4242"));
        let changed = Checkout::bind_update(&model, &body).into_result().unwrap().apply_to(&mut model);
        assert_eq!(changed, ["payment"]);
        assert!(changed.has(Checkout::PAYMENT.then(Payment::METHOD)));
        assert_eq!(model.payment, bank("DE1"));
    }
    let mut payment = card("4242");
    let body = Body::form("method=invoice");
    let changed = Payment::bind_update(&payment, &body).into_result().unwrap().apply_to(&mut payment);
    assert_eq!(changed, ["method"]);
    assert_eq!(payment, Payment::Invoice);
    let body = Body::form("method=bank&bank.iban=DE1");
    let changed = Payment::bind_update(&payment, &body).into_result().unwrap().apply_to(&mut payment);
    assert_eq!(changed, ["method", "bank"]);
    // the fields of the new variant are required, as in a new value
    let form = Payment::bind_partial(&payment, &Body::form("method=card"));
    assert!(form.errors().has_error("card.number", "required"));
}

#[test]
fn a_partial_update_keeps_the_variant_and_what_it_leaves_out() {
    for body in [Body::form("payment.bank.holder=Ada"), Body::json(r#"{"payment":{"holder":"Ada"}}"#)] {
        let mut model = checkout(bank("DE1"));
        let changed = Checkout::bind_partial(&model, &body).into_result().unwrap().apply_to(&mut model);
        assert_eq!(changed, ["payment"]);
        let Payment::BankTransfer(form) = &model.payment else { panic!("another variant") };
        assert_eq!((form.iban.as_str(), form.holder.as_deref()), ("DE1", Some("Ada")));
    }
    let model = checkout(bank("DE1"));
    let form = Checkout::bind_partial(&model, &Body::json(r#"{"payment":{"number":"4242"}}"#));
    assert_eq!(form.errors().iter().map(|error| error.code()).collect::<Vec<_>>(), ["unknown"]);
    // in a form body, fields of another variant are ignored
    let form = Checkout::bind_partial(&model, &Body::form("payment.card.number=4242"));
    assert!(form.changed().is_empty());
}

#[test]
fn a_change_of_the_model_meanwhile_is_a_conflict() {
    let bound = checkout(bank("DE1"));
    let body = Body::json(r#"{"payment":{"holder":"Ada"}}"#);
    let clean = Checkout::bind_partial(&bound, &body).into_result().unwrap();
    let mut model = checkout(card("4242"));
    let changed = clean.apply_to(&mut model);
    assert!(changed.is_empty() && changed.has_conflict_at(Checkout::PAYMENT));
    assert_eq!(model, checkout(card("4242")));

    let body = Body::json(r#"{"payment":{"method":"card","number":"5555","save":true}}"#);
    let clean = Checkout::bind_partial(&bound, &body).into_result().unwrap();
    let changed = clean.apply_to(&mut model);
    assert!(changed.is_empty() && changed.has_conflicts());
    assert_eq!(model, checkout(card("4242")));
}
