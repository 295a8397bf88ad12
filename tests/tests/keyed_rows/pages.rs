//! Pages of rows with a key, without a script.

use super::{EditOrder, Fixed, Line, Order, ShowOrder, applied, codes, fixed, line, order};
use forms::{
    Body, Form,
    html::theme::{Bootstrap, GovUk},
};
use tests::{
    accessibility::assert_accessible,
    pages::{Pairs, row_buttons, sent},
    sent_back,
};

fn body(pairs: &[(String, String)]) -> Body {
    Body::form(sent_back::body(pairs))
}

fn page(model: &Order) -> String {
    let page = EditOrder::filled(model).to_html();
    assert_accessible(&page);
    page
}

fn fill(pairs: &mut Pairs, name: &str, value: &str) {
    let pair = pairs.iter_mut().find(|(own, _)| own == name).unwrap_or_else(|| panic!("no {name}"));
    value.clone_into(&mut pair.1);
}

fn tick(pairs: &mut Pairs, name: &str) {
    pairs.push((name.to_owned(), "true".to_owned()));
}

#[test]
fn a_row_has_a_hidden_key_and_a_box_that_deletes_it() {
    let html = page(&order());
    for piece in [
        r#"<input type="hidden" id="id_lines[1].id" name="lines[1].id" value="2">"#,
        r#"<input type="checkbox" id="id_lines[1]-delete" name="lines[1].delete" value="true">"#,
        r#"<label for="id_lines[1]-delete">Delete Lines 2</label>"#,
        r#"name="lines[1].total" value="7" disabled"#,
        r#"name="lines[1].currency" value="EUR" disabled"#,
    ] {
        assert!(html.contains(piece), "{piece}: {html}");
    }
    assert_eq!(
        row_buttons(&html),
        ["down lines[0]", "up lines[1]", "down lines[1]", "up lines[2]", "add lines"]
    );
    // nothing that is not declared is offered
    let html = Fixed::filled(&fixed()).to_html();
    assert_accessible(&html);
    assert!(row_buttons(&html).is_empty() && !html.contains("delete"), "{html}");
    assert!(html.contains(r#"<input type="hidden" id="id_lines[1].id" name="lines[1].id" value="2">"#));
    let html = ShowOrder::filled(&order()).to_html();
    assert_accessible(&html);
    assert!(!html.contains(".id\"") && !html.contains("delete") && row_buttons(&html).is_empty(), "{html}");
    for html in [
        EditOrder::filled(&order()).view().renderer(&GovUk).to_html(),
        EditOrder::filled(&order()).view().renderer(&Bootstrap).to_html(),
    ] {
        assert_accessible(&html);
        assert!(html.contains("name=\"lines[1].delete\""));
    }
    let view = EditOrder::filled(&order());
    let view = view.view();
    let row = view.field(EditOrder::LINES.item(1));
    assert!(row.row_buttons().to_string().contains("lines[1].delete"));
}

#[test]
fn a_page_sent_back_unchanged_changes_nothing() {
    let pairs = sent_back::pairs(&page(&order()));
    assert_eq!(applied(EditOrder::bind_update(&order(), &body(&pairs)), order()), "1=pen 2=ink 3=pad");
    // stale: a row was added, changed or moved meanwhile
    let mut now = order();
    now.lines.push(line(4, "new"));
    assert_eq!(applied(EditOrder::bind_update(&now, &body(&pairs)), now.clone()), "1=pen 2=ink 3=pad 4=new");
    now.lines.rotate_left(1);
    assert_eq!(codes(&EditOrder::bind_update(&now, &body(&pairs))), "");
    let pairs = sent_back::pairs(&Fixed::filled(&fixed()).to_html());
    let mut model = fixed();
    assert!(
        Fixed::bind_update(&fixed(), &body(&pairs)).into_result().unwrap().apply_to(&mut model).is_empty()
    );
}

#[test]
fn rows_are_changed_deleted_and_added_without_a_script() {
    let mut pairs = sent(&page(&order()), Some("add lines"));
    fill(&mut pairs, "lines[0].sku", "red");
    tick(&mut pairs, "lines[1].delete");
    let form = EditOrder::bind_update(&order(), &body(&pairs));
    assert!(form.is_row_request());
    let html = form.to_html();
    assert_accessible(&html);
    assert!(html.contains(r#"name="lines[1].delete" value="true" checked"#), "{html}");
    assert!(html.contains(r#"name="lines[0].sku" value="red""#), "{html}");
    assert!(!html.contains("lines[3].id") && !html.contains("lines[3].delete"), "{html}");
    assert!(row_buttons(&html).contains(&"remove lines[3]".to_owned()));
    assert!(!row_buttons(&html).contains(&"remove lines[2]".to_owned()));
    let mut pairs = sent(&html, None);
    fill(&mut pairs, "lines[3].sku", "cap");
    fill(&mut pairs, "lines[3].quantity", "2");
    let bound = EditOrder::bind_update(&order(), &body(&pairs));
    assert_eq!(applied(bound, order()), "1=red 3=pad new=cap +2 ~0:sku -2");
    let moved = sent(&page(&order()), Some("down lines[0]"));
    let html = EditOrder::bind_update(&order(), &body(&moved)).to_html();
    let bound = EditOrder::bind_update(&order(), &body(&sent(&html, None)));
    assert_eq!(applied(bound, order()), "2=ink 1=pen 3=pad moved");
    // a row that was added, and left empty
    let html = EditOrder::bind_update(&order(), &body(&sent(&page(&order()), Some("add lines")))).to_html();
    assert_eq!(
        applied(EditOrder::bind_update(&order(), &body(&sent(&html, None))), order()),
        "1=pen 2=ink 3=pad"
    );
}

/// Another request has deleted a row that the page has: nothing that was typed is lost, and the row can be removed.
#[test]
fn a_row_that_was_deleted_meanwhile_is_shown_with_an_error() {
    let mut pairs = sent_back::pairs(&page(&order()));
    fill(&mut pairs, "lines[1].sku", "red ink");
    fill(&mut pairs, "lines[2].sku", "map");
    let mut now = order();
    now.lines.remove(1);
    now.lines[1].total = 9;
    let form = EditOrder::bind_update(&now, &body(&pairs));
    assert_eq!(codes(&form), "lines[1]:unknown_row");
    let html = form.to_html();
    assert_accessible(&html);
    for piece in [
        "Remove item 2 of lines: it no longer exists.",
        r#"name="lines[1].sku" value="red ink""#,
        r#"name="lines[1].id" value="2""#,
        r#"name="lines[2].sku" value="map""#,
        r#"name="lines[2].total" value="9" disabled"#,
    ] {
        assert!(html.contains(piece), "{piece}: {html}");
    }
    assert!(!html.contains("lines[1].delete") && html.contains("lines[2].delete"));
    let removed = sent(&html, Some("remove lines[1]"));
    let form = EditOrder::bind_update(&now, &body(&removed));
    assert!(form.is_row_request(), "{}", form.errors());
    let bound = EditOrder::bind_update(&now, &body(&sent(&form.to_html(), None)));
    assert_eq!(applied(bound, now), "1=pen 3=map ~1:sku");
}

#[test]
fn what_no_page_offers_is_refused() {
    let pairs = sent_back::pairs(&page(&order()));
    for button in ["remove lines[0]", "remove lines[3]", "up lines[0]", "add lines[0]"] {
        let mut pairs = pairs.clone();
        pairs.push(("_rows".to_owned(), button.to_owned()));
        assert!(!EditOrder::bind_update(&order(), &body(&pairs)).is_row_request(), "{button}");
    }
    let pairs = sent_back::pairs(&Fixed::filled(&fixed()).to_html());
    for button in ["add lines", "remove lines[0]", "down lines[0]"] {
        let mut pairs = pairs.clone();
        pairs.push(("_rows".to_owned(), button.to_owned()));
        assert!(!Fixed::bind_update(&fixed(), &body(&pairs)).is_row_request(), "{button}");
    }
}

/// An error of a check is shown at the row that it is about, wherever that is on the page.
#[test]
fn errors_are_shown_at_the_row_of_the_page() {
    #[derive(Form, Debug, Clone, PartialEq)]
    #[form(fields = all, check = no_ink)]
    struct Checked {
        #[form(nested, key = id, can_add, can_delete)]
        lines: Vec<Line>,
    }
    fn no_ink(draft: &forms::Draft<Checked>, report: &mut forms::Report<'_, Checked>) {
        for (k, line) in draft.lines.iter().flatten().enumerate() {
            if line.sku == "ink" {
                report.add(Checked::LINES.item(k).then(Line::SKU), forms::Problem::new("ink", "No ink."));
            }
        }
    }
    let model = Checked { lines: order().lines };
    let paths = |body: &Body| codes(&Checked::bind_partial(&model, body));
    assert_eq!(paths(&Body::json(r#"{"lines": [{"id": 3, "quantity": 2}, {"id": 2}]}"#)), "lines[1].sku:ink");
    assert_eq!(paths(&Body::json(r#"{"lines": [{"id": 3, "quantity": 2}]}"#)), "lines:ink");
    assert_eq!(
        paths(&Body::json(
            r#"{"lines": [{"sku": "ink", "quantity": 1}, {"id": 2, "delete": true}, {"id": 1}]}"#
        )),
        "lines[0].sku:ink"
    );
    let removed =
        "lines[0].id=1&lines[0].delete=on&lines[1].sku=&lines[2].id=2&lines[2].sku=ink&lines[2].quantity=1";
    assert_eq!(paths(&Body::form(removed)), "lines[2].sku:ink");
}
