//! Rows with a key: each submitted row is the present row of the same key, or a new one (P57).
#![allow(missing_docs)]

mod pages;
mod shapes;

use forms::{Body, Bound, FieldSchema, Form, Update, VisitField};
use std::fmt::Debug;

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Line {
    id: Option<i64>,
    #[form(max_length = 10)]
    sku: String,
    #[form(min = 1)]
    quantity: u32,
    #[form(immutable)]
    currency: Option<String>,
    #[form(read_only, default)]
    total: u32,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(name = EditOrder, fields = [name, lines], derive(Debug))]
#[form(name = ShowOrder, fields = [name], read_only = [lines], derive(Debug))]
struct Order {
    name: String,
    #[form(nested, key = id, can_add, can_delete, can_order, min_items = 1, max_items = 4)]
    lines: Vec<Line>,
}

/// Nothing can be added, deleted or moved.
#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Fixed {
    #[form(nested, key = id)]
    lines: Vec<Line>,
}

fn line(id: i64, sku: &str) -> Line {
    Line { id: Some(id), sku: sku.into(), quantity: 1, currency: Some("EUR".into()), total: 7 }
}

fn order() -> Order {
    Order { name: "a".into(), lines: vec![line(1, "pen"), line(2, "ink"), line(3, "pad")] }
}

fn fixed() -> Fixed {
    Fixed { lines: order().lines }
}

fn codes<F: Form, P>(form: &Bound<F, P>) -> String {
    let codes: Vec<_> =
        form.errors().iter().map(|error| format!("{}:{}", error.path(), error.code())).collect();
    codes.join(" ")
}

/// Applies a valid update, and returns the list as a text: the key and the text of each row, and what has become of it.
fn applied(form: Bound<EditOrder, Update>, mut model: Order) -> String {
    let clean = form.into_result().unwrap_or_else(|form| panic!("{}", form.errors()));
    let changed = clean.apply_to(&mut model);
    let rows = changed.rows(EditOrder::LINES);
    let mut text: Vec<String> = model
        .lines
        .iter()
        .map(|line| format!("{}={}", line.id.map_or("new".into(), |id| id.to_string()), line.sku))
        .collect();
    for row in rows.inserted() {
        assert_eq!(row.row(), &model.lines[row.index()]);
        text.push(format!("+{}", row.index()));
    }
    for row in rows.updated() {
        assert_eq!(row.row(), &model.lines[row.index()]);
        text.push(format!("~{}:{}", row.index(), row.changed().join(",")));
    }
    text.extend(rows.deleted().iter().map(|row| format!("-{}", row.id.unwrap())));
    if rows.is_reordered() {
        text.push("moved".into());
    }
    assert_eq!(rows.is_empty(), !changed.has(EditOrder::LINES), "{text:?}");
    text.join(" ")
}

fn put(body: &str) -> Bound<EditOrder, Update> {
    EditOrder::bind_update(&order(), &Body::json(format!(r#"{{"name": "a", "lines": {body}}}"#)))
}

fn patch(body: &str) -> Bound<EditOrder, Update> {
    EditOrder::bind_partial(&order(), &Body::json(format!(r#"{{"lines": {body}}}"#)))
}

fn post(body: &str) -> Bound<EditOrder, Update> {
    EditOrder::bind_update(&order(), &Body::form(format!("name=a&{body}")))
}

const PEN: &str = r#"{"id": 1, "sku": "pen", "quantity": 1, "currency": "EUR"}"#;
const INK: &str = r#"{"id": 2, "sku": "ink", "quantity": 1, "currency": "EUR"}"#;
const PAD: &str = r#"{"id": 3, "sku": "pad", "quantity": 1, "currency": "EUR"}"#;

#[test]
fn rows_are_matched_by_their_key() {
    assert_eq!(applied(put(&format!("[{PEN}, {INK}, {PAD}]")), order()), "1=pen 2=ink 3=pad");
    let body = format!(r#"[{PEN}, {{"id": 2, "sku": "red", "quantity": 3, "total": 7}}, {PAD}]"#);
    assert_eq!(applied(put(&body), order()), "1=pen 2=red 3=pad ~1:sku,quantity");
    assert_eq!(applied(patch(r#"[{"id": 3, "sku": "map"}]"#), order()), "1=pen 2=ink 3=map ~2:sku");
    assert_eq!(applied(patch(r#"[{"id": 3.0, "sku": "map"}]"#), order()), "1=pen 2=ink 3=map ~2:sku");
    let body = "lines[0].id=2&lines[0].sku=red&lines[0].quantity=1";
    assert_eq!(applied(post(body), order()), "1=pen 2=red 3=pad ~1:sku");
}

#[test]
fn a_key_of_no_present_row_is_unknown_whoever_sends_it() {
    for id in ["4", "0", "-1", "9223372036854775807"] {
        let row = format!(r#"{{"id": {id}, "sku": "x", "quantity": 1}}"#);
        for form in [put(&format!("[{PEN}, {row}]")), patch(&format!("[{row}]"))] {
            assert!(codes(&form).ends_with(":unknown_row"), "{}", codes(&form));
            assert_eq!(form.errors().len(), 1);
        }
        let form = post(&format!("lines[0].id={id}&lines[0].sku=x&lines[0].quantity=1"));
        assert_eq!(codes(&form), "lines[0]:unknown_row");
        assert_eq!(
            form.errors().iter().next().unwrap().message(),
            "Remove item 1 of lines: it no longer exists."
        );
        let form = EditOrder::bind(&Body::json(format!(r#"{{"name": "a", "lines": [{row}]}}"#)));
        assert_eq!(codes(&form), "lines[0]:unknown_row");
    }
    // a value of another type
    for (body, code) in [
        (r#"[{"id": "1", "sku": "x"}]"#, "lines[0].id:invalid"),
        (r#"[{"id": [1], "sku": "x"}]"#, "lines[0].id:invalid"),
        (r#"[{"id": 1, "id": 2}]"#, "lines[0].id:duplicate"),
        ("[1]", "lines[0]:invalid"),
    ] {
        assert_eq!(codes(&patch(body)), code, "{body}");
    }
}

#[test]
fn two_rows_with_one_key_are_a_duplicate() {
    assert_eq!(codes(&patch(&format!("[{PEN}, {INK}, {PEN}]"))), "lines[2]:duplicate");
    assert_eq!(codes(&patch(r#"[{"id": 1}, {"id": 1, "delete": true}]"#)), "lines[1]:duplicate");
    assert_eq!(
        codes(&post("lines[0].id=1&lines[0].delete=on&lines[1].id=1&lines[1].sku=x&lines[1].quantity=1")),
        "lines[1]:duplicate"
    );
}

#[test]
fn rows_are_added_and_deleted() {
    let new = r#"{"sku": "cap", "quantity": 2}"#;
    assert_eq!(applied(patch(&format!("[{new}]")), order()), "1=pen 2=ink 3=pad new=cap +3");
    assert_eq!(
        applied(patch(r#"[{"id": null, "sku": "cap", "quantity": 2}]"#), order()),
        "1=pen 2=ink 3=pad new=cap +3"
    );
    assert_eq!(applied(patch(r#"[{"id": 2, "delete": true}]"#), order()), "1=pen 3=pad -2");
    assert_eq!(applied(patch(r#"[{"delete": true, "id": 2, "sku": 5}]"#), order()), "1=pen 3=pad -2");
    assert_eq!(applied(patch(r#"[{"id": 2, "delete": false}]"#), order()), "1=pen 2=ink 3=pad");
    assert_eq!(applied(patch(r#"[{"sku": 5, "delete": true}]"#), order()), "1=pen 2=ink 3=pad");
    // a whole update in JSON deletes what it leaves out, and a partial one keeps it
    assert_eq!(applied(put(&format!("[{PEN}, {new}]")), order()), "1=pen new=cap +1 -2 -3");
    assert_eq!(applied(patch(&format!("[{PEN}]")), order()), "1=pen 2=ink 3=pad");
    // a page has each of its rows: one that it does not have was added later
    assert_eq!(
        applied(post("lines[0].id=1&lines[0].sku=red&lines[0].quantity=1"), order()),
        "1=red 2=ink 3=pad ~0:sku"
    );
    assert_eq!(applied(post(""), order()), "1=pen 2=ink 3=pad");
    let body =
        "lines[0].id=1&lines[0].delete=on&lines[1].id=&lines[1].sku=cap&lines[1].quantity=1&lines[2].id=";
    assert_eq!(applied(post(body), order()), "2=ink 3=pad new=cap +2 -1");
    for (body, code) in [
        (r#"[{"id": 1, "delete": 1}]"#, "lines[0]:invalid"),
        (r#"[{"id": 1, "delete": true, "delete": false}]"#, "lines[0]:duplicate"),
        (r#"[{"id": 1, "delete": true, "nope": 1}]"#, "lines[0]:unknown"),
    ] {
        assert_eq!(codes(&patch(body)), code, "{body}");
    }
}

#[test]
fn nothing_is_added_deleted_or_moved_unless_declared() {
    let all = format!("[{PEN}, {INK}, {PAD}]");
    let bind = |body: &str| Fixed::bind_update(&fixed(), &Body::json(format!(r#"{{"lines": {body}}}"#)));
    for (body, expected) in [
        (r#"[{"sku": "x", "quantity": 1}]"#, "lines[0]:cannot_add"),
        (
            r#"[{"id": 1, "delete": true}]"#,
            "lines[0].sku:required lines[0].quantity:required lines[0]:unknown",
        ),
        (r#"[{"id": null, "sku": "x", "quantity": 1}]"#, "lines[0]:cannot_add"),
        (r#"[{"id": 9, "sku": "x", "quantity": 1}]"#, "lines[0]:unknown_row"),
        (&all, ""),
        ("[]", ""),
        ("null", ""),
    ] {
        assert_eq!(codes(&bind(body)), expected, "{body}");
    }
    for body in [&all, "[]", &format!("[{PAD}, {PEN}]"), &format!("[{INK}]")] {
        let mut model = fixed();
        let changed = bind(body).into_result().unwrap().apply_to(&mut model);
        assert!(changed.is_empty() && model == fixed(), "{body}");
    }
    assert_eq!(
        codes(&Fixed::bind(&Body::json(r#"{"lines": [{"sku": "x", "quantity": 1}]}"#))),
        "lines[0]:cannot_add"
    );
    let body = Body::form("lines[0].id=1&lines[0].sku=pen&lines[0].quantity=1&lines[0].delete=on");
    assert_eq!(codes(&Fixed::bind_update(&fixed(), &body)), "lines[0]:unknown");
}

#[test]
fn the_order_of_a_body_is_that_of_the_rows() {
    assert_eq!(applied(put(&format!("[{PAD}, {PEN}, {INK}]")), order()), "3=pad 1=pen 2=ink moved");
    assert_eq!(applied(patch(r#"[{"id": 3}, {"id": 1}]"#), order()), "3=pad 2=ink 1=pen moved");
    let new = r#"{"sku": "cap", "quantity": 2}"#;
    assert_eq!(
        applied(put(&format!(r#"[{PAD}, {new}, {{"id": 1, "sku": "red", "quantity": 1}}]"#)), order()),
        "3=pad new=cap 1=red +1 ~2:sku -2 moved"
    );
    assert_eq!(
        applied(
            post(
                "lines[0].id=2&lines[0].sku=ink&lines[0].quantity=1&lines[1].id=1&lines[1].sku=pen&lines[1].quantity=1"
            ),
            order()
        ),
        "2=ink 1=pen 3=pad moved"
    );
}

/// The number of rows that there would be counts, not that of the body.
#[test]
fn the_resulting_rows_are_counted() {
    let new = r#"{"sku": "cap", "quantity": 2}"#;
    assert_eq!(codes(&patch(&format!("[{new}, {new}]"))), "lines:max_items");
    assert_eq!(
        applied(patch(&format!(r#"[{{"id": 1, "delete": true}}, {new}, {new}]"#)), order()),
        "2=ink 3=pad new=cap new=cap +2 +3 -1"
    );
    let all = r#"[{"id": 1, "delete": true}, {"id": 2, "delete": true}, {"id": 3, "delete": true}]"#;
    assert_eq!(codes(&patch(all)), "lines:min_items");
    assert_eq!(codes(&put("[]")), "lines:min_items");
    let body =
        "lines[0].id=1&lines[0].delete=on&lines[1].id=2&lines[1].delete=on&lines[2].id=3&lines[2].delete=on";
    assert_eq!(codes(&post(body)), "lines:min_items");
    let many: Vec<_> = (0..4).map(|k| format!("lines[{k}].sku=a&lines[{k}].quantity=1")).collect();
    assert_eq!(codes(&post(&many.join("&"))), "lines:max_items");
    let too_many = format!("[{}]", vec![new; 90].join(", "));
    assert_eq!(codes(&patch(&too_many)), "lines:max_items");
}

#[test]
fn locked_fields_are_those_of_the_matched_row() {
    let mut model = order();
    model.lines[2].total = 9;
    model.lines[2].currency = Some("USD".into());
    let bind =
        |body: &str| codes(&EditOrder::bind_partial(&model, &Body::json(format!(r#"{{"lines": {body}}}"#))));
    assert_eq!(bind(r#"[{"id": 3, "total": 9, "currency": "USD"}]"#), "");
    assert_eq!(bind(r#"[{"id": 3, "total": 7}]"#), "lines[0].total:read_only");
    assert_eq!(bind(r#"[{"id": 3, "currency": "EUR"}]"#), "lines[0].currency:immutable");
    assert_eq!(
        bind(r#"[{"id": 1, "total": 7}, {"id": 3, "currency": "EUR"}]"#),
        "lines[1].currency:immutable"
    );
    assert_eq!(bind(r#"[{"sku": "x", "quantity": 1, "currency": "CHF"}]"#), "");
    assert_eq!(bind(r#"[{"sku": "x", "quantity": 1, "total": 0}]"#), "lines[0].total:read_only");
    // a list that is shown only
    let show =
        |body: &str| codes(&ShowOrder::bind_partial(&model, &Body::json(format!(r#"{{"lines": {body}}}"#))));
    assert_eq!(show(r#"[{"id": 1, "delete": true}]"#), "lines:read_only");
    assert_eq!(show("[]"), "lines:read_only");
    assert_eq!(show(r#"[{"sku": "x", "quantity": 1}]"#), "lines:read_only");
}

/// Between binding and applying, another request may change the model.
#[test]
fn the_rows_that_the_model_has_now_are_written() {
    let bound = || {
        let new = r#"{"sku": "cap", "quantity": 2}"#;
        patch(&format!(r#"[{{"id": 1, "sku": "red"}}, {{"id": 2, "delete": true}}, {new}]"#))
    };
    let mut now = order();
    now.lines.swap(0, 2);
    assert_eq!(applied(bound(), now), "3=pad 1=red new=cap +2 ~1:sku -2");
    let mut now = order();
    now.lines.insert(0, line(8, "new"));
    now.lines[1].quantity = 5;
    assert_eq!(applied(bound(), now), "8=new 1=red 3=pad new=cap +3 ~1:sku -2");
    // a row that is gone is a conflict if it would change, and else none
    let mut now = order();
    now.lines.drain(..2);
    let changed = bound().into_result().unwrap().apply_to(&mut now);
    assert_eq!(changed.conflicts().collect::<Vec<_>>(), ["lines[0]"]);
    assert_eq!(now.lines.len(), 2);
    assert!(changed.rows(EditOrder::LINES).deleted().is_empty());
}

struct Assignments(Vec<String>);

impl<T: Debug> VisitField<T> for Assignments {
    fn visit(&mut self, field: &'static FieldSchema, value: &T) {
        self.0.push(format!("{} = {value:?}", field.rust_name));
    }
}

#[test]
fn rows_are_visited_for_sql() {
    let mut model = order();
    let body = r#"[{"id": 2, "quantity": 5}, {"sku": "cap", "quantity": 2, "currency": null}]"#;
    let changed = patch(body).into_result().unwrap().apply_to(&mut model);
    let rows = changed.rows(EditOrder::LINES);
    let mut updated = Assignments(Vec::new());
    rows.updated().for_each(|row| row.visit(&mut updated));
    assert_eq!(updated.0, ["quantity = 5"]);
    let mut inserted = Assignments(Vec::new());
    rows.inserted().for_each(|row| row.visit(&mut inserted));
    assert_eq!(inserted.0, ["sku = \"cap\"", "quantity = 2", "currency = None"]);
    assert!(changed.has(EditOrder::LINES.item(1).then(Line::QUANTITY)));
    assert!(!changed.has(EditOrder::LINES.item(1).then(Line::SKU)));
    assert!(changed.has(EditOrder::LINES.item(3).then(Line::SKU)));
}
