//! Thirty forms over thirty models, with generated bodies in both formats, and properties that hold for all of them. Also
//! tests the peak memory of binding.
#![allow(missing_docs)]

mod keyed_rows;
mod mass_assignment;
mod options;
mod pages;
mod refusals;
mod templates;

use forms::{Body, Choice, Create, Email, Errors, Form, Limits, Update};
use proptest::{prelude::*, test_runner::RngSeed};
use serde_json::Value;
use std::{
    alloc::{GlobalAlloc, Layout, System},
    cell::Cell,
    fmt::Debug,
};
use tests::{
    invariants::check_report,
    order::{shuffled_form, shuffled_json},
    random::Random,
    report::{report, unknown_key},
    wire,
    wire::{Wire, quote, urlencoded},
    worst_cases,
};

/// Counts the allocations of a thread: the present, the highest and the total number of bytes.
struct Counting;

thread_local! {
    static LIVE: Cell<isize> = const { Cell::new(0) };
    static PEAK: Cell<isize> = const { Cell::new(0) };
    static TOTAL: Cell<usize> = const { Cell::new(0) };
}

// SAFETY: the system's allocator does everything; the counters neither allocate nor have a destructor. A block that grows
// counts as one block, as for its owner.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        LIVE.set(LIVE.get() + layout.size() as isize);
        PEAK.set(PEAK.get().max(LIVE.get()));
        TOTAL.set(TOTAL.get() + layout.size());
        unsafe { System.alloc(layout) }
    }
    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        LIVE.set(LIVE.get() + size as isize - layout.size() as isize);
        PEAK.set(PEAK.get().max(LIVE.get()));
        TOTAL.set(TOTAL.get() + size);
        unsafe { System.realloc(block, layout, size) }
    }
    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        LIVE.set(LIVE.get() - layout.size() as isize);
        unsafe { System.dealloc(block, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

struct Measured<T> {
    value: T,
    peak: usize,
    total: usize,
    left: usize,
}

fn measure<T>(run: impl FnOnce() -> T) -> Measured<T> {
    let (live, total) = (LIVE.get(), TOTAL.get());
    PEAK.set(live);
    let value = run();
    Measured {
        value,
        peak: (PEAK.get() - live) as usize,
        total: TOTAL.get() - total,
        left: (LIVE.get() - live).max(0) as usize,
    }
}

#[derive(Choice, Debug, Clone, Copy, PartialEq)]
pub enum Size {
    Small,
    #[form(rename = "very-large")]
    VeryLarge,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
pub struct Place {
    pub street: String,
    pub floor: Option<i16>,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
pub struct Line {
    pub sku: String,
    pub number: u8,
    #[form(nested)]
    pub place: Option<Place>,
    pub marks: Vec<i32>,
}

wire!(enum Size);
wire!(struct Place { street, floor });
wire!(struct Line { sku, number, place, marks });

/// A form over a model that has more fields than the form.
trait Member: Form<Context = (), Model: Clone + PartialEq + Debug> + Wire + Clone + PartialEq + Debug {
    const FIELDS: &'static [&'static str];
    const OUTSIDE: &'static [&'static str];
    fn model(random: &mut Random) -> Self::Model;
    /// The fields that the form does not bind.
    fn outside(model: &Self::Model) -> String;
    fn submitted(model: &Self::Model) -> Self;
    /// Creates a new model with the other fields of `rest`.
    fn created(self, rest: &Self::Model) -> Self::Model;
    /// The value as the library writes it: urlencoded and JSON.
    fn encoded(&self) -> [Result<String, forms::EncodeError>; 2];
}

macro_rules! family {
    ($($module:ident {
        $([$($attribute:tt)*] $field:ident: $t:ty),+ $(,)?
    } outside { $($other:ident: $other_type:ty),+ $(,)? })*) => {
        $(mod $module {
            // the macro declares field references that no test uses, so the compiler reports dead code
            #![allow(dead_code)]
            use super::*;

            #[derive(Form, Debug, Clone, PartialEq)]
            #[form(name = Part, fields = [$($field),+], derive(Debug, Clone, PartialEq))]
            pub(super) struct Model {
                $(#[form($($attribute)*)] $field: $t,)+
                $($other: $other_type,)+
            }
            wire!(struct Part { $($field),+ });

            impl Member for Part {
                const FIELDS: &'static [&'static str] = &[$(stringify!($field)),+];
                const OUTSIDE: &'static [&'static str] = &[$(stringify!($other)),+];
                fn model(random: &mut Random) -> Model {
                    Model { $($field: Wire::sample(random),)+ $($other: Wire::sample(random),)+ }
                }
                fn outside(model: &Model) -> String {
                    format!("{:?}", ($(&model.$other,)+))
                }
                fn submitted(model: &Model) -> Self {
                    Part { $($field: model.$field.clone()),+ }
                }
                fn created(self, rest: &Model) -> Model {
                    self.create(PartRest { $($other: rest.$other.clone()),+ })
                }
                fn encoded(&self) -> [Result<String, forms::EncodeError>; 2] {
                    [Part::encode(self), Part::encode_json(self)]
                }
            }
        })*
        const FAMILY: &[fn(&Case)] = &[$(holds::<$module::Part>),*];
        const ENCODED: &[fn(&mut Random)] = &[$(binds_to_itself::<$module::Part>),*];
    };
}

family! {
    text { [] name: String } outside { is_admin: bool }
    texts { [] first: String, [multiline] second: String } outside { third: String }
    optional_text { [] bio: Option<String> } outside { password_hash: String, id: i64 }
    blankable { [required = false] note: String } outside { a: String, z: String }
    bounded { [max_length = 40] name: String, [min = 0, max = 255] level: u8 } outside { nam: String, names: String }
    byte { [] n: u8 } outside { m: u8 }
    integers { [] a: i8, [] b: i16, [] c: i32, [] d: i64 } outside { e: i64 }
    naturals { [] a: u8, [] b: u16, [] c: u32, [] d: u64, [] e: usize } outside { aa: u8, f: u64 }
    floats { [] x: f64, [] y: f32 } outside { z: f64 }
    optional_numbers { [] x: Option<f64>, [] n: Option<i64> } outside { role: String }
    defaulted { [default = 5] n: i32, [default] list: Vec<String> } outside { owner: Option<String> }
    lenient { [lenient] n: i32, [lenient] yes: bool } outside { no: bool }
    flag { [] yes: bool } outside { is_staff: bool, is_superuser: bool }
    optional_flag { [] yes: Option<bool>, [] no: bool } outside { maybe: Option<bool> }
    choice { [] size: Size } outside { kind: Size }
    choices { [] size: Option<Size>, [] sizes: Vec<Size> } outside { kind: Option<Size> }
    email { [] email: Email, [] other: Option<Email> } outside { verified: bool }
    tags { [] tags: Vec<String> } outside { tag: String }
    numbers { [] numbers: Vec<i32>, [max_items = 4] floats: Vec<f64> } outside { number: i32 }
    json { [] any: Value } outside { other: Value }
    optional_json { [] any: Option<Value>, [] name: String } outside { any2: Option<Value> }
    nested { [nested] place: Place } outside { street: String, floor: Option<i16> }
    optional_nested { [nested] place: Option<Place>, [] name: String } outside { places: Vec<Place> }
    rows { [nested] lines: Vec<Line> } outside { line: Option<Line> }
    two_rows { [nested] here: Vec<Place>, [nested, max_items = 9] there: Vec<Line> } outside { sku: String }
    deep { [nested] line: Line, [nested] other: Option<Line>, [] n: u8 } outside { place: Place, marks: Vec<i32> }
    immutable { [immutable] code: String, [] name: String } outside { secret: String }
    immutable_nested { [immutable, nested] place: Option<Place>, [immutable] tags: Vec<String>, [] n: i64 } outside { m: i64 }
    everything {
        [] name: String, [] n: i64, [] x: f64, [] yes: bool, [] size: Size, [] tags: Vec<String>, [nested] place: Option<Place>,
        [nested] lines: Vec<Line>, [] any: Option<Value>, [] email: Email
    } outside { is_admin: bool, id: i64, created_at: String, roles: Vec<String> }
    wide {
        [] a: Option<String>, [] b: Option<String>, [] c: Option<i32>, [] d: Option<i32>, [] e: Vec<i32>, [] f: Vec<i32>,
        [] g: bool, [] h: bool, [] i: Option<f64>, [] j: Option<f64>, [] k: Option<Size>, [] l: Option<Size>
    } outside { m: bool, n: i32, o: String, p: Vec<String> }
}

/// The changes to the body of a valid value.
#[derive(Debug, Clone)]
enum Mutation {
    Drop(usize),
    Duplicate(usize),
    Replace(usize, usize),
    Outside(usize, usize),
    Unknown(usize, usize),
    Within(usize, usize),
    Swap(usize, usize),
}

#[derive(Debug, Clone)]
struct Case {
    seed: u64,
    json: bool,
    mutations: Vec<Mutation>,
}

fn cases() -> impl Strategy<Value = Case> {
    let mutation = (0..7usize, any::<usize>(), any::<usize>()).prop_map(|(kind, at, with)| match kind {
        0 => Mutation::Drop(at),
        1 => Mutation::Duplicate(at),
        2 => Mutation::Replace(at, with),
        3 => Mutation::Outside(at, with),
        4 => Mutation::Unknown(at, with),
        5 => Mutation::Within(at, with),
        _ => Mutation::Swap(at, with),
    });
    (any::<u64>(), any::<bool>(), proptest::collection::vec(mutation, 0..5))
        .prop_map(|(seed, json, mutations)| Case { seed, json, mutations })
}

const JSON_VALUES: &[&str] = &[
    "null",
    "\"\"",
    "\" \"",
    "\"x\"",
    "7",
    "-1",
    "1.5",
    "1e400",
    "true",
    "[]",
    "{}",
    "[7]",
    "[null,\"\"]",
    "{\"street\":\"s\"}",
    "[{\"sku\":\"s\",\"number\":1,\"marks\":[]}]",
    "\"\\u0000\"",
    "{\"a\":1,\"a\":2}",
    "\"very-large\"",
];
const TEXTS: &[&str] = &[
    "",
    " ",
    "x",
    "7",
    "-1",
    "1.5",
    "1e400",
    "on",
    "true",
    "\0",
    "\r\n",
    "very-large",
    "{}",
    "[7]",
    "\u{e9}",
    "a@b.example",
];
const UNKNOWN: &[&str] = &[
    "__proto__",
    "constructor",
    "prototype",
    "is_admin ",
    " id",
    "Name",
    "NAME",
    "$ne",
    "class",
    "id\0",
    "",
    ".",
    "a..b",
    "[0]",
    "n[",
];

type Entries = Vec<(String, String)>;

/// The body of a value: members with their JSON, or pairs.
fn entries<F: Member>(value: &F, json: bool) -> Entries {
    let mut entries = Vec::new();
    if json {
        let mut members = Vec::new();
        value.members(&mut members);
        entries.extend(members.into_iter().map(|(name, value)| (name.to_owned(), value)));
    } else {
        value.pairs("", &mut entries);
    }
    entries
}

fn body(entries: &[(String, String)], json: bool) -> String {
    if json {
        let members: Vec<String> =
            entries.iter().map(|(name, value)| format!("{}:{value}", quote(name))).collect();
        format!("{{{}}}", members.join(","))
    } else {
        urlencoded(entries)
    }
}

/// Changes the entries. Returns the added keys that no field has.
fn mutate<F: Member>(entries: &mut Entries, case: &Case) -> Vec<String> {
    let mut strangers = Vec::new();
    let value = |with: usize| {
        let values = if case.json { JSON_VALUES } else { TEXTS };
        values[with % values.len()].to_owned()
    };
    for mutation in &case.mutations {
        let len = entries.len();
        match *mutation {
            Mutation::Drop(at) if len > 0 => drop(entries.remove(at % len)),
            Mutation::Duplicate(at) if len > 0 => entries.push(entries[at % len].clone()),
            Mutation::Replace(at, with) if len > 0 => entries[at % len].1 = value(with),
            Mutation::Outside(at, with) => {
                let key = F::OUTSIDE[at % F::OUTSIDE.len()];
                strangers.push(key.to_owned());
                entries.insert(with % (len + 1), (key.to_owned(), value(with)));
            }
            Mutation::Unknown(at, with) => {
                let key = UNKNOWN[at % UNKNOWN.len()];
                strangers.push(key.to_owned());
                entries.insert(with % (len + 1), (key.to_owned(), value(with)));
            }
            Mutation::Within(at, with) => {
                let name = F::FIELDS[at % F::FIELDS.len()];
                let behind = ["[]", "[0]", "[1]", ".street", "[0].sku", "[00]", "[x]", ".x"][with % 8];
                entries.push((format!("{name}{behind}"), value(with / 8)));
            }
            Mutation::Swap(at, with) if len > 0 => entries.swap(at % len, with % len),
            _ => {}
        }
    }
    strangers.retain(|stranger| entries.iter().any(|(key, _)| key == stranger));
    strangers
}

fn as_body(text: &str, json: bool) -> Body {
    if json { Body::json(text) } else { Body::form(text) }
}

fn holds<F: Member>(case: &Case) {
    let mut random = Random::new(case.seed);
    let model = F::model(&mut random);
    let mut submitted =
        entries(&if random.once_in(2) { F::sample(&mut random) } else { F::submitted(&model) }, case.json);
    let strangers = mutate::<F>(&mut submitted, case);
    let text = body(&submitted, case.json);
    let body = as_body(&text, case.json);
    creates_nothing_else::<F>(&body, &model);
    let before = model.clone();
    for partial in [false, true] {
        let bind = || if partial { F::bind_partial(&model, &body) } else { F::bind_update(&model, &body) };
        updates_nothing_else(bind(), &model, &strangers);
        is_bounded(text.len(), bind, forms::Bound::cleaned);
    }
    assert_eq!(model, before);
    is_bounded(text.len(), || F::bind(&body), forms::Bound::cleaned);
    let other = if case.json {
        shuffled_json(&text, &mut random)
    } else {
        Some(shuffled_form(&text, F::SCHEMA, &mut random))
    };
    if let Some(other) = other {
        let other = as_body(&other, case.json);
        assert_eq!(outcome(&F::bind(&body)), outcome(&F::bind(&other)));
        assert_eq!(outcome(&F::bind_update(&model, &body)), outcome(&F::bind_update(&model, &other)));
        assert_eq!(outcome(&F::bind_partial(&model, &body)), outcome(&F::bind_partial(&model, &other)));
    }
}

fn outcome<F: Member, P>(form: &forms::Bound<F, P>) -> (String, Option<&F>, Vec<&'static str>) {
    (report(form.errors()), form.cleaned(), form.changed())
}

fn creates_nothing_else<F: Member>(body: &Body, rest: &F::Model) {
    let form = F::bind(body);
    check_report(form.errors(), F::SCHEMA);
    let Ok(clean) = form.into_result() else { return };
    let value = clean.into_inner();
    for json in [false, true] {
        let again = F::bind(&as_body(&self::body(&entries(&value, json), json), json));
        assert_eq!(again.cleaned(), Some(&value), "{}", again.errors());
    }
    let model = value.clone().created(rest);
    assert_eq!(F::submitted(&model), value);
    assert_eq!(F::outside(&model), F::outside(rest));
}

fn updates_nothing_else<F: Member>(form: forms::Bound<F, Update>, before: &F::Model, strangers: &[String]) {
    check_report(form.errors(), F::SCHEMA);
    if form.status() == 422 || form.is_valid() {
        reports_strangers(form.errors(), strangers);
    }
    let Ok(clean) = form.into_result() else { return };
    let value = (*clean).clone();
    let again = F::bind_update(before, &as_body(&body(&entries(&value, true), true), true));
    assert_eq!(again.cleaned(), Some(&value), "{}", again.errors());
    let mut model = before.clone();
    let changed = clean.apply_to(&mut model);
    assert_eq!(F::outside(&model), F::outside(before));
    assert_eq!(F::submitted(&model), value);
    assert!(changed.iter().all(|name| F::FIELDS.contains(name)));
    assert_eq!(changed.is_empty(), model == *before);
}

fn reports_strangers(errors: &Errors, strangers: &[String]) {
    // `None` stands for all keys that are not shown
    let keys: Vec<Option<String>> = errors
        .iter()
        .filter(|error| error.is_unknown_key() && error.path().is_empty())
        .map(|error| unknown_key(&error))
        .collect();
    for stranger in strangers {
        let is_reported = keys.contains(&Some(stranger.clone())) || keys.contains(&None);
        assert!(is_reported, "{stranger:?} is not among {keys:?}");
    }
}

/// P24: the peak memory of binding, besides the body itself.
#[track_caller]
fn is_bounded<F: Member, P>(
    len: usize,
    bind: impl FnOnce() -> forms::Bound<F, P>,
    value: impl FnOnce(&forms::Bound<F, P>) -> Option<&F>,
) {
    let bound = measure(bind);
    let typed = value(&bound.value).map_or(0, |value| measure(|| value.clone()).left);
    let most = 4 * len + 64 * 1024 + typed;
    assert!(bound.peak <= most, "{} bytes for a body of {len} and values of {typed}", bound.peak);
}

/// What the library writes of a value binds to that value, if the form accepts the value at all.
fn binds_to_itself<F: Member>(random: &mut Random) {
    let value = F::sample(random);
    let accepted = F::bind(&Body::json(value.json()));
    let [form, json] = value.encoded();
    let json = F::bind(&Body::json(json.expect("JSON expresses every value")));
    assert_eq!(json.cleaned(), accepted.cleaned());
    assert_eq!(format!("{:?}", json.errors()), format!("{:?}", accepted.errors()));
    if let (Ok(form), Some(accepted)) = (form, accepted.cleaned()) {
        assert_eq!(F::bind(&Body::form(&*form)).cleaned(), Some(accepted), "{form}");
    }
}

#[test]
fn encoded_values_bind_to_themselves() {
    let mut random = Random::new(5);
    for _ in 0..500 {
        for binds_to_itself in ENCODED {
            binds_to_itself(&mut random);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, rng_seed: RngSeed::Fixed(0xf0e5), failure_persistence: None, ..ProptestConfig::default() })]

    /// P01, P06, P07, P24, and the order of keys.
    #[test]
    fn no_body_writes_outside_its_form(case in cases()) {
        for holds in FAMILY {
            holds(&case);
        }
    }
}

#[test]
fn there_are_thirty_forms() {
    assert_eq!(FAMILY.len(), 30);
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Bag {
    m: Vec<u8>,
}

const WIDE: Limits = Limits::DEFAULT
    .max_body_bytes(16 << 20)
    .max_fields(2_000_000)
    .max_text_chars(16 << 20)
    .max_items(200_000)
    .max_json_values(1_000);

/// A field of one kind, with limits that do not matter for memory.
macro_rules! one_field {
    ($($form:ident: [$($attribute:tt)*] $t:ty;)*) => { $(
        #[derive(Form, Debug, Clone, PartialEq)]
        #[form(fields = all, limits = WIDE)]
        struct $form {
            #[form($($attribute)*)]
            n: $t,
        }
    )* };
}
one_field! {
    Text: [] String;
    Secret: [] forms::Password;
    Bytes: [] Vec<u8>;
    Words: [] Vec<u64>;
    Texts: [] Vec<String>;
    Places: [nested] Vec<Place>;
    Lines: [nested] Vec<Line>;
    Bags: [nested] Vec<Bag>;
    Any: [] Value;
    Number: [] f64;
    Pick: [] Size;
}

/// Checks the peak memory for a body near the limits. `held` is the size of typed items of an invalid form, which may have
/// been allocated before.
#[track_caller]
fn at_most<F: Form<Context = ()> + Clone>(
    name: &str,
    body: &Body,
    len: usize,
    held: usize,
) -> forms::Bound<F, Create> {
    let bound = measure(|| F::bind(body));
    let typed = bound.value.cleaned().map_or(held, |value| measure(|| value.clone()).left);
    let most = 4 * len + 64 * 1024 + typed;
    assert!(bound.peak <= most, "{name}: {} bytes for a body of {len} and values of {typed}", bound.peak);
    bound.value
}

#[track_caller]
fn form_at_most<F: Form<Context = ()> + Clone>(
    name: &str,
    text: String,
    held: usize,
) -> forms::Bound<F, Create> {
    let len = text.len();
    at_most(name, &Body::form(text), len, held)
}

#[track_caller]
fn json_at_most<F: Form<Context = ()> + Clone>(
    name: &str,
    text: &str,
    held: usize,
) -> forms::Bound<F, Create> {
    at_most(name, &Body::json(text), text.len(), held)
}

fn members(value: &str, count: usize) -> String {
    let members: Vec<String> = (0..count).map(|_| format!("\"n\":{value}")).collect();
    format!("{{{}}}", members.join(","))
}

fn list(item: &str, count: usize) -> String {
    format!("{{\"n\":[{}]}}", vec![item; count].join(","))
}

const MANY: usize = 131_073;

/// P24: long texts that need decoding.
#[test]
fn memory_for_long_texts() {
    for piece in ["x", "%41", "+x", "%C3%A9", "%0D%0Ax", "%0Dx", "%00", "%zz", " "] {
        let text = piece.repeat((1 << 19) / piece.len());
        form_at_most::<Text>(piece, format!("n=x{text}x"), 0);
        form_at_most::<Secret>(piece, format!("n={text}"), 0);
        form_at_most::<Any>(piece, format!("n=\"{text}\""), 0);
        form_at_most::<Number>(piece, format!("n={text}"), 0);
        form_at_most::<Pick>(piece, format!("n={text}"), 0);
        form_at_most::<Text>(piece, format!("zz={text}&{text}={text}"), 0);
    }
    for piece in ["x", "\\u0041", "\\n", "\\u0000", "\\ud83d\\ude00", "\\r\\nx", " ", "\\u0020"] {
        let text = piece.repeat((1 << 19) / piece.len());
        json_at_most::<Text>(piece, &format!("{{\"n\":\"x{text}x\"}}"), 0);
        json_at_most::<Secret>(piece, &format!("{{\"n\":\"{text}\"}}"), 0);
        json_at_most::<Any>(piece, &format!("{{\"n\":\"{text}\"}}"), 0);
        json_at_most::<Pick>(piece, &format!("{{\"n\":\"{text}\"}}"), 0);
        json_at_most::<Text>(piece, &format!("{{\"{text}\":\"{text}\"}}"), 0);
    }
    for number in
        ["1".repeat(1 << 20), format!("1e{}", "1".repeat(1 << 20)), format!("0.{}", "1".repeat(1 << 20))]
    {
        json_at_most::<Number>("digits", &format!("{{\"n\":{number}}}"), 0);
        json_at_most::<Any>("digits", &format!("{{\"n\":{number}}}"), 0);
        form_at_most::<Number>("digits", format!("n={number}"), 0);
    }
}

/// P24, P27: as many unknown keys as the limits allow.
#[test]
fn memory_for_many_keys() {
    let keys =
        |shape: fn(usize) -> String, between: &str| (0..MANY).map(shape).collect::<Vec<_>>().join(between);
    form_at_most::<Text>("unknown", keys(|i| format!("{i}"), "&"), 0);
    form_at_most::<Text>("unknown, falling", keys(|i| format!("{}", MANY - i), "&"), 0);
    form_at_most::<Places>("unknown within", keys(|i| format!("n[0].{i}"), "&"), 0);
    json_at_most::<Text>("unknown", &format!("{{{}}}", keys(|i| format!("\"{i}\":0"), ",")), 0);
    json_at_most::<Places>(
        "unknown within",
        &format!("{{\"n\":[{{{}}}]}}", keys(|i| format!("\"{i}\":0"), ",")),
        0,
    );
    form_at_most::<Text>("no keys", "&".repeat(1 << 20), 0);
    form_at_most::<Text>("empty keys", "=&".repeat(MANY), 0);
    form_at_most::<Text>("long keys", keys(|i| format!("{i}{}", "k".repeat(120)), "&"), 0);
}

/// P22: a key that is longer than any field's is not decoded, so it takes no memory besides the body.
#[test]
fn memory_for_keys_that_are_too_long() {
    let form = Body::form(format!("{}=1", "%6b".repeat(200_000)));
    let json = Body::json(format!("{{\"{}\":1}}", "\\u006b".repeat(100_000)));
    for body in [form, json] {
        for limits in [Limits::DEFAULT, WIDE] {
            let bound = measure(|| Places::binder().limits(limits).bind(&body));
            assert_eq!(bound.value.status(), 422);
            assert!(bound.peak < 8 * 1024, "{} bytes", bound.peak);
        }
    }
}

/// P24: the same key many times.
#[test]
fn memory_for_repeated_keys() {
    form_at_most::<Text>("duplicates", "n=1&".repeat(MANY), 0);
    form_at_most::<Text>("escaped duplicates", "%6e=%31&".repeat(MANY), 0);
    form_at_most::<Bytes>("one item", "n[0]=1&".repeat(MANY), 0);
    form_at_most::<Bytes>("wrong indices", "n[00]=1&".repeat(MANY), 0);
    form_at_most::<Bytes>("holes", "n[7]=1&".repeat(MANY), 0);
    form_at_most::<Places>("one row", "n[0].floor=1&".repeat(MANY), 0);
    form_at_most::<Places>("no rows", "n=&".repeat(MANY), 0);
    json_at_most::<Text>("duplicates", &members("1", MANY), 0);
    json_at_most::<Places>("duplicates", &members("[{}]", MANY), 0);
    json_at_most::<Any>("duplicates", &members("{\"n\":1,\"n\":1}", MANY), 0);
}

/// P22, P24, P26: as deep as a body of one megabyte can nest.
#[test]
fn memory_for_deep_values() {
    for open in ["[", "{\"n\":", "[{\"n\":"] {
        let text = format!("{{\"n\":{}", open.repeat((1 << 20) / open.len()));
        for form in
            [json_at_most::<Text>(open, &text, 0).status(), json_at_most::<Any>(open, &text, 0).status()]
        {
            assert_eq!(form, 413);
        }
        form_at_most::<Any>(open, format!("n={text}"), 0);
    }
    form_at_most::<Places>("dots", format!("n[0]{}", ".n".repeat(1 << 19)), 0);
    form_at_most::<Places>("brackets", format!("n{}", "[0]".repeat(1 << 18)), 0);
}

/// P24: lists with as many items as the limits allow, valid and invalid.
#[test]
fn memory_for_long_lists() {
    let exact = MANY.min(65_532);
    assert!(json_at_most::<Bytes>("bytes", &list("1", exact), 0).is_valid());
    assert!(json_at_most::<Words>("words", &list("1", exact), 0).is_valid());
    assert!(json_at_most::<Texts>("texts", &list("\"x\"", exact), 0).is_valid());
    json_at_most::<Bytes>("wrong", &list("\"\"", exact), 0);
    json_at_most::<Bytes>("too many", &list("1", 400_000), 200_001);
    json_at_most::<Texts>("blank", &list("\"\"", exact), 0);
    json_at_most::<Places>("wrong rows", &list("{}", exact / 2), 0);
    json_at_most::<Lines>("wrong rows", &list("{}", exact / 4), 0);
    assert!(json_at_most::<Places>("rows", &list("{\"street\":\"s\"}", exact / 2), 0).is_valid());
    assert!(form_at_most::<Bytes>("bytes", "n=1&".repeat(exact), 0).is_valid());
    assert!(form_at_most::<Words>("words", "n=1&".repeat(exact), 0).is_valid());
    assert!(form_at_most::<Texts>("texts", "n=x&".repeat(exact), 0).is_valid());
    form_at_most::<Bytes>("wrong", "n=x&".repeat(exact), 0);
    assert!(form_at_most::<Bytes>("blank", "n&".repeat(exact), 0).is_valid());
    let rows = |pairs: fn(usize) -> String| (0..20_000).map(pairs).collect::<Vec<_>>().join("&");
    assert!(form_at_most::<Places>("rows", rows(|i| format!("n[{i}].street=s")), 0).is_valid());
    form_at_most::<Places>("wrong rows", rows(|i| format!("n[{i}].floor=x")), 0);
    form_at_most::<Places>("blank rows", rows(|i| format!("n[{i}].floor")), 0);
    form_at_most::<Bags>("lists in rows", rows(|i| format!("n[{i}].m=1&n[{i}].m=2")), 0);
    form_at_most::<Bags>("a list in each row", rows(|i| format!("n[{i}].m=1")), 0);
    form_at_most::<Bags>("a blank in each row", rows(|i| format!("n[{i}].m")), 0);
    form_at_most::<Bags>("a wrong item in each row", rows(|i| format!("n[{i}].m=x")), 0);
}

/// P24: JSON-valued fields have a limit of values. A value that is refused at the end was in memory before.
#[test]
fn memory_for_json_values() {
    for (name, item) in [("lists", "[[]]"), ("objects", "{\"\":{}}"), ("numbers", "1"), ("texts", "\"x\"")] {
        let nodes = if item.len() == 1 || item == "\"x\"" { 999 } else { 499 };
        let fits = json_at_most::<Any>(name, &list(item, nodes), 0);
        assert!(fits.is_valid(), "{name}: {}", fits.errors());
        let value = measure(|| fits.cleaned().cloned()).left;
        json_at_most::<Any>(name, &list(item, 100_000), 3 * value);
        form_at_most::<Any>(name, format!("n=[{}]", vec![item; 100_000].join(",")), 3 * value);
    }
}

/// The size of bodies, which is smaller in builds without optimisation.
const PART: usize = if cfg!(debug_assertions) { 4 } else { 1 };

/// P24, P25, P51: for every worst case, bound in each way: the peak memory, and the total memory for twice the
/// body.
#[test]
fn worst_cases_take_linear_memory() {
    for case in worst_cases::ALL {
        for (way, bind) in case.ways {
            // memory that this way needs for any body, such as that of the present value, does not count
            let present = measure(|| bind(&case.body(1))).total;
            let total = |size: usize| {
                let body = case.body(size);
                let (len, held) = ((case.text)(size).len(), (case.dropped)(size));
                let bound = measure(|| bind(&body));
                // the clean value without spare capacity; the refused items may have been in memory before
                let typed = bound.value.as_ref().map_or(held, |kept| measure(|| kept.copy()).left);
                let most = 4 * len + 64 * 1024 + typed;
                assert!(
                    bound.peak <= most,
                    "{}, {way}: {} bytes for a body of {len} and values of {typed}",
                    case.name,
                    bound.peak
                );
                bound.total
            };
            let size = case.size / PART;
            let (once, twice) = (total(size), total(2 * size));
            assert!(
                twice * 10 <= once * 23 + 80 * 1024 + present,
                "{}, {way}: {once} bytes, and {twice} for twice the body",
                case.name
            );
        }
    }
}

/// P25, P51: for every worst case, twice the size takes at most 2.3 times as long. The time is that of the thread, the
/// shortest of several runs. A higher ratio is measured ten times before the test fails.
#[test]
fn worst_cases_take_linear_time() {
    for case in worst_cases::ALL {
        for (way, bind) in case.ways {
            let (once, ratio) = case.doubled(bind, case.size / PART);
            assert!(
                ratio <= worst_cases::MOST,
                "{}, {way}: {ratio:.2} times {once:?} for twice the body",
                case.name
            );
        }
    }
}
