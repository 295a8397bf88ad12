//! A form with a field of every kind.

use crate::{random::Random, wire::Wire};
use forms::{Choice, Email, FieldType, Form, Password};
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    num::{NonZeroI32, NonZeroU16},
    sync::Arc,
};

#[derive(Choice, Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[form(rename_all = "kebab-case")]
pub enum Plan {
    Free,
    Paid,
    OnTrial,
}

#[derive(FieldType, Debug, Clone, Copy, PartialEq)]
#[form(max = 100)]
pub struct Percentage(u8);

#[derive(FieldType, Debug, Clone, PartialEq)]
#[form(slug, max_length = 12)]
pub struct Handle(String);

#[derive(FieldType, Debug, Clone, PartialEq)]
#[form(max_items = 3, max_length = 10, unique_items)]
pub struct Words(Vec<String>);

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
pub struct Point {
    pub x: i32,
    pub y: Option<i16>,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
pub struct Address {
    pub street: String,
    pub city: Option<String>,
    #[form(nested)]
    pub point: Option<Point>,
    pub notes: Vec<String>,
}

/// A form that contains itself.
#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
pub struct Row {
    pub sku: String,
    pub quantity: u8,
    #[form(nested, max_items = 4)]
    pub parts: Vec<Row>,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
pub struct Contact {
    #[form(label = "Email address")]
    pub email: Email,
    pub phone: Option<String>,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(
    name = Everything,
    fields = [
        code, title, text, small, wide, float, single, flag, maybe, plan, plans, tags, numbers, point, address, rows,
        secret, extra, contact, kept, share, handles, words, letter, copies,
        offset, pair, plan_set, word_set, shared, titles, points
    ],
    read_only = [id, stamps],
    derive(Debug, Clone, PartialEq)
)]
pub struct Model {
    pub id: i64,
    #[form(immutable, max_length = 40)]
    pub code: String,
    #[form(max_length = 40)]
    pub title: String,
    #[form(multiline)]
    pub text: Option<String>,
    pub small: i8,
    pub wide: u64,
    pub float: f64,
    pub single: Option<f32>,
    pub flag: bool,
    pub maybe: Option<bool>,
    pub plan: Plan,
    pub plans: Vec<Plan>,
    #[form(max_items = 6, max_length = 40)]
    pub tags: Vec<String>,
    pub numbers: Vec<i32>,
    #[form(nested)]
    pub point: Point,
    #[form(nested)]
    pub address: Option<Address>,
    #[form(nested, max_items = 5)]
    pub rows: Vec<Row>,
    pub secret: Option<Password>,
    #[form(max_nodes = 50)]
    pub extra: Option<Value>,
    #[form(flatten)]
    pub contact: Contact,
    #[form(nested, immutable)]
    pub kept: Option<Point>,
    #[form(min = 1)]
    pub share: Option<Percentage>,
    pub handles: Vec<Handle>,
    pub words: Words,
    pub letter: Option<char>,
    pub copies: NonZeroU16,
    pub offset: Option<NonZeroI32>,
    pub pair: [i32; 2],
    pub plan_set: BTreeSet<Plan>,
    #[form(max_items = 6, max_length = 40)]
    pub word_set: HashSet<String>,
    pub shared: Option<Arc<str>>,
    #[form(keys = ["en", "de"], max_length = 40)]
    pub titles: BTreeMap<String, String>,
    #[form(keys = ["en", "de"], nested)]
    pub points: HashMap<String, Point>,
    pub stamps: Vec<u32>,
    pub is_admin: bool,
    pub password_hash: String,
}

crate::wire!(enum Plan);
crate::wire!(newtype Percentage, u8, [1, 50, 100]);
crate::wire!(newtype Handle, String, ["ada", "a-b_c"].map(str::to_owned));
crate::wire!(newtype Words, Vec<String>, [vec![], vec!["one".to_owned(), "\u{c9}t\u{e9}".to_owned()]]);
crate::wire!(struct Point { x, y });
crate::wire!(struct Address { street, city, point, notes });
crate::wire!(struct Contact { email, phone });
crate::wire!(struct Everything {
    code, title, text, small, wide, float, single, flag, maybe, plan, plans, tags, numbers, point, address, rows,
    secret, extra, kept, share, handles, words, letter, copies, offset, pair, plan_set, word_set,
    shared, titles, points
} flatten { contact });

impl Wire for Row {
    const COMPOUND: bool = true;
    fn sample(random: &mut Random) -> Self {
        let parts = if random.once_in(3) {
            vec![Row { sku: "part".to_owned(), quantity: 1, parts: Vec::new() }]
        } else {
            Vec::new()
        };
        Row { sku: Wire::sample(random), quantity: Wire::sample(random), parts }
    }
    fn pairs(&self, key: &str, out: &mut Vec<(String, String)>) {
        self.sku.pairs(&format!("{key}.sku"), out);
        self.quantity.pairs(&format!("{key}.quantity"), out);
        self.parts.pairs(&format!("{key}.parts"), out);
    }
    fn json(&self) -> String {
        crate::wire::object(&[
            ("sku", self.sku.json()),
            ("quantity", self.quantity.json()),
            ("parts", self.parts.json()),
        ])
    }
}

/// Returns a value for updates to start from.
///
/// # Panics
/// Never: the texts are valid.
pub fn present() -> Model {
    Model {
        id: 7,
        code: "C-1".to_owned(),
        title: "Title".to_owned(),
        text: Some("two\nlines".to_owned()),
        small: -3,
        wide: 1 << 40,
        float: 0.5,
        single: None,
        flag: true,
        maybe: Some(false),
        plan: Plan::OnTrial,
        plans: vec![Plan::Free],
        tags: vec!["a".to_owned(), "b".to_owned()],
        numbers: vec![1, 2],
        point: Point { x: 1, y: Some(2) },
        address: Some(Address {
            street: "St James's Square".to_owned(),
            city: None,
            point: Some(Point { x: 3, y: None }),
            notes: vec!["note".to_owned()],
        }),
        rows: vec![Row { sku: "SKU".to_owned(), quantity: 1, parts: Vec::new() }],
        secret: Some(Password::new("a secret that is kept")),
        extra: Some(serde_json::json!({ "a": [1, 2] })),
        contact: Contact { email: Email::parse("ada@example.org").expect("an address"), phone: None },
        kept: Some(Point { x: 9, y: None }),
        share: Percentage::try_from(20).ok(),
        handles: Handle::try_from("ada").into_iter().collect(),
        words: Words::try_from(vec!["word".to_owned()]).expect("a word"),
        letter: Some('\u{e9}'),
        copies: NonZeroU16::MIN,
        offset: NonZeroI32::new(-3),
        pair: [1, -2],
        plan_set: BTreeSet::from([Plan::Free, Plan::OnTrial]),
        word_set: HashSet::from(["a".to_owned(), "b".to_owned()]),
        shared: Some("text".into()),
        titles: BTreeMap::from([("en".to_owned(), "Title".to_owned())]),
        points: HashMap::from([("de".to_owned(), Point { x: 5, y: None })]),
        stamps: vec![1, 2, 3],
        is_admin: false,
        password_hash: "$argon2id$".to_owned(),
    }
}

impl Model {
    /// Returns the body of an update with the form [`Everything`] that changes nothing.
    pub fn submitted(&self) -> Everything {
        let model = self.clone();
        Everything {
            code: model.code,
            title: model.title,
            text: model.text,
            small: model.small,
            wide: model.wide,
            float: model.float,
            single: model.single,
            flag: model.flag,
            maybe: model.maybe,
            plan: model.plan,
            plans: model.plans,
            tags: model.tags,
            numbers: model.numbers,
            point: model.point,
            address: model.address,
            rows: model.rows,
            secret: model.secret,
            extra: model.extra,
            contact: model.contact,
            kept: model.kept,
            share: model.share,
            handles: model.handles,
            words: model.words,
            letter: model.letter,
            copies: model.copies,
            offset: model.offset,
            pair: model.pair,
            plan_set: model.plan_set,
            word_set: model.word_set,
            shared: model.shared,
            titles: model.titles,
            points: model.points,
        }
    }
}
