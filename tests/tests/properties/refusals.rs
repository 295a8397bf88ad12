//! P51: refusing a key, a member or a row costs no more than skipping it.

use super::measure;
use forms::{Body, Bound, Form, Limits, Password, Problem};
use std::cell::Cell;
use tests::report::report;

thread_local! {
    static CLEANED: Cell<usize> = const { Cell::new(0) };
    static RULED: Cell<usize> = const { Cell::new(0) };
    static CHECKED: Cell<usize> = const { Cell::new(0) };
}

fn count(counter: &'static std::thread::LocalKey<Cell<usize>>) {
    counter.set(counter.get() + 1);
}

#[expect(clippy::unnecessary_wraps, reason = "the signature is that of a `clean`")]
fn cleaned<T>(value: T) -> Result<T, Problem> {
    count(&CLEANED);
    Ok(value)
}

#[expect(clippy::unnecessary_wraps, reason = "the signature is that of a rule")]
fn ruled(_: &str) -> Result<(), Problem> {
    count(&RULED);
    Ok(())
}

fn checked(_: &PartDraft, _: &mut forms::Report<'_, Part>) {
    count(&CHECKED);
}

const WIDE: Limits = Limits::DEFAULT.max_fields(1_000_000);

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all, check = checked)]
struct Part {
    #[form(validate = ruled)]
    a: Option<String>,
    b: Option<u8>,
    #[form(password(min_score = 3))]
    secret: Option<Password>,
    #[form(read_only, default)]
    id: u32,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all, limits = WIDE)]
struct Whole {
    #[form(validate = ruled)]
    text: Option<String>,
    #[form(nested)]
    part: Option<Part>,
    #[form(nested, clean = cleaned)]
    always: Part,
    #[form(clean = cleaned)]
    texts: Vec<String>,
    #[form(nested, clean = cleaned, max_items = 3)]
    rows: Vec<Part>,
    #[form(nested, read_only, default)]
    shown: Vec<Part>,
    #[form(immutable)]
    fixed: Vec<u8>,
}

fn part() -> Part {
    Part { a: Some("a".into()), b: None, secret: None, id: 7 }
}

fn present() -> Whole {
    Whole {
        text: None,
        part: Some(part()),
        always: part(),
        texts: vec!["x".into()],
        rows: vec![part()],
        shown: vec![part()],
        fixed: vec![1, 2],
    }
}

fn refused<P>(bound: &Bound<Whole, P>) -> String {
    assert!(!bound.is_valid());
    report(bound.errors())
}

/// A way of binding, with its name.
type Way = (&'static str, fn(&Whole, &Body) -> String);

const WAYS: [Way; 3] = [
    ("bind", |_, body| refused(&Whole::bind(body))),
    ("bind_update", |present, body| refused(&Whole::bind_update(present, body))),
    ("bind_partial", |present, body| refused(&Whole::bind_partial(present, body))),
];

const MEMBERS: &[&str] = &[
    r#""text":"a""#,
    r#""t\u0065xt":"a""#,
    r#""part":{}"#,
    r#""part":{"a":"b","b":1}"#,
    r#""part":{"b":"x","a":"b","zz":1}"#,
    r#""part":{"secret":"correct horse battery staple"}"#,
    r#""part":{"a":"1","a":"2","a":"3"}"#,
    r#""always":{"a":"b"}"#,
    r#""part":[[[{}]]]"#,
    r#""texts":["b","a"]"#,
    r#""texts":["b",1,{}]"#,
    r#""rows":[{},{"a":"x"}]"#,
    r#""rows":[{"a":"x","b":"y","\u0061":"z"},{},{},{},{}]"#,
    r#""shown":[{"a":"x","b":1}]"#,
    r#""fixed":[1,2,3,"x"]"#,
    r#""zz":{"a":[1,2,3]}"#,
    r#""\u007az":0"#,
];
const PAIRS: &[&str] = &[
    "text=a",
    "t%65xt=a",
    "part.a=b",
    "part.b=x&part.a=b",
    "part.secret=correct+horse+battery+staple",
    "part=&part.a=x",
    "always.a=b",
    "texts[0]=b",
    "texts[0]=b&texts=",
    "rows[0].a=x",
    "rows[0].b=x&rows[0].a=y",
    "rows[7].a=x",
    "rows[0%5D.a=x",
    "shown[0].a=x",
    "fixed[0]=1",
    "zz=1",
    "%7az.y=1",
    "",
];

/// Ten times as many take no more memory in total.
#[test]
fn a_refused_key_takes_no_memory() {
    let present = present();
    let json = |member: &str, times: usize| Body::json(format!("{{{}}}", vec![member; times].join(",")));
    let form = |pair: &str, times: usize| Body::form(format!("zz={}", format!("&{pair}").repeat(times)));
    let bodies = MEMBERS.iter().map(|member| (*member, [json(member, 200), json(member, 2_000)]));
    let bodies = bodies.chain(PAIRS.iter().map(|pair| (*pair, [form(pair, 200), form(pair, 2_000)])));
    for (name, [some, many]) in bodies {
        for (way, bind) in WAYS {
            let [some, many] = [&some, &many].map(|body| measure(|| bind(&present, body)));
            assert_eq!(some.value, many.value, "{name}, {way}");
            // the report may grow to its limit
            assert!(
                many.total <= some.total + 8 * 1024,
                "{name}, {way}: {} bytes, and {} for ten times as many",
                some.total,
                many.total
            );
        }
    }
}

/// Different unknown keys: the report keeps sixteen of them.
#[test]
fn an_unknown_key_takes_no_memory() {
    let present = present();
    let keys = |count: usize, key: fn(usize) -> String| (0..count).map(move |i| key(100_000 - i));
    for key in
        [|i| format!("k{i}"), |i| format!("%6b{i}"), |i| format!("\\u006b{i}")] as [fn(usize) -> String; 3]
    {
        let json = |count: usize| {
            let members: Vec<String> = keys(count, key).map(|key| format!("\"{key}\":0")).collect();
            Body::json(format!("{{{}}}", members.join(",")))
        };
        let form = |count: usize| Body::form(keys(count, key).collect::<Vec<_>>().join("&"));
        for [some, many] in [[json(100), json(1_000)], [form(100), form(1_000)]] {
            for (way, bind) in WAYS {
                let [some, many] = [&some, &many].map(|body| measure(|| bind(&present, body)).total);
                assert!(many <= some + 1024, "{way}: {some} bytes, and {many} for ten times as many");
            }
        }
    }
}

/// Repeating a key does not run a rule, `clean` or `check` of the application again.
#[test]
fn a_repeated_key_runs_no_rule() {
    let present = present();
    for member in MEMBERS {
        let body = Body::json(format!("{{{}}}", vec![*member; 50].join(",")));
        for (way, bind) in WAYS {
            for counter in [&CLEANED, &RULED, &CHECKED] {
                counter.set(0);
            }
            bind(&present, &body);
            // a value is cleaned once, and rows are validated one by one
            let ran = (CLEANED.get(), RULED.get(), CHECKED.get());
            assert!(ran.0 <= 3 && ran.1 <= 4 && ran.2 <= 6, "{member}, {way}: {ran:?}");
        }
    }
}

/// Rows above the limit are skipped, whatever their contents.
#[test]
fn rows_above_the_limit_run_no_rule() {
    let present = present();
    let json = format!("{{\"rows\":[{}]}}", vec![r#"{"a":"x"}"#; 500].join(","));
    let form: Vec<String> = (0..500).map(|i| format!("rows[{i}].a=x")).collect();
    for body in [Body::json(json), Body::form(form.join("&"))] {
        for (way, bind) in WAYS {
            RULED.set(0);
            assert!(bind(&present, &body).contains("rows:max_items"), "{way}");
            assert!(RULED.get() <= 5, "{way}: {}", RULED.get());
        }
    }
}

macro_rules! heavy {
    ($($field:ident)*) => {
        #[derive(Form, Debug, Clone, PartialEq)]
        #[form(fields = all)]
        struct Heavy { $($field: Option<String>,)* }
    };
}
heavy! { a b c d e f g h i j k l m n o p q r s t }

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Inner {
    #[form(nested)]
    rows: Vec<Heavy>,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Middle {
    #[form(nested)]
    rows: Vec<Inner>,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Outer {
    #[form(nested)]
    rows: Vec<Middle>,
}

/// P24: an empty row takes two bytes of a body, and much more as a value. Lists of them have no spare capacity, and nested lists
/// have a limit.
#[test]
fn empty_rows_have_no_spare_capacity() {
    let rows = |row: &str, count: usize| format!("{{\"rows\":[{}]}}", vec![row; count].join(","));
    for (heavy, inner, middle) in
        [(1, 1, 1), (3, 1, 1), (5, 1, 1), (100, 1, 1), (1, 100, 1), (2, 60, 20), (1, 30, 100), (33, 3, 70)]
    {
        let text = rows(&rows(&rows("{}", heavy), inner), middle);
        let (len, body, present) = (text.len(), Body::json(text), Outer { rows: Vec::new() });
        let whole = measure(|| Outer::bind(&body));
        let part = measure(|| Outer::bind_partial(&present, &body));
        let value = whole.value.cleaned().expect("the body is valid");
        let most = 4 * len + 64 * 1024 + measure(|| value.clone()).left;
        for peak in [whole.peak, part.peak] {
            assert!(
                peak <= most,
                "{heavy} x {inner} x {middle}: {peak} bytes for a body of {len}, not {most}"
            );
        }
    }
    // three nested lists at their limits: a million rows
    let text = rows(&rows(&rows("{}", 100), 100), 33);
    let (len, body) = (text.len(), Body::json(text));
    let bound = measure(|| Outer::bind(&body));
    assert_eq!(bound.value.status(), 413);
    let most = 4 * len + 64 * 1024 + 11_000 * size_of::<Heavy>();
    assert!(bound.peak <= most, "{} bytes for a body of {len}", bound.peak);
}
