//! Stored values that could not be chosen or sent anew: the page that shows them, sent back, changes nothing, also after it was
//! refused for something else.

use forms::{Body, Bound, Form, Limits, Update};
use tests::sent_back;

fn body(page: &str) -> String {
    sent_back::body(&sent_back::pairs(page))
}

fn assert_unchanged<F: Form>(bound: &Bound<F, Update>) {
    assert!(bound.is_valid(), "{}", bound.errors());
    assert!(bound.changed().is_empty(), "{:?}", bound.changed());
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Row {
    text: Option<String>,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Long {
    name: String,
    tags: Vec<String>,
    numbers: Vec<u8>,
    #[form(max_items = 2, choices = [1, 2, 3, 4, 5])]
    chosen: Vec<u8>,
    #[form(nested)]
    rows: Vec<Row>,
    #[form(max_items = 2)]
    lists: Vec<Vec<u8>>,
}

/// A list that is longer than one may become is no fault of who changes something else.
#[test]
fn lists_that_are_too_long_are_sent_back() {
    for len in [3, 100, 101, 102, 150] {
        let row = Row { text: Some("r".to_owned()) };
        let model = Long {
            name: "a".to_owned(),
            tags: vec!["t".to_owned(); len],
            numbers: vec![7; len],
            chosen: vec![1, 2, 3, 4, 5],
            rows: vec![row.clone(); len],
            lists: vec![vec![1; len]; 5],
        };
        let binder = || Long::binder().limits(Limits::DEFAULT.max_fields(10_000));
        let sent = body(&Long::filled(&model).to_html());
        assert_unchanged(&binder().bind_update(&model, &Body::form(sent.clone())));
        assert_unchanged(&binder().bind_partial(&model, &Body::form(sent.clone())));
        let renamed = sent.replace("name=a", "name=b");
        assert_eq!(binder().bind_update(&model, &Body::form(renamed)).changed(), ["name"]);
        // nor is any of it lost where something else is refused
        let refused = binder().bind_update(&model, &Body::form(sent.replace("name=a", "name=")));
        assert!(refused.errors().has_error("name", "required"));
        assert_eq!(body(&refused.to_html()), sent.replace("name=a", "name="));
        // another list is judged as ever
        for (from, to, error) in [
            ("tags%5B2%5D=t", "tags%5B2%5D=u", "tags"),
            ("numbers%5B0%5D=7", "numbers%5B0%5D=8", "numbers"),
            ("rows%5B0%5D.text=r", "rows%5B0%5D.text=s", "rows"),
            ("chosen=1&", "", "chosen"),
        ] {
            let other = sent.replace(from, to);
            assert_ne!(other, sent, "{from}");
            let form = binder().bind_update(&model, &Body::form(other));
            let is_long = len > 100 || error == "chosen";
            assert_eq!(form.errors().has_error(error, "max_items"), is_long, "{error} {}", form.errors());
        }
    }
    // and where nothing is present
    let pairs: String = (0..102).map(|i| format!("tags[{i}]=t&")).collect();
    assert!(Long::bind(&Body::form(pairs)).errors().has_error("tags", "max_items"));
}
