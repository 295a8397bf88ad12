//! Keys of every type, and lists of rows in rows and in other forms.

use super::codes;
use forms::{BindContext, Body, Choice, FieldSchema, FieldType, Form, Kind, Limits, RawValue};
use std::borrow::Cow;
use tests::sent_back;

/// A custom key type.
#[derive(Debug, Clone, PartialEq)]
struct Sku(String);

impl FieldType for Sku {
    type Subject = str;
    const KIND: Kind = Kind::Text;
    fn clean<'b>(raw: &RawValue<'b>, field: &'static FieldSchema, cx: &mut BindContext<'b>) -> Option<Self> {
        cx.parse(raw, field, |text| Ok(Sku(text.to_ascii_uppercase())))
    }
    fn to_text(&self) -> Option<Cow<'_, str>> {
        Some((&self.0).into())
    }
}

#[derive(Choice, Debug, Clone, Copy, PartialEq)]
enum Language {
    De,
    En,
}

/// Declares a form with a list of rows of one key type, and checks that a row is found by its key and by no other.
macro_rules! key_type {
    ($($test:ident: $type:ty, $key:expr, $json:expr, $other:expr;)*) => { $(
        #[test]
        fn $test() {
            #[derive(Form, Debug, Clone, PartialEq)]
            #[form(fields = all)]
            struct Row {
                #[form(rename = "row-key")]
                key: $type,
                text: String,
            }
            #[derive(Form, Debug, Clone, PartialEq)]
            #[form(fields = all)]
            struct List {
                #[form(nested, key = key)]
                rows: Vec<Row>,
            }
            let key: $type = $key;
            let model = List { rows: vec![Row { key: key.clone(), text: "a".into() }] };
            let bind = |key: &str| {
                let body = format!(r#"{{"rows": [{{"text": "b", "row-key": {key}}}]}}"#);
                List::bind_partial(&model, &Body::json(body))
            };
            let mut changed = model.clone();
            bind($json).into_result().unwrap().apply_to(&mut changed);
            assert_eq!(changed.rows, [Row { key, text: "b".into() }]);
            assert_eq!(codes(&bind($other)), "rows[0]:unknown_row");
            let pairs = sent_back::pairs(&List::filled(&model).to_html());
            assert!(pairs.iter().any(|(name, _)| name == "rows[0].row-key"), "{pairs:?}");
            let bound = List::bind_update(&model, &Body::form(sent_back::body(&pairs)));
            assert!(bound.into_result().unwrap().apply_to(&mut model.clone()).is_empty());
        }
    )* };
}

key_type! {
    integers: i64, -7, "-7.0", "7";
    wide_integers: i128, i128::MAX, "170141183460469231731687303715884105727", "170141183460469231731687303715884105726";
    texts: String, "a".into(), r#""\u0061""#, r#""A""#;
    uuids: uuid::Uuid, uuid::Uuid::from_u128(7), r#""00000000-0000-0000-0000-000000000007""#, r#""00000000-0000-0000-0000-000000000008""#;
    optional_uuids: Option<uuid::Uuid>, Some(uuid::Uuid::from_u128(7)), r#""00000000-0000-0000-0000-000000000007""#, r#""00000000-0000-0000-0000-000000000008""#;
    choices: Language, Language::En, r#""En""#, r#""De""#;
    custom_types: Sku, Sku("A1".into()), r#""a1""#, r#""a2""#;
    decimals: rust_decimal::Decimal, rust_decimal::Decimal::new(150, 2), r#""1.5""#, r#""1.51""#;
    dates: jiff::civil::Date, jiff::civil::date(2027, 3, 31), r#""2027-03-31""#, r#""2027-03-30""#;
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Discount {
    #[form(read_only, default)]
    id: u32,
    percent: u32,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Line {
    id: Option<u32>,
    sku: String,
    #[form(nested, key = id, can_add, can_delete, can_order)]
    discounts: Vec<Discount>,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Cart {
    #[form(nested, key = id, can_add, can_delete, can_order)]
    lines: Vec<Line>,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Order {
    #[form(flatten)]
    cart: Cart,
    #[form(nested)]
    gift: Option<Cart>,
}

fn discount(id: u32) -> Discount {
    Discount { id, percent: 10 * id }
}

fn cart() -> Cart {
    Cart {
        lines: vec![
            Line { id: Some(1), sku: "pen".into(), discounts: vec![discount(1), discount(2)] },
            Line { id: Some(2), sku: "ink".into(), discounts: vec![discount(3)] },
        ],
    }
}

#[test]
fn rows_in_rows_are_matched_within_their_row() {
    let bind = |lines: &str| Cart::bind_partial(&cart(), &Body::json(format!(r#"{{"lines": {lines}}}"#)));
    // the discount of another line is unknown here
    for id in [3, 4] {
        let lines = format!(r#"[{{"id": 1, "discounts": [{{"id": {id}, "percent": 5}}]}}]"#);
        assert_eq!(codes(&bind(&lines)), "lines[0].discounts[0]:unknown_row");
    }
    let lines = r#"[
        {"id": 2, "discounts": [{"id": 3, "delete": true}, {"percent": 7}]},
        {"id": 1, "sku": "red", "discounts": [{"id": 2, "percent": 21}, {"id": 1}]},
        {"sku": "pad", "discounts": [{"percent": 1}]}
    ]"#;
    let mut model = cart();
    let changed = bind(lines).into_result().unwrap().apply_to(&mut model);
    let new = Discount { id: 0, percent: 7 };
    assert_eq!(
        model.lines,
        [
            Line { id: Some(2), sku: "ink".into(), discounts: vec![new.clone()] },
            Line {
                id: Some(1),
                sku: "red".into(),
                discounts: vec![Discount { id: 2, percent: 21 }, discount(1)]
            },
            Line { id: None, sku: "pad".into(), discounts: vec![Discount { id: 0, percent: 1 }] },
        ]
    );
    let lines = changed.rows(Cart::LINES);
    assert!(lines.is_reordered() && lines.deleted().is_empty());
    assert_eq!(lines.inserted().map(|row| row.index()).collect::<Vec<_>>(), [2]);
    let updated: Vec<_> = lines.updated().map(|row| (row.index(), row.changed().join(","))).collect();
    assert_eq!(updated, [(0, "discounts".into()), (1, "sku,discounts".into())]);
    // by a composed reference, and by the row
    let first = changed.rows(Cart::LINES.item(0).then(Line::DISCOUNTS));
    assert_eq!((first.deleted(), first.inserted().next().unwrap().row()), (&[discount(3)][..], &new));
    let second = lines.updated().nth(1).unwrap().changed().rows(Line::DISCOUNTS);
    assert!(second.is_reordered());
    let row = second.updated().next().unwrap();
    assert_eq!((row.index(), row.changed().to_vec()), (0, vec!["percent"]));
    assert!(changed.has(Cart::LINES.item(1).then(Line::DISCOUNTS).item(0).then(Discount::PERCENT)));
    assert!(!changed.has(Cart::LINES.item(1).then(Line::DISCOUNTS).item(1).then(Discount::PERCENT)));
}

#[test]
fn rows_in_other_forms() {
    let model = Order { cart: cart(), gift: Some(cart()) };
    let bind = |body: &str| Order::bind_partial(&model, &Body::json(body));
    let body = r#"{"lines": [{"id": 1, "sku": "red"}, {"id": 2, "delete": true}], "gift": {"lines": [{"id": 2, "delete": true}]}}"#;
    let mut applied = model.clone();
    let changed = bind(body).into_result().unwrap().apply_to(&mut applied);
    assert_eq!(changed.rows(Order::CART.then(Cart::LINES)).deleted().len(), 1);
    assert_eq!(changed.rows(Order::GIFT.then(Cart::LINES)).deleted()[0].sku, "ink");
    assert_eq!((applied.cart.lines.len(), applied.gift.unwrap().lines.len()), (1, 1));
    let form = bind(r#"{"gift": {"lines": [{"id": 9, "sku": "x", "discounts": []}]}}"#);
    assert_eq!(codes(&form), "gift.lines[0]:unknown_row");
    // a form that is new has only new rows
    let without = Order { cart: cart(), gift: None };
    let bind = |body: &str| Order::bind_partial(&without, &Body::json(body));
    assert_eq!(codes(&bind(r#"{"gift": {"lines": [{"id": 1}]}}"#)), "gift.lines[0]:unknown_row");
    let mut applied = without.clone();
    let body = r#"{"gift": {"lines": [{"sku": "x", "discounts": [{"percent": 3}]}]}}"#;
    bind(body).into_result().unwrap().apply_to(&mut applied);
    assert_eq!(applied.gift.unwrap().lines[0].discounts[0].percent, 3);
    let pairs = sent_back::pairs(&Order::filled(&model).to_html());
    let bound = Order::bind_update(&model, &Body::form(sent_back::body(&pairs)));
    assert!(bound.into_result().unwrap().apply_to(&mut model.clone()).is_empty());
}

/// A secret of a row stays, wherever the row is on the page.
#[test]
fn a_changed_row_keeps_its_secret() {
    #[derive(Form, Clone, PartialEq)]
    #[form(fields = all)]
    struct Device {
        id: Option<u32>,
        name: String,
        pin: Option<forms::Password>,
    }
    #[derive(Form, Clone, PartialEq)]
    #[form(fields = all)]
    struct Account {
        #[form(nested, key = id, can_order)]
        devices: Vec<Device>,
    }
    let device =
        |id, pin: &str| Device { id: Some(id), name: "a".into(), pin: Some(forms::Password::new(pin)) };
    let model = Account { devices: vec![device(1, "first pin"), device(2, "second pin")] };
    let mut pairs = sent_back::pairs(&Account::filled(&model).to_html());
    // the second row first, with another name
    for (name, value) in &mut pairs {
        match name.as_str() {
            "devices[0].id" => *value = "2".into(),
            "devices[1].id" => *value = "1".into(),
            "devices[0].name" => *value = "b".into(),
            _ => {}
        }
    }
    let mut applied = model.clone();
    Account::bind_update(&model, &Body::form(sent_back::body(&pairs)))
        .into_result()
        .unwrap()
        .apply_to(&mut applied);
    assert!(applied.devices[0].pin == model.devices[1].pin && applied.devices[1].pin == model.devices[0].pin);
    assert_eq!(applied.devices[0].name, "b");
}

/// The number of rows that may be named is that of the present rows and those that may be added.
#[test]
fn many_rows_are_matched_in_any_order() {
    let many = 5_000;
    let line = |id| Line { id: Some(id), sku: "a".into(), discounts: Vec::new() };
    let model = Cart { lines: (0..many).map(line).collect() };
    let limits = Limits::DEFAULT.max_items(many).max_fields(200_000).max_body_bytes(1 << 22);
    let rows = |ids: &mut dyn Iterator<Item = u32>| {
        let rows: Vec<_> = ids.map(|id| format!(r#"{{"id": {id}, "sku": "b", "discounts": []}}"#)).collect();
        Body::json(format!(r#"{{"lines": [{}]}}"#, rows.join(",")))
    };
    for body in
        [rows(&mut (0..many)), rows(&mut (0..many).rev()), rows(&mut (0..many).map(|id| id * 7 % many))]
    {
        let mut applied = model.clone();
        let bound = Cart::binder().limits(limits).bind_update(&model, &body);
        let changed = bound.into_result().unwrap().apply_to(&mut applied);
        assert_eq!(changed.rows(Cart::LINES).updated().len(), many as usize);
        assert!(applied.lines.iter().all(|line| line.sku == "b"));
    }
    let pairs: Vec<_> = (0..many)
        .rev()
        .map(|id| format!("lines[{}].id={id}&lines[{}].sku=c", many - 1 - id, many - 1 - id))
        .collect();
    let mut applied = model.clone();
    let bound = Cart::binder().limits(limits).bind_update(&model, &Body::form(pairs.join("&")));
    assert_eq!(
        bound.into_result().unwrap().apply_to(&mut applied).rows(Cart::LINES).updated().len(),
        many as usize
    );
}
