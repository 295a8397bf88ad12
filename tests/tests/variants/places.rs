//! The places of an enum in a form: optional, in a list, flattened, in a variant.

use crate::{BankForm, Payment, PaymentDraft, bank, card};
use forms::{Body, Form, Problem, Report};

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Account {
    #[form(nested)]
    payment: Option<Payment>,
    #[form(nested, max_items = 3)]
    others: Vec<Payment>,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all, check = no_large_invoice)]
struct Order {
    amount: u32,
    #[form(flatten)]
    payment: Payment,
    note: Option<String>,
}

fn no_large_invoice(draft: &OrderDraft, report: &mut Report<'_, Order>) {
    if let (Some(amount), Some(PaymentDraft::Invoice)) = (draft.amount, &draft.payment)
        && amount > 1000
    {
        report.add(Order::PAYMENT.then(Payment::METHOD), Problem::new("too_large", "Choose another method."));
    }
}

/// An enum in a variant of another one, which contains itself.
#[derive(Form, Debug, Clone, PartialEq)]
#[form(tag = "op", rename_all = "lowercase", rename_all_fields = "camelCase")]
enum Filter {
    Is {
        field_name: String,
        value: i32,
    },
    All {
        #[form(nested, max_items = 3)]
        of: Vec<Filter>,
    },
    PaidBy {
        #[form(nested)]
        how: Payment,
        #[form(nested)]
        before: Option<Payment>,
    },
}

fn report<F: Form, P>(form: &forms::Bound<F, P>) -> String {
    crate::report(form.errors())
}

#[test]
fn an_optional_enum_is_none_without_a_tag() {
    for body in [
        Body::form(""),
        Body::form("payment.method=&payment.card.number=typed&payment.bank.iban="),
        Body::form("payment.card.number=typed"),
        Body::json(r#"{"payment":null,"others":[]}"#),
        Body::json(r#"{"others":[]}"#),
    ] {
        let account = Account::bind(&body).into_result().unwrap().into_inner();
        assert_eq!(account, Account { payment: None, others: Vec::new() });
    }
    let form = Account::bind(&Body::json(r#"{"payment":{"number":"4242"},"others":[]}"#));
    assert_eq!(report(&form), "payment.method required\n");
    let form = Account::bind(&Body::form("payment.method=&payment.admin=1"));
    assert_eq!(report(&form), "payment.method required\npayment unknown\n");
}

#[test]
fn an_update_removes_and_adds_an_optional_enum() {
    let mut account = Account { payment: Some(card("4242")), others: Vec::new() };
    let body = Body::form("payment.method=&payment.card.number=4242");
    Account::bind_update(&account, &body).into_result().unwrap().apply_to(&mut account);
    assert_eq!(account.payment, None);
    let body = Body::form("payment.method=bank&payment.card.number=4242&payment.bank.iban=DE1");
    Account::bind_partial(&account, &body).into_result().unwrap().apply_to(&mut account);
    assert_eq!(account.payment, Some(bank("DE1")));
    let body = Body::form("payment.bank.holder=Ada");
    Account::bind_partial(&account, &body).into_result().unwrap().apply_to(&mut account);
    let ada = BankForm { iban: "DE1".to_owned(), holder: Some("Ada".to_owned()) };
    assert_eq!(account.payment, Some(Payment::BankTransfer(ada)));
}

#[test]
fn each_row_has_its_own_variant() {
    let rows = vec![card("4242"), bank("DE1"), Payment::Invoice];
    for body in [
        Body::form(
            "others[0].method=card&others[0].card.number=4242&others[0].bank.iban=&others[1].bank.iban=DE1\
             &others[1].method=bank&others[2].method=invoice&others[3].method=&others[3].card.number=",
        ),
        Body::json(
            r#"{"others":[{"number":"4242","method":"card","save":false},{"method":"bank","iban":"DE1"},{"method":"invoice"}]}"#,
        ),
    ] {
        let form = Account::bind(&body);
        assert_eq!(report(&form), "");
        assert_eq!(form.into_result().unwrap().others, rows);
    }
    let form = Account::bind(&Body::form("others[0].method=&others[0].card.number=typed"));
    assert_eq!(report(&form), "others[0].method required\n");
    let form =
        Account::bind(&Body::json(r#"{"others":[{"method":"card"},{"method":"bank","iban":1,"x":2}]}"#));
    assert_eq!(
        report(&form),
        "others[0].number required\nothers[0].save required\nothers[1].iban invalid\nothers[1] unknown\n"
    );
}

#[test]
fn rows_that_are_repeated_do_not_change() {
    let mut account =
        Account { payment: Some(bank("")), others: vec![card("1"), bank(""), Payment::Invoice, bank("DE1")] };
    // the card number is too short by now, the first account has no number, and there are too many rows
    for body in [
        Body::form(
            "payment.method=bank&payment.bank.iban=&others[0].method=card&others[0].card.number=1&others[1].method=bank\
             &others[1].card.number=typed&others[1].bank.iban=&others[2].method=invoice&others[3].method=bank&others[3].bank.iban=DE1",
        ),
        Body::json(
            r#"{"payment":{"iban":"","method":"bank"},"others":[{"method":"card","number":"1","save":false},
            {"iban":"","method":"bank"},{"method":"invoice"},{"method":"bank","iban":"DE1"}]}"#,
        ),
    ] {
        let form = Account::bind_update(&account.clone(), &body);
        assert_eq!(report(&form), "");
        assert!(form.changed().is_empty(), "{:?}", form.changed());
        let before = account.clone();
        form.into_result().unwrap().apply_to(&mut account);
        assert_eq!(account, before);
    }
}

#[test]
fn a_flattened_enum_has_its_tag_beside_the_fields() {
    let order = |payment| Order { amount: 7, payment, note: None };
    for (body, payment) in [
        (Body::form("amount=7&method=card&card.number=4242&bank.iban=x"), card("4242")),
        (Body::form("bank.iban=DE1&note=&method=bank&amount=7"), bank("DE1")),
        (Body::json(r#"{"save":false,"amount":7,"number":"4242","method":"card"}"#), card("4242")),
        (Body::json(r#"{"method":"invoice","amount":7}"#), Payment::Invoice),
    ] {
        let form = Order::bind(&body);
        assert_eq!(report(&form), "");
        assert_eq!(form.into_result().unwrap().into_inner(), order(payment));
    }
    let form = Order::bind(&Body::json(r#"{"method":"card","amount":"x","iban":"DE1","card":{}}"#));
    assert_eq!(report(&form), "amount invalid\nnumber required\nsave required\n unknown\n unknown\n");
    let form = Order::bind(&Body::form("amount=7&card.number=4242&number=1"));
    assert_eq!(report(&form), "method required\n unknown\n");
    let form = Order::bind(&Body::json(r#"{"amount":7,"number":"4242"}"#));
    assert_eq!(report(&form), "method required\n");
    let form = Order::bind(&Body::form("amount=7000&method=invoice"));
    assert_eq!(report(&form), "method too_large\n");

    let mut model = order(card("4242"));
    let form = Order::bind_partial(&model, &Body::json(r#"{"number":"5555","note":"n"}"#));
    let changed = form.into_result().unwrap().apply_to(&mut model);
    assert_eq!(changed, ["card", "note"]);
    assert!(changed.has(Order::PAYMENT.then(Payment::CARD)));
    assert_eq!(model.payment, card("5555"));
    let form = Order::bind_update(&model, &Body::form("amount=7&method=bank&bank.iban=DE1&note="));
    assert_eq!(form.changed(), ["method", "bank", "note"]);
    let changed = form.into_result().unwrap().apply_to(&mut model);
    assert_eq!(changed, ["method", "bank", "note"]);
    assert_eq!(model, order(bank("DE1")));
}

#[test]
fn an_enum_may_hold_enums() {
    let json = r#"{"of":[{"fieldName":"a","value":1,"op":"is"},{"op":"all","of":[{"how":{"number":"4242","save":false,
        "method":"card"},"op":"paidby"}]}],"op":"all"}"#;
    let form = Filter::bind(&Body::json(json));
    // all.of[1].all.of[0].paidby.how.card.number would have more than eight levels
    assert_eq!(form.status(), 413);
    let json = r#"{"of":[{"fieldName":"a","value":1,"op":"is"},{"how":{"number":"4242","save":false,"method":"card"},
        "op":"paidby"}],"op":"all"}"#;
    for body in [
        Body::json(json),
        Body::form(
            "op=all&all.of[0].op=is&all.of[0].is.fieldName=a&all.of[0].is.value=1&all.of[1].op=paidby\
             &all.of[1].paidby.how.method=card&all.of[1].paidby.how.card.number=4242",
        ),
    ] {
        let form = Filter::bind(&body);
        assert_eq!(report(&form), "");
        let paid = Filter::PaidBy { how: card("4242"), before: None };
        let filter = Filter::All { of: vec![Filter::Is { field_name: "a".to_owned(), value: 1 }, paid] };
        assert_eq!(form.into_result().unwrap().into_inner(), filter);
    }
}

#[test]
fn reports_of_json_leave_out_the_names_of_variants() {
    let body = Body::json(r#"{"payment":{"method":"card","number":"x"},"others":[{"method":"bank"}]}"#);
    let form = Account::bind(&body);
    let pointers: Vec<_> = form.errors().iter().map(|error| error.pointer()).collect();
    assert_eq!(pointers, ["/payment/number", "/payment/save", "/others/0/iban"]);
    let nested = form.errors().to_nested_json();
    assert_eq!(nested["payment"]["number"][0]["code"], "min_length");
    assert_eq!(nested["others"]["0"]["iban"][0]["code"], "required");
    assert!(form.errors().to_json()["payment.number"].is_array());
    assert!(form.errors().to_problem_details().to_string().contains("#/payment/number"));
    assert_eq!(form.submitted("payment.number").as_deref(), Some("x"));

    let form = Account::bind(&Body::form("payment.method=card&payment.card.number=x"));
    assert_eq!(form.errors().iter().next().unwrap().pointer(), "/payment/card/number");
    assert_eq!(form.submitted("payment.card.number").as_deref(), Some("x"));
}

/// A rule between the fields of a variant, and one of the enum.
#[derive(Form, Debug, Clone, PartialEq)]
#[form(tag = "by", check = no_fax)]
enum Contact {
    #[form(at_least_one_of = [email, phone], messages(at_least_one = "Say how."))]
    Direct {
        email: Option<String>,
        phone: Option<String>,
    },
    Fax {
        number: String,
    },
}

fn no_fax(draft: &forms::Draft<Contact>, report: &mut Report<'_, Contact>) {
    if let Some(ContactDraft::Fax(_)) = draft {
        report.add_form_error(Problem::new("no_fax", "Nobody reads a fax."));
    }
}

#[test]
fn a_variant_and_the_enum_have_rules() {
    let form = Contact::bind(&Body::form("by=Direct"));
    assert_eq!(form.errors().to_string(), "Direct: Say how.\n");
    let form = Contact::bind(&Body::json(r#"{"by":"Direct"}"#));
    assert_eq!(form.errors().to_string(), "Say how.\n");
    assert_eq!(form.errors().to_json()["__all__"][0]["code"], "at_least_one");
    assert_eq!(form.errors().to_nested_json()["__all__"][0]["code"], "at_least_one");
    let form = Contact::bind(&Body::json(r#"{"by":"Fax","number":"1"}"#));
    assert_eq!(form.errors().to_string(), "Nobody reads a fax.\n");
}
