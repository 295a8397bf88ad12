//! Bodies for which pages, or updates of rows, cost the most time, in any size. Doubling the rows must not take more than
//! about twice the time (P25, P51, P52).

use crate::worst_cases::{Row, Rows, Side, Texts, WIDE, doubled};
use cpu_time::ThreadTime;
use forms::{Body, Bound, Form, Password};
use std::{fmt::Write, time::Duration};

/// A body with any number of rows, and a function that uses the bound form.
#[derive(Debug, Clone, Copy)]
pub struct WorstPage {
    pub name: &'static str,
    /// The number of rows at which drawing takes a measurable time and the page stays below its limit.
    pub size: usize,
    pub body: fn(usize) -> Body,
    /// Binds and draws the body with `n` rows. Returns the number of bytes, fields or errors that it made.
    pub draw: fn(&Body, usize) -> usize,
}

impl WorstPage {
    fn time(&self, size: usize) -> Duration {
        let body = (self.body)(size);
        let once = || {
            let started = ThreadTime::now();
            std::hint::black_box((self.draw)(&body, size));
            started.elapsed()
        };
        (0..3).map(|_| once()).min().unwrap_or_default().max(Duration::from_nanos(1))
    }
    /// Measures this size and twice this size, as [`doubled`] does.
    pub fn doubled(&self, size: usize) -> (Duration, f64) {
        doubled(|size| self.time(size), size)
    }
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
pub struct Sided {
    pub side: Option<Side>,
    pub sides: Vec<Side>,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all, limits = WIDE.max_page_bytes(64 << 20))]
pub struct SidedRows {
    #[form(nested, max_items = 65_532)]
    pub n: Vec<Sided>,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
pub struct Outer {
    #[form(nested, max_items = 65_532)]
    pub rows: Vec<Row>,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all, limits = WIDE.max_page_bytes(64 << 20))]
pub struct Nested {
    #[form(nested, max_items = 65_532)]
    pub n: Vec<Outer>,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
pub struct Numbered {
    #[form(choices = [(1, "One"), (2, "Two")])]
    pub a: Option<u32>,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all, limits = WIDE.max_page_bytes(64 << 20))]
pub struct NumberedRows {
    #[form(nested, max_items = 65_532)]
    pub n: Vec<Numbered>,
    #[form(max_items = 65_532)]
    pub others: Vec<u32>,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all, limits = WIDE.max_page_bytes(64 << 20))]
pub struct Offered {
    #[form(choices = ["a", "b"], max_items = 65_532)]
    pub n: Vec<String>,
}

fn form_rows(size: usize) -> Body {
    let mut text = String::new();
    for i in 0..size {
        let _ = write!(text, "n[{i}].name=x&n[{i}].number=x&");
    }
    Body::form(text)
}

fn sided_rows(size: usize) -> Body {
    let mut text = String::new();
    for i in 0..size {
        let _ = write!(text, "n[{i}].side=Left&n[{i}].sides=Right&");
    }
    Body::form(text)
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
pub struct Alike {
    pub a: String,
    pub b: Option<String>,
    pub secret: Option<Password>,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all, limits = WIDE)]
pub struct AlikeRows {
    #[form(nested, max_items = 65_532)]
    pub n: Vec<Alike>,
}

const LONG: usize = 340;

/// Rows that are equal except for the last field, which differs from the present value.
fn alike(size: usize) -> Body {
    let mut text = String::new();
    for i in 0..size {
        let _ = write!(text, "n[{i}].a={}&n[{i}].b=other{i}&", "%C3%A9".repeat(LONG));
    }
    Body::form(text)
}

fn alike_in_json(size: usize) -> Body {
    let row = |i| format!("{{\"a\":\"{}\",\"b\":\"other{i}\"}}", "\\u00e9".repeat(LONG));
    Body::json(format!("{{\"n\":[{}]}}", (0..size).map(row).collect::<Vec<_>>().join(",")))
}

fn update_of_alike(body: &Body, size: usize) -> usize {
    let row = |i| Alike { a: "\u{e9}".repeat(LONG), b: Some(format!("{i}")), secret: None };
    let present = AlikeRows { n: (0..size).map(row).collect() };
    AlikeRows::bind_update(&present, body).errors().len()
}

fn unlike_any(size: usize) -> Body {
    let mut text = String::new();
    for i in 0..size {
        let _ = write!(text, "n[{i}].a=9&");
    }
    Body::form(text)
}

/// Returns a present value with `size` rows and `size` other numbers.
fn numbers(size: usize) -> NumberedRows {
    NumberedRows { n: vec![Numbered { a: Some(1) }; size], others: (10..).take(size).collect() }
}

/// Draws an update with `size` rows whose choices are neither offered nor present.
fn refused_update(body: &Body, size: usize) -> usize {
    NumberedRows::bind_update(&numbers(size), body).to_html().len()
}

/// Draws the same update row by row.
fn options_by_name(body: &Body, size: usize) -> usize {
    let present = numbers(size);
    let form = NumberedRows::bind_update(&present, body);
    let view = form.view();
    (0..size).filter_map(|i| Some(view.field_named(&format!("n[{i}].a"))?.options().len())).sum()
}

/// Draws a list of `size` choices that are no longer offered.
fn filled(_: &Body, size: usize) -> usize {
    Offered::filled(&Offered { n: (0..size).map(|i| format!("z{i}")).collect() }).to_html().len()
}

/// Items with the same key.
fn items(key: &str, size: usize) -> Body {
    let mut text = String::new();
    for i in 0..size {
        let _ = write!(text, "{key}=v{i}&");
    }
    Body::form(text)
}

fn submitted_items(body: &Body, size: usize) -> usize {
    let form: Bound<Texts> = Texts::bind(body);
    (0..size).filter_map(|i| Some(form.submitted(&format!("n[{i}]"))?.len())).sum()
}

/// A short key many times, next to a key that fills the rest of the body.
fn submitted_beside_long_keys(body: &Body, size: usize) -> usize {
    let form: Bound<Texts> = Texts::bind(body);
    (0..size).map(|_| form.submitted("n").map_or(0, |text| text.len())).sum()
}

fn json_rows(row: &str, size: usize) -> Body {
    Body::json(format!("{{\"n\":[{}]}}", vec![row; size].join(",")))
}

fn page<F: Form<Context = ()>>(body: &Body, _: usize) -> usize {
    F::bind(body).to_html().len()
}

/// Draws each row by its name, as a template does.
fn by_name(body: &Body, _: usize) -> usize {
    let form: Bound<Rows> = Rows::bind(body);
    let view = form.view();
    let mut bytes = 0;
    for i in 0.. {
        let Some(field) = view.field_named(&format!("n[{i}].name")) else { return bytes };
        bytes += field.value().unwrap_or_default().len() + field.name().len();
    }
    bytes
}

/// Reads the submitted value of each row.
fn submitted(body: &Body, _: usize) -> usize {
    let form: Bound<Rows> = Rows::bind(body);
    let mut bytes = 0;
    for i in 0.. {
        let Some(text) = form.submitted(&format!("n[{i}].name")) else { return bytes };
        bytes += text.len();
    }
    bytes
}

fn to_minijinja<F: Form<Context = ()>>(body: &Body, _: usize) -> usize {
    F::bind(body).view().to_minijinja().len().unwrap_or_default()
}

fn to_tera<F: Form<Context = ()>>(body: &Body, _: usize) -> usize {
    std::hint::black_box(F::bind(body).view().to_tera());
    0
}

/// All cases.
pub const PAGES: &[WorstPage] = &[
    WorstPage { name: "page: rows", size: 1_000, body: form_rows, draw: page::<Rows> },
    WorstPage {
        name: "page: rows from JSON",
        size: 1_000,
        body: |n| json_rows("{\"name\":7}", n),
        draw: page::<Rows>,
    },
    WorstPage { name: "page: rows of nothing", size: 400, body: |n| json_rows("{}", n), draw: page::<Rows> },
    WorstPage { name: "page: rows of choices", size: 1_000, body: sided_rows, draw: page::<SidedRows> },
    WorstPage {
        name: "page: rows in rows",
        size: 200,
        body: |n| json_rows("{\"rows\":[{\"name\":\"a\"},{\"name\":\"b\"},{\"name\":\"c\"}]}", n),
        draw: page::<Nested>,
    },
    WorstPage { name: "rows by their names", size: 2_000, body: form_rows, draw: by_name },
    WorstPage {
        name: "rows by their names, from JSON",
        size: 2_000,
        body: |n| json_rows("{\"name\":7}", n),
        draw: by_name,
    },
    WorstPage { name: "what was submitted for rows", size: 4_000, body: form_rows, draw: submitted },
    WorstPage {
        name: "what was submitted for rows, in JSON",
        size: 4_000,
        body: |n| json_rows("{\"name\":7}", n),
        draw: submitted,
    },
    WorstPage {
        name: "what was submitted for items of one key",
        size: 4_000,
        body: |n| items("n", n),
        draw: submitted_items,
    },
    WorstPage {
        name: "what was submitted for items that are appended",
        size: 4_000,
        body: |n| items("n[]", n),
        draw: submitted_items,
    },
    WorstPage {
        name: "what was submitted beside a long key",
        size: 4_000,
        body: |n| Body::form(format!("n=1&{}=1", "%6d".repeat(n))),
        draw: submitted_beside_long_keys,
    },
    WorstPage {
        name: "what was submitted beside a long key, in JSON",
        size: 4_000,
        body: |n| Body::json(format!("{{\"n\":\"1\",\"{}\":1}}", "\\u006d".repeat(n))),
        draw: submitted_beside_long_keys,
    },
    WorstPage {
        name: "page: a refused update of rows of choices",
        size: 2_000,
        body: unlike_any,
        draw: refused_update,
    },
    WorstPage {
        name: "options of rows by their names, in a refused update",
        size: 2_000,
        body: unlike_any,
        draw: options_by_name,
    },
    WorstPage {
        name: "page: choices that are no longer available",
        size: 2_000,
        body: |_| Body::form(""),
        draw: filled,
    },
    WorstPage {
        name: "update: rows that are alike but for their last field",
        size: 128,
        body: alike,
        draw: update_of_alike,
    },
    WorstPage {
        name: "update: rows that are alike but for their last field, in JSON",
        size: 128,
        body: alike_in_json,
        draw: update_of_alike,
    },
    WorstPage { name: "minijinja: rows", size: 400, body: form_rows, draw: to_minijinja::<Rows> },
    WorstPage {
        name: "minijinja: rows of choices",
        size: 200,
        body: sided_rows,
        draw: to_minijinja::<SidedRows>,
    },
    WorstPage { name: "tera: rows", size: 400, body: form_rows, draw: to_tera::<Rows> },
    WorstPage { name: "tera: rows of choices", size: 200, body: sided_rows, draw: to_tera::<SidedRows> },
];
