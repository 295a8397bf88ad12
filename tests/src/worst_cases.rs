//! Bodies that cost a form the most time or memory, in any size. Doubling the size must not take more than about twice the
//! time and memory (P24, P25).

use cpu_time::ThreadTime;
use forms::{Body, Bound, Choice, Clean, Email, Form, Limits, Password, Problem, Slug, Username};
use serde_json::Value;
use std::{any, fmt::Write, time::Duration};

/// A kind of body in any size, and the form that binds it.
#[derive(Debug, Clone, Copy)]
pub struct WorstCase {
    pub name: &'static str,
    /// The number of parts at which binding takes a measurable time.
    pub size: usize,
    /// Returns the text with `n` parts, urlencoded or JSON.
    pub text: fn(usize) -> String,
    pub is_json: bool,
    /// Binds the body in three ways. Each returns the clean value if it is valid.
    pub ways: [(&'static str, Bind); 3],
    /// Returns the memory of typed items that may be dropped in the end, for `n` parts: a list with one invalid item drops
    /// the valid ones.
    pub dropped: fn(usize) -> usize,
}

/// Binds a body to a new or a present value, and returns the clean value if it is valid.
pub type Bind = fn(&Body) -> Option<Box<dyn Kept>>;

/// The result of binding a valid body.
pub trait Kept {
    /// Returns a copy of the clean value, which takes no more room than it needs.
    fn copy(&self) -> Box<dyn any::Any>;
}

impl<F: Form + Clone, P> Kept for Clean<F, P> {
    fn copy(&self) -> Box<dyn any::Any> {
        Box::new((**self).clone())
    }
}

/// The highest allowed ratio of the time for twice the size to the time for the size.
pub const MOST: f64 = 2.3;

impl WorstCase {
    /// Returns a body with `size` parts.
    pub fn body(&self, size: usize) -> Body {
        let text = (self.text)(size);
        if self.is_json { Body::json(text) } else { Body::form(text) }
    }
    /// Returns the time at this size: the shortest of several runs, because other processes disturb some of them.
    fn time(&self, bind: Bind, size: usize) -> Duration {
        let body = self.body(size);
        let once = || {
            let started = ThreadTime::now();
            drop(bind(&body));
            started.elapsed()
        };
        (0..7).map(|_| once()).min().unwrap_or_default().max(Duration::from_nanos(1))
    }
    /// Measures this size and twice this size, as [`doubled`] does.
    pub fn doubled(&self, bind: Bind, size: usize) -> (Duration, f64) {
        doubled(|size| self.time(bind, size), size)
    }
}

/// Returns the time for a size, and its ratio to the time for twice the size. If the ratio is above [`MOST`], measures again
/// and takes the smallest ratio, because other processes disturb some measurements.
pub fn doubled(time: impl Fn(usize) -> Duration, size: usize) -> (Duration, f64) {
    let once = || {
        let (once, twice) = (time(size), time(2 * size));
        (once, twice.as_secs_f64() / once.as_secs_f64())
    };
    let mut least = once();
    for _ in 0..9 {
        if least.1 <= MOST {
            break;
        }
        let again = once();
        if again.1 < least.1 {
            least = again;
        }
    }
    least
}

/// Limits that allow every size.
pub const WIDE: Limits = Limits::DEFAULT
    .max_body_bytes(64 << 20)
    .max_fields(4_000_000)
    .max_text_chars(16 << 20)
    .max_items(65_532)
    .max_key_bytes(1 << 20)
    .max_digits(1 << 20)
    .max_json_values(1_000_000);

#[derive(Choice, Debug, Clone, Copy, PartialEq)]
pub enum Side {
    Left,
    Right,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
pub struct Row {
    pub name: String,
    pub number: Option<i32>,
}

/// A form with a sample, which is the present value in updates.
trait Sample: Form<Context = (), Model = Self> + Clone {
    /// A valid urlencoded body.
    const TEXT: &'static str;
    fn sample() -> Self {
        Self::bind(&Body::form(Self::TEXT)).into_result().expect("the sample is valid").into_inner()
    }
}

macro_rules! forms_of_one_field {
    ($($form:ident: [$($attribute:tt)*] $t:ty = $sample:literal;)*) => { $(
        #[derive(Form, Debug, Clone, PartialEq)]
        #[form(fields = all, limits = WIDE)]
        pub struct $form {
            #[form($($attribute)*)]
            pub n: $t,
        }
        impl Sample for $form {
            const TEXT: &'static str = $sample;
        }
    )* };
}
forms_of_one_field! {
    Text: [] String = "n=x";
    Lines: [multiline] String = "n=x";
    Pattern: [regex = "(a|ab)*c?(b*)*"] String = "n=a";
    Address: [] Email = "n=a@example.org";
    Name: [] Username = "n=a";
    Word: [] Slug = "n=a";
    Site: [url, max_length = 16_000_000] String = "n=http://example.org";
    Domain: [domain_name] String = "n=example.org";
    Secret: [password] Password = "n=neither+rhyme+nor+reason";
    Integer: [] i64 = "n=1";
    Float: [] f64 = "n=1";
    Day: [] jiff::civil::Date = "n=2024-01-31";
    Any: [max_nodes = 1_000_000] Value = "n=1";
    Numbers: [max_items = 65_532] Vec<u8> = "n=1";
    Texts: [max_items = 65_532] Vec<String> = "n=x";
    Unique: [max_items = 65_532, unique_items] Vec<u32> = "n=1";
    Sides: [max_items = 65_532] Vec<Side> = "n=Left";
    Rows: [nested, max_items = 65_532] Vec<Row> = "n[0].name=x";
    Inner: [nested] Option<Row> = "n.name=x";
    Many: [nested] Wide = "n.a0=1";
    WideRows: [nested, max_items = 65_532] Vec<Wide> = "n[0].a0=1";
    Sheets: [nested, max_items = 65_532] Vec<Sheet> = "n[0].rows[0].a0=1";
    DeepRows: [nested, max_items = 65_532] Vec<Level1> = "n[0].a.b.c.d.e.f=1";
    LimitedRows: [nested, max_items = 65_532] Vec<Limited1> = "n[0].a.b.c.d.e.f=1";
    ListRows: [nested, max_items = 65_532] Vec<Listed> = "n[0].l=1";
    Grid: [max_items = 65_532] Vec<Vec<u8>> = "n[0]=1";
    Cube: [max_items = 65_532] Vec<Vec<Vec<u8>>> = "n[0][0]=1";
    Deepest: [max_items = 65_532] Vec<Vec<Vec<Vec<Vec<Vec<Vec<u8>>>>>>> = "n[0][0][0][0][0][0]=1";
    Login: [nested] Credentials = "n.secret=neither+rhyme+nor+reason";
}

macro_rules! wide {
    ($($field:ident)*) => {
        /// Forty optional fields: a row takes two bytes of a body.
        #[derive(Form, Debug, Clone, PartialEq)]
        #[form(fields = all)]
        pub struct Wide { $(pub $field: Option<u8>,)* }
    };
}
wide! {
    a0 a1 a2 a3 a4 a5 a6 a7 a8 a9 b0 b1 b2 b3 b4 b5 b6 b7 b8 b9
    c0 c1 c2 c3 c4 c5 c6 c7 c8 c9 d0 d1 d2 d3 d4 d5 d6 d7 d8 d9
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
pub struct Sheet {
    #[form(nested, max_items = 65_532)]
    pub rows: Vec<Wide>,
}

macro_rules! levels {
    ($([$($limits:tt)*] $form:ident: $field:ident: $t:ty;)*) => { $(
        /// A form that is nested as deep as the limits allow.
        #[derive(Form, Debug, Clone, PartialEq)]
        #[form(fields = all $($limits)*)]
        pub struct $form {
            #[form(nested)]
            pub $field: $t,
        }
    )* };
}
levels! {
    [] Level1: a: Level2;
    [] Level2: b: Level3;
    [] Level3: c: Level4;
    [] Level4: d: Level5;
    [] Level5: e: Leaf;
    [, limits = WIDE] Limited1: a: Limited2;
    [, limits = WIDE] Limited2: b: Limited3;
    [, limits = WIDE] Limited3: c: Limited4;
    [, limits = WIDE] Limited4: d: Limited5;
    [, limits = WIDE] Limited5: e: Leaf;
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
pub struct Leaf {
    pub f: Option<u8>,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
pub struct Listed {
    pub l: Vec<u8>,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
pub struct Credentials {
    #[form(password(min_score = 3))]
    pub secret: Password,
}

/// A list with a `clean` function, next to a form and a list without one.
#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all, limits = WIDE)]
pub struct Beside {
    #[form(nested)]
    pub n: Wide,
    #[form(clean = sorted)]
    pub t: Vec<String>,
    pub u: Vec<String>,
}

impl Sample for Beside {
    const TEXT: &'static str = "n.a0=1&t=x&u=x";
}

#[expect(clippy::unnecessary_wraps, reason = "the signature is that of a `clean`")]
fn sorted(mut texts: Vec<String>) -> Result<Vec<String>, Problem> {
    texts.sort();
    Ok(texts)
}

/// A number with the most digits for which conversion is not slower than reading: the time of conversion is quadratic.
#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all, limits = WIDE.max_digits(1_000))]
pub struct Decimal {
    pub n: bigdecimal::BigDecimal,
}

impl Sample for Decimal {
    const TEXT: &'static str = "n=1";
}

fn json(value: &str) -> String {
    format!("{{\"n\":{value}}}")
}

fn list(item: &str, size: usize) -> String {
    let mut items = format!("[{item}");
    for _ in 1..size {
        items.push(',');
        items.push_str(item);
    }
    json(&(items + "]"))
}

fn pairs(size: usize, pair: impl Fn(usize, &mut String)) -> String {
    let mut text = String::new();
    for i in 0..size {
        pair(i, &mut text);
        text.push('&');
    }
    text
}

fn value(part: &str, size: usize) -> String {
    format!("n={}", part.repeat(size))
}

fn members(size: usize, member: impl Fn(usize, &mut String)) -> String {
    let mut text = String::from("{");
    for i in 0..size {
        if i > 0 {
            text.push(',');
        }
        member(i, &mut text);
    }
    text + "}"
}

fn kept<F: Form + Clone, P: 'static>(bound: Bound<F, P>) -> Option<Box<dyn Kept>> {
    bound.into_result().ok().map(|clean| Box::new(clean) as Box<dyn Kept>)
}

macro_rules! cases {
    ($($name:literal, $size:literal, $form:ident, |$n:ident| $body:expr $(, dropped $dropped:expr)?;)*) => {
        &[$(WorstCase {
            name: $name,
            size: $size,
            text: |$n| $body,
            is_json: matches!($name.as_bytes(), [b'J', ..]),
            ways: [
                ("bind", |body| kept(<$form>::bind(body))),
                ("bind_update", |body| kept(<$form>::bind_update(&<$form>::sample(), body))),
                ("bind_partial", |body| kept(<$form>::bind_partial(&<$form>::sample(), body))),
            ],
            dropped: cases!(@dropped $($dropped)?),
        }),*]
    };
    (@dropped) => { |_| 0 };
    (@dropped $each:expr) => { |size| size * $each };
}

/// All cases.
pub const ALL: &[WorstCase] = cases! {
    "form: a text", 400_000, Text, |n| value("a", n);
    "form: a text, escaped", 100_000, Text, |n| value("%61", n);
    "form: a text, escaped beyond ASCII", 50_000, Text, |n| value("%C3%A9", n);
    "form: a text of blanks", 200_000, Text, |n| value("+", n);
    "form: lines", 50_000, Lines, |n| value("%0D%0A", n);
    "form: a control character at the end", 200_000, Text, |n| format!("n={}%01", "a".repeat(n));
    "form: a pattern", 20_000, Pattern, |n| value("ab", n);
    "form: an address of many labels", 50_000, Address, |n| format!("n=a@{}", "a.".repeat(n));
    "form: a name of combining marks", 50_000, Name, |n| value("\u{301}", n);
    "form: a name of two scripts", 50_000, Name, |n| value("a\u{430}", n);
    "form: a slug", 100_000, Word, |n| value("a-", n);
    "form: a URL", 50_000, Site, |n| format!("n=http://a/{}", "a/".repeat(n));
    "form: a domain of many labels", 50_000, Domain, |n| value("a.", n);
    "form: a password", 100_000, Secret, |n| value("a", n);
    "form: digits of an integer", 200_000, Integer, |n| value("1", n);
    "form: digits of a float", 100_000, Float, |n| value("1", n);
    "form: digits of a decimal", 100_000, Decimal, |n| value("1", n);
    "form: a date", 200_000, Day, |n| value("1-", n);
    "form: an unknown key again and again", 20_000, Text, |n| pairs(n, |_, text| text.push_str("a=b"));
    "form: many unknown keys", 20_000, Text, |n| pairs(n, |i, text| { let _ = write!(text, "k{i}=x"); });
    "form: many unknown keys, the last first", 20_000, Text, |n| pairs(n, |i, text| { let _ = write!(text, "k{:08}=x", 90_000_000 - i); });
    "form: many unknown keys within", 20_000, Inner, |n| pairs(n, |i, text| { let _ = write!(text, "n.k{i}=x"); });
    "form: a long key", 200_000, Text, |n| format!("{}=1", "k".repeat(n));
    "form: a long key, escaped", 50_000, Text, |n| format!("{}=1", "%6B".repeat(n));
    "form: nothing between ampersands", 100_000, Text, |n| "&".repeat(n);
    "form: a field again and again", 20_000, Text, |n| pairs(n, |_, text| text.push_str("n=x"));
    "form: a nested field again and again", 20_000, Inner, |n| pairs(n, |_, text| text.push_str("n.name=x"));
    "form: numbers", 20_000, Numbers, |n| pairs(n, |_, text| text.push_str("n=1"));
    "form: numbers, all wrong", 20_000, Numbers, |n| pairs(n, |_, text| text.push_str("n=x"));
    "form: numbers, the last wrong", 20_000, Numbers, |n| pairs(n, |i, text| text.push_str(if i + 1 == n { "n=x" } else { "n=1" })), dropped 2;
    "form: texts, escaped", 20_000, Texts, |n| pairs(n, |_, text| text.push_str("n=%61")), dropped 64;
    "form: unique numbers", 20_000, Unique, |n| pairs(n, |i, text| { let _ = write!(text, "n={i}"); }), dropped 128;
    "form: numbers that are not unique", 20_000, Unique, |n| pairs(n, |i, text| { let _ = write!(text, "n={}", i / 2); }), dropped 128;
    "form: blank items", 20_000, Numbers, |n| pairs(n, |_, text| text.push_str("n="));
    "form: choices that there are not", 20_000, Sides, |n| pairs(n, |_, text| text.push_str("n=Up"));
    "form: rows", 10_000, Rows, |n| pairs(n, |i, text| { let _ = write!(text, "n[{i}].name=x"); });
    "form: rows, all wrong", 10_000, Rows, |n| pairs(n, |i, text| { let _ = write!(text, "n[{i}].number=x"); });
    "form: rows that are blank", 10_000, Rows, |n| pairs(n, |i, text| { let _ = write!(text, "n[{i}].name="); });
    "form: rows out of order", 20_000, Rows, |n| pairs(n, |i, text| { let _ = write!(text, "n[{}].name=x", n - i); });
    "form: a wide form again and again", 20_000, Many, |n| pairs(n, |_, text| text.push_str("n.a0=1"));
    "form: keys of a wide form, all again", 20_000, Many, |n| pairs(n, |i, text| { let _ = write!(text, "n.{}{}=1", ['a', 'b', 'c', 'd'][i / 10 % 4], i % 10); });
    "form: a list with a clean, one item again and again", 20_000, Beside, |n| pairs(n, |_, text| text.push_str("t[0]=b&n.a0=1&u[0]=b"));
    "form: a nested password again and again", 20_000, Login, |n| pairs(n, |_, text| text.push_str("n.secret=correct+horse+battery"));
    "form: rows in rows", 5_000, Sheets, |n| pairs(n, |i, text| { let _ = write!(text, "n[{}].rows[{}].a0=1", i / 10, i % 10); });
    "form: rows as deep as they may be", 20_000, DeepRows, |n| pairs(n, |i, text| { let _ = write!(text, "n[{i}].a.b.c.d.e.f=1"); });
    "form: rows as deep as they may be, blank", 20_000, DeepRows, |n| pairs(n, |i, text| { let _ = write!(text, "n[{i}].a.b.c.d.e.f"); });
    "form: rows as deep as they may be, of forms with limits", 20_000, LimitedRows, |n| pairs(n, |i, text| { let _ = write!(text, "n[{i}].a.b.c.d.e.f"); });
    "form: rows of lists with a blank item", 20_000, ListRows, |n| pairs(n, |i, text| { let _ = write!(text, "n[{i}].l=&n[{i}].l=1"); });
    "form: rows of lists with a blank item, the rows in turns", 20_000, ListRows, |n| pairs(2 * n, |i, text| { let _ = write!(text, "n[{}].l{}", i % n, if i < n { "" } else { "=1" }); });
    "form: rows of lists, five items in turns", 4_000, ListRows, |n| pairs(5 * n, |i, text| { let _ = write!(text, "n[{}].l=1", i % n); });
    "form: rows of lists, twenty items in turns", 1_000, ListRows, |n| pairs(20 * n, |i, text| { let _ = write!(text, "n[{}].l=1", i % n); });
    "form: lists in a list", 20_000, Grid, |n| pairs(n, |i, text| { let _ = write!(text, "n[{i}]=1"); });
    "form: lists in a list with a blank item", 20_000, Grid, |n| pairs(n, |i, text| { let _ = write!(text, "n[{i}]&n[{i}]=1"); });
    "form: lists in lists", 20_000, Cube, |n| pairs(n, |i, text| { let _ = write!(text, "n[{i}][0]=1"); });
    "form: lists in lists, blank", 20_000, Cube, |n| pairs(n, |i, text| { let _ = write!(text, "n[{i}][0]"); });
    "form: lists in lists with a blank item", 20_000, Cube, |n| pairs(n, |i, text| { let _ = write!(text, "n[{i}][0]&n[{i}][0]=1"); });
    "form: lists in lists as deep as they may be", 20_000, Deepest, |n| pairs(n, |i, text| { let _ = write!(text, "n[{i}][0][0][0][0][0]=1"); });
    "form: keys of a wide form, the last first", 20_000, WideRows, |n| pairs(n, |i, text| { let _ = write!(text, "n[{}].{}{}=1", i / 40, ['d', 'c', 'b', 'a'][i / 10 % 4], 9 - i % 10); });
    "form: JSON", 20_000, Any, |n| format!("n=[{}0]", "0,".repeat(n)), dropped 160;
    "JSON: a text", 400_000, Text, |n| json(&format!("\"{}\"", "a".repeat(n)));
    "JSON: a text, escaped", 100_000, Text, |n| json(&format!("\"{}\"", "\\u00e9".repeat(n)));
    "JSON: a text of blanks", 100_000, Text, |n| json(&format!("\"{}\"", "\\t".repeat(n)));
    "JSON: white space", 200_000, Text, |n| json(&" ".repeat(n));
    "JSON: digits of an integer", 200_000, Integer, |n| json(&"1".repeat(n));
    "JSON: digits of a float", 100_000, Float, |n| json(&format!("0.{}", "1".repeat(n)));
    "JSON: digits of a decimal", 100_000, Decimal, |n| json(&"1".repeat(n));
    "JSON: an unknown key again and again", 20_000, Text, |n| members(n, |_, text| text.push_str("\"k\":0"));
    "JSON: many unknown keys", 20_000, Text, |n| members(n, |i, text| { let _ = write!(text, "\"k{i}\":0"); });
    "JSON: a long key", 200_000, Text, |n| format!("{{\"{}\":0}}", "k".repeat(n));
    "JSON: an unknown key with much in it", 50_000, Text, |n| format!("{{\"k\":[{}0]}}", "[],".repeat(n));
    "JSON: a field again and again", 20_000, Text, |n| members(n, |_, text| text.push_str("\"n\":\"x\""));
    "JSON: a nested form again and again", 10_000, Inner, |n| members(n, |_, text| text.push_str("\"n\":{\"name\":\"x\"}"));
    "JSON: a wide form again and again", 20_000, Many, |n| members(n, |_, text| text.push_str("\"n\":{}"));
    "JSON: a wide form again and again, filled in", 5_000, Many, |n| members(n, |_, text| text.push_str("\"n\":{\"a0\":1,\"d9\":\"x\"}"));
    "JSON: a list with a clean again and again, beside a form", 10_000, Beside, |n| members(n, |_, text| text.push_str("\"n\":{},\"t\":[\"b\",\"a\"]"));
    "JSON: a list with a clean again and again, beside a list", 10_000, Beside, |n| members(n, |_, text| text.push_str("\"t\":[\"b\",\"a\"],\"u\":[\"a\"]"));
    "JSON: a nested password again and again", 5_000, Login, |n| members(n, |_, text| text.push_str("\"n\":{\"secret\":\"correct horse battery\"}"));
    "JSON: rows again and again", 10_000, Rows, |n| members(n, |_, text| text.push_str("\"n\":[{\"name\":\"x\"}]"));
    "JSON: rows of nothing", 20_000, WideRows, |n| list("{}", n);
    "JSON: rows of nothing in rows", 10_000, Sheets, |n| list("{\"rows\":[{},{}]}", n / 2);
    "JSON: rows of nothing again and again", 20_000, WideRows, |n| members(n, |_, text| text.push_str("\"n\":[{},{}]"));
    "JSON: much in a text's place", 50_000, Text, |n| list("[]", n);
    "JSON: numbers", 20_000, Numbers, |n| list("1", n);
    "JSON: numbers, all wrong", 20_000, Numbers, |n| list("\"x\"", n);
    "JSON: texts, escaped", 20_000, Texts, |n| list("\"\\u0061\"", n), dropped 64;
    "JSON: unique numbers", 20_000, Unique, |n| json(&format!("{:?}", (0..n).collect::<Vec<_>>())), dropped 128;
    "JSON: rows", 10_000, Rows, |n| list("{\"name\":\"x\"}", n);
    "JSON: rows, all wrong", 10_000, Rows, |n| list("{\"number\":\"x\"}", n);
    "JSON: a value of many", 20_000, Any, |n| list("0", n), dropped 160;
    "JSON: a value of many keys", 10_000, Any, |n| format!("{{\"n\":{{{}\"\":0}}}}", (0..n).fold(String::new(), |mut text, i| { let _ = write!(text, "\"k{i}\":0,"); text })), dropped 320;
};
