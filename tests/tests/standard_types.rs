//! Field types of the standard library beside `String`, the numbers and `Vec`: characters, integers that are not zero,
//! other owners of texts, sets and arrays.

use forms::{Body, Choice, FieldType, Form};
use std::{
    borrow::Cow,
    collections::{BTreeSet, HashSet},
    num::{NonZeroI8, NonZeroU8, NonZeroU64},
    sync::Arc,
};

#[derive(Choice, Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Size {
    Small,
    Medium,
    Large,
}

#[derive(FieldType, Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[form(slug)]
struct Tag(String);

#[derive(FieldType, Debug, Clone, PartialEq)]
#[form(max_items = 2)]
struct Tags(BTreeSet<Tag>);

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Order {
    grade: char,
    separator: Option<char>,
    copies: NonZeroU8,
    number: Option<NonZeroU64>,
    offset: Option<NonZeroI8>,
    sizes: BTreeSet<Size>,
    #[form(max_items = 3, max_length = 5)]
    words: HashSet<String>,
    #[form(min = -90, max = 90)]
    position: [i16; 2],
    #[form(max_length = 5, required = false)]
    boxed: Box<str>,
    shared: Option<Arc<str>>,
    #[form(required = false)]
    owned: Cow<'static, str>,
    tags: Option<Tags>,
}

const VALID: &str = "grade=%C3%A9&copies=2&sizes=Large&sizes=Small&words=b&words=a&position=1&position=-2&boxed=box&tags=x&tags=y";

fn order() -> Order {
    Order::bind(&Body::form(VALID)).into_result().unwrap().into_inner()
}

#[test]
fn values_are_read() {
    let order = order();
    assert_eq!((order.grade, order.copies.get(), order.position), ('é', 2, [1, -2]));
    assert_eq!(order.sizes, BTreeSet::from([Size::Small, Size::Large]));
    assert_eq!(order.words, HashSet::from(["a".to_owned(), "b".to_owned()]));
    assert_eq!((&*order.boxed, order.shared.as_deref(), &*order.owned), ("box", None, ""));
    let json = r#"{"grade": "é", "copies": 2, "sizes": ["Large", "Small"], "words": ["a", "b"], "position": [1, -2],
        "boxed": "box", "owned": "", "tags": ["y", "x"], "shared": null}"#;
    assert_eq!(Order::bind(&Body::json(json)).into_result().unwrap().into_inner(), order);
}

#[test]
fn wrong_values_have_codes() {
    for (from, to, path, code) in [
        ("grade=%C3%A9", "grade=ab", "grade", "max_length"),
        ("grade=%C3%A9", "grade=e%CC%81", "grade", "max_length"),
        ("grade=%C3%A9", "grade=", "grade", "required"),
        ("grade=%C3%A9", "grade=%00", "grade", "null_characters_not_allowed"),
        ("copies=2", "copies=0", "copies", "min_value"),
        ("copies=2", "copies=256", "copies", "max_value"),
        ("copies=2", "copies=x", "copies", "invalid"),
        ("copies=2", "copies=2&number=0", "number", "min_value"),
        ("copies=2", "copies=2&number=18446744073709551616", "number", "max_value"),
        ("copies=2", "copies=2&offset=0", "offset", "zero"),
        ("copies=2", "copies=2&offset=-129", "offset", "min_value"),
        ("sizes=Small", "sizes=Large", "sizes", "unique_items"),
        ("sizes=Small", "sizes=Tiny", "sizes[1]", "invalid_choice"),
        ("words=b", "words=a", "words", "unique_items"),
        ("words=b", "words=b&words=c&words=d", "words", "max_items"),
        ("words=b", "words=toolong", "words[0]", "max_length"),
        ("position=1", "position=91", "position[0]", "max_value"),
        ("position=1&", "", "position", "min_items"),
        ("position=1&position=-2&", "", "position", "required"),
        ("position=1", "position=1&position=3", "position", "max_items"),
        ("boxed=box", "boxed=boxing", "boxed", "max_length"),
        ("tags=x", "tags=x&tags=z", "tags", "max_items"),
        ("tags=x", "tags=x+", "tags[0]", ""),
        ("tags=x", "tags=%3F", "tags[0]", "invalid"),
    ] {
        let body = VALID.replacen(from, to, 1);
        let form = Order::bind(&Body::form(&*body));
        let is_expected = if code.is_empty() { form.is_valid() } else { form.errors().has_error(path, code) };
        assert!(is_expected, "{body}: {}", form.errors());
    }
    let errors = Order::bind(&Body::form(VALID.replace("copies=2", "copies=2&offset=0")));
    assert_eq!(errors.errors().to_string(), "offset: Offset must not be 0.\n");
}

#[test]
fn the_order_of_a_set_is_no_change() {
    let mut target = order();
    let body =
        VALID.replace("sizes=Large&sizes=Small&words=b&words=a", "sizes=Small&sizes=Large&words=a&words=b");
    let clean = Order::bind_update(&target, &Body::form(body)).into_result().unwrap();
    assert_eq!(clean.apply_to(&mut target), [""; 0]);
    let body = VALID.replace("sizes=Large&", "");
    let clean = Order::bind_update(&target, &Body::form(body)).into_result().unwrap();
    assert_eq!(clean.apply_to(&mut target), ["sizes"]);
    assert_eq!(target.sizes, BTreeSet::from([Size::Small]));
}

#[test]
fn a_partial_update_keeps_sets_and_arrays() {
    let mut target = order();
    let clean = Order::bind_partial(&target, &Body::json(r#"{"position": [3, 4]}"#)).into_result().unwrap();
    assert_eq!(clean.apply_to(&mut target), ["position"]);
    assert_eq!(target, Order { position: [3, 4], ..order() });
    let errors = Order::bind_partial(&target, &Body::json(r#"{"position": [3]}"#)).errors().to_string();
    assert_eq!(errors, "position: Add at least 2 items to position.\n");
}

#[test]
fn pages_show_them() {
    let page = Order::filled(&order()).to_html();
    for part in [
        r#"id="id_grade" name="grade" value="é" required maxlength="2""#,
        r#"<input type="checkbox" id="id_sizes" name="sizes" value="Small" checked>"#,
        r#"<input type="checkbox" id="id_sizes-2" name="sizes" value="Medium">"#,
        r#"name="position[0]" value="1""#,
        r#"name="position[1]" value="-2""#,
        r#"name="words[0]" value="a""#,
        r#"name="tags[1]" value="y""#,
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    // an array has a row for each item, and no buttons that add or remove one
    assert!(!page.contains("add position") && !page.contains("remove position"), "{page}");
    let blank = Order::blank().to_html();
    assert!(blank.contains(r#"name="position[1]""#) && !blank.contains(r#"name="position[2]""#), "{blank}");
    assert!(Order::SCHEMA.describe().to_string().contains("no duplicate items"));
}
