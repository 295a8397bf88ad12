//! Values written as bodies, and the fuzzer's promises.

use crate::{BankForm, Checkout, Payment, bank, card};
use forms::{
    Body, Form, Password,
    fuzzing::{Harness, Random},
};

#[derive(Form, Debug, Clone, PartialEq)]
#[form(name = Settings, fields = [name, payment, extra, others, delivery], derive(Debug, Clone, PartialEq))]
struct Customer {
    pub id: u32,
    #[form(max_length = 20)]
    pub name: String,
    #[form(nested)]
    pub payment: Payment,
    #[form(nested)]
    pub extra: Option<Payment>,
    #[form(nested, max_items = 4)]
    pub others: Vec<Payment>,
    #[form(flatten)]
    pub delivery: Delivery,
    pub balance: i64,
}

/// How an order is delivered.
#[derive(Form, Debug, Clone, PartialEq)]
#[form(tag = "delivery", rename_all = "snake_case", widget = select)]
enum Delivery {
    Post {
        #[form(max_length = 40)]
        street: String,
        #[form(immutable)]
        country: Option<String>,
    },
    Collect {
        #[form(max = 9)]
        desk: u8,
        #[form(max_items = 3)]
        days: Vec<u8>,
    },
    Download,
}

fn customer() -> Customer {
    Customer {
        id: 7,
        name: "Ada".to_owned(),
        payment: Payment::Card {
            number: "4242".to_owned(),
            holder: "A".to_owned(),
            cvc: Some(Password::new("123456789")),
            save: true,
        },
        extra: Some(bank("DE1")),
        others: vec![Payment::Invoice, card("5555")],
        delivery: Delivery::Collect { desk: 3, days: vec![1, 2] },
        balance: 12,
    }
}

#[test]
fn a_value_is_written_with_its_variant() {
    let checkout = Checkout { payment: card("4242"), email: "a@b.example".parse().unwrap() };
    assert_eq!(
        Checkout::encode(&checkout).unwrap(),
        "payment.method=card&payment.card.number=4242&payment.card.holder=&payment.card.save=false&email=a%40b.example"
    );
    let ada = Payment::BankTransfer(BankForm { iban: "DE1".to_owned(), holder: Some("Ada".to_owned()) });
    assert_eq!(Payment::encode_json(&ada).unwrap(), r#"{"method":"bank","iban":"DE1","holder":"Ada"}"#);
    for payment in [ada, card("4242"), Payment::Invoice] {
        let json = Body::json(Payment::encode_json(&payment).unwrap());
        assert_eq!(Payment::bind(&json).into_result().unwrap().into_inner(), payment);
        let form = Body::form(Payment::encode(&payment).unwrap());
        assert_eq!(Payment::bind(&form).into_result().unwrap().into_inner(), payment);
    }
}

#[test]
fn the_fuzzer_finds_no_broken_promise() {
    let (payment, checkout) = (Harness::<Payment>::new(), Harness::<Checkout>::new());
    let update = Harness::<Payment>::new().over(|| bank("DE1"));
    let settings = Harness::<Settings>::new().over(customer);
    let mut random = Random::new(7);
    for _ in 0..250 {
        let bytes = random.bytes(200);
        payment.assert(&bytes);
        checkout.assert(&bytes);
        update.assert(&bytes);
        settings.assert(&bytes);
    }
}
