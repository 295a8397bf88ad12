//! The cost of a form as a value of a template engine: each field is drawn and made once, at any depth.

use crate::measure;
use forms::{
    Body, Form,
    html::{BoundField, Html, Plain, Renderer},
};
use std::sync::atomic::{AtomicUsize, Ordering};

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Node {
    text: Option<String>,
    #[form(nested)]
    within: Vec<Node>,
}

/// Nested rows, with this many at each depth.
fn rows(counts: &[usize]) -> String {
    match counts {
        [count, within @ ..] => format!("{{\"within\":[{}]}}", vec![rows(within); *count].join(",")),
        [] => "{}".to_owned(),
    }
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Level1 {
    text: Option<String>,
}

macro_rules! levels {
    ($($outer:ident in $inner:ident;)*) => { $(
        #[derive(Form, Debug, Clone, PartialEq)]
        #[form(fields = all)]
        struct $outer {
            text: Option<String>,
            #[form(nested)]
            within: $inner,
        }
    )* };
}
levels! {
    Level2 in Level1;
    Level3 in Level2;
    Level4 in Level3;
    Level5 in Level4;
    Level6 in Level5;
    Level7 in Level6;
}

/// Draws as `Plain` does, and counts the groups.
#[derive(Default)]
struct Counted(AtomicUsize);

impl Renderer for Counted {
    fn group(&self, field: &BoundField<'_>, out: &mut Html) {
        self.0.fetch_add(1, Ordering::Relaxed);
        Plain.group(field, out);
    }
}

/// P24 for pages: the memory of the values, for fields in at most this many forms and lists.
#[track_caller]
fn is_in_proportion<F: Form<Context = ()>>(body: &Body, depth: usize) {
    let form = F::bind(body);
    let counted = Counted::default();
    let view = form.view().renderer(&counted);
    let page = view.to_html().len();
    let fields = counted.0.swap(0, Ordering::Relaxed);
    // the map of a field, whatever its contents; its markup for itself, and in the group and control of everything around it
    let most = 4096 * (fields + 1) + (2 * depth + 4) * page;
    let peaks = [measure(|| view.to_minijinja()).peak, measure(|| view.to_tera()).peak];
    let drawn = counted.0.into_inner();
    // for each engine, for the whole form and for itself
    assert!(drawn <= 4 * fields, "{drawn} groups are drawn for {fields} fields, {depth} deep");
    for peak in peaks {
        assert!(peak <= most, "{peak} bytes for a page of {page} with {fields} fields, {depth} deep");
    }
}

#[test]
fn nested_forms_take_linear_memory() {
    let blank = Body::form("");
    is_in_proportion::<Level1>(&blank, 1);
    is_in_proportion::<Level2>(&blank, 2);
    is_in_proportion::<Level3>(&blank, 3);
    is_in_proportion::<Level4>(&blank, 4);
    is_in_proportion::<Level5>(&blank, 5);
    is_in_proportion::<Level6>(&blank, 6);
    is_in_proportion::<Level7>(&blank, 7);
}

#[test]
fn rows_within_rows() {
    is_in_proportion::<Node>(&Body::json(rows(&[9])), 3);
    is_in_proportion::<Node>(&Body::json(rows(&[10, 9])), 5);
    is_in_proportion::<Node>(&Body::json(rows(&[10, 10, 9])), 7);
}
