//! Which values are blank: `false`, empty secrets, whole numbers in JSON, and invisible text.

#![expect(clippy::format_collect, reason = "a body that is built from pairs is easier to read")]

use forms::{Body, Draft, Email, Form, Password, Presence, Problem, Report};
use tests::report::report;

/// A question that can be answered with yes or no.
#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all, at_least_one_of = [first, second], exactly_one_of = [second, third], check = by_hand)]
struct Question {
    #[form(required, widget = radio)]
    v: Option<bool>,
    first: Option<bool>,
    second: Option<bool>,
    third: Option<bool>,
    #[form(required_if(first))]
    reason: Option<bool>,
    #[form(required_unless(second))]
    other: Option<bool>,
    #[form(required)]
    each: Vec<bool>,
    #[form(not_equals = v)]
    apart: Option<bool>,
}

fn by_hand(question: &Draft<Question>, report: &mut Report<'_, Question>) {
    report.at_most_one_of(&[
        Presence::of(Question::SECOND, &question.second),
        Presence::of(Question::THIRD, &question.third),
    ]);
}

#[test]
fn false_is_a_value_of_a_yes_no_choice() {
    let all = "v=false&second=false&reason=false&each[]=false&each[]=false&apart=true";
    let question =
        Question::bind(&Body::form(format!("{all}&first=false"))).into_result().unwrap().into_inner();
    assert_eq!((question.v, question.each), (Some(false), vec![false, false]));
    let errors = |body: &str| report(Question::bind(&Body::form(body.to_owned())).errors());
    assert_eq!(errors(&format!("{all}&first=false&third=false")), ":at_most_one :at_most_one");
    assert_eq!(
        errors("v=false&first=false&each[]=false&third=no"),
        "third:invalid reason:required other:required"
    );
    assert_eq!(
        errors("v=&apart=false&each="),
        "v:required other:required each:required :at_least_one :at_least_one"
    );
    assert_eq!(errors("v=false&apart=false&second=false&each[]=on"), "apart:same");
    let json = r#"{"v":false,"second":false,"each":[false],"first":null}"#;
    assert!(Question::bind(&Body::json(json)).is_valid());
    let message = Question::bind(&Body::form("second=on&each=on")).errors().to_string();
    assert_eq!(message, "v: Choose yes or no for V.\n");
}

/// An unticked box is blank, as in Django.
#[test]
fn an_unticked_box_is_blank() {
    #[derive(Form, Debug)]
    #[form(fields = all, at_least_one_of = [a, b])]
    struct Boxes {
        #[form(required)]
        terms: bool,
        a: bool,
        b: bool,
        #[form(required_if(a))]
        why: Option<u8>,
    }
    let errors = |body: &'static str| report(Boxes::bind(&Body::form(body)).errors());
    assert_eq!(errors("terms=false&a=false"), "terms:required :at_least_one");
    assert_eq!(errors("terms=on&b=on&a=false"), "");
    assert_eq!(errors("terms=on&a=on"), "why:required");
    let message = Boxes::bind(&Body::form("a=on&why=1")).errors().to_string();
    assert_eq!(message, "terms: Tick \u{201c}Terms\u{201d}.\n");
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Vault {
    name: Option<String>,
    key: Option<Password>,
    #[form(clean = doubled)]
    sealed: Option<Password>,
    #[form(strip = true)]
    pin: Option<Password>,
    #[form(nested)]
    inner: Option<Inner>,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Inner {
    key: Option<Password>,
    name: Option<String>,
}

#[expect(clippy::unnecessary_wraps, reason = "a `clean` returns a `Result`")]
fn doubled(secret: Option<Password>) -> Result<Option<Password>, Problem> {
    Ok(secret.map(|secret| Password::new(secret.expose().repeat(2))))
}

/// 6: an empty text keeps a secret, in both formats and both kinds of update; only `null` removes it.
#[test]
fn an_empty_text_keeps_a_secret() {
    let secret = |text: &str| Some(Password::new(text));
    let present = Vault {
        name: None,
        key: secret("k"),
        sealed: secret("s"),
        pin: secret("p"),
        inner: Some(Inner { key: secret("i"), name: Some("n".to_owned()) }),
    };
    let json = r#"{"key":"","sealed":"","pin":" ","inner":{"key":"","name":"n"}}"#;
    let form = "key=&sealed=&pin=+&inner.key=&inner.name=n";
    for body in [Body::json(json), Body::form(form)] {
        for bound in [Vault::bind_update(&present, &body), Vault::bind_partial(&present, &body)] {
            assert!(bound.changed().is_empty(), "{:?}", bound.changed());
            assert_eq!(bound.cleaned(), Some(&present));
        }
        // there is no secret to keep
        let made = Vault::bind(&body).into_result().unwrap().into_inner();
        assert_eq!((made.key, made.sealed, made.pin), (None, None, None));
    }
    let nothing = r#"{"key":null,"sealed":null,"pin":null,"inner":{"key":null}}"#;
    let bound = Vault::bind_partial(&present, &Body::json(nothing)).into_result().unwrap();
    let mut model = present.clone();
    assert_eq!(bound.apply_to(&mut model), ["key", "sealed", "pin", "inner"]);
    let inner = Some(Inner { key: None, name: Some("n".to_owned()) });
    assert_eq!(model, Vault { name: None, key: None, sealed: None, pin: None, inner });
    // a given secret is cleaned, whatever comes before it
    let given =
        Vault::bind_partial(&present, &Body::json(r#"{"key":"","sealed":"t"}"#)).into_result().unwrap();
    assert_eq!(given.sealed, secret("tt"));
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Whole {
    n: i64,
    #[form(lenient)]
    small: Option<u8>,
    wide: Option<i128>,
    #[form(min = 10, step = 5)]
    stepped: Option<u32>,
    #[form(choices = [1, 20])]
    chosen: Option<i32>,
    list: Vec<i8>,
}

fn whole(member: &str, number: &str) -> String {
    let n = if member == "n" { "" } else { r#""n":0,"# };
    let form = Whole::bind(&Body::json(format!(r#"{{{n}"{member}":{number}}}"#)));
    match form.cleaned() {
        None => report(form.errors()),
        Some(Whole { n, .. }) if member == "n" => n.to_string(),
        Some(whole) => {
            let fields = format!("{:?} {:?} {:?} {:?}", whole.small, whole.wide, whole.stepped, whole.chosen);
            let given = fields.split(' ').find(|field| *field != "None").map(str::to_owned);
            given.unwrap_or_else(|| format!("{:?}", whole.list))
        }
    }
}

/// P21: a whole number in JSON may have a fraction of zeros or an exponent. It is exact, and can have any size.
#[test]
fn json_whole_numbers_are_integers_in_every_spelling() {
    for (number, value) in [
        ("45.0", "45"),
        ("4.5e1", "45"),
        ("4.5E+1", "45"),
        ("-45.000", "-45"),
        ("4500e-2", "45"),
        ("0.0045e4", "45"),
        ("10.20e1", "102"),
        ("-0.0", "0"),
        ("0e99999999999999999999", "0"),
        ("0.000e-7", "0"),
        ("9007199254740993.0", "9007199254740993"),
        ("9.223372036854775807e18", "9223372036854775807"),
        ("-9.223372036854775808e18", "-9223372036854775808"),
    ] {
        assert_eq!(whole("n", number), value, "{number}");
    }
    for (number, code) in [
        ("45.5", "invalid"),
        ("4.55e1", "invalid"),
        ("1e-1", "invalid"),
        ("1e-99999999999999999999", "invalid"),
        ("9.223372036854775808e18", "max_value"),
        ("-1e19", "min_value"),
        ("1e39", "max_value"),
        ("1e40", "max_digits"),
        ("1e1000000", "max_digits"),
        ("-1E99999999999999999999", "max_digits"),
        ("\"45.0\"", "invalid"),
    ] {
        assert_eq!(whole("n", number), format!("n:{code}"), "{number}");
    }
    let digits = format!("170141183460469231731687303715884105727.{}", "0".repeat(50));
    assert_eq!(whole("wide", &digits), "Some(170141183460469231731687303715884105727)");
    assert_eq!(whole("stepped", "1.5e1"), "Some(15)");
    assert_eq!(whole("stepped", "1.6e1"), "stepped:step_size");
    assert_eq!(whole("chosen", "2.0e1"), "Some(20)");
    assert_eq!(whole("chosen", "2.0"), "chosen:invalid_choice");
    assert_eq!(whole("list", "[1.0,-12.8e1,1e2]"), "[1, -128, 100]");
    assert_eq!(whole("list", "[1.5,200.0]"), "list[0]:invalid list[1]:max_value");
    assert_eq!(whole("small", "255.0"), "Some(255)");
    assert_eq!(whole("small", "2.56e2"), "small:max_value");
    // invalid JSON numbers stay invalid JSON
    for broken in ["45.", ".5", "1e", "+1", "01.0"] {
        assert_eq!(Whole::bind(&Body::json(format!(r#"{{"n":{broken}}}"#))).status(), 400, "{broken}");
    }
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Lenient {
    #[form(lenient)]
    n: Option<i32>,
    #[form(lenient)]
    x: Option<f64>,
    #[form(lenient)]
    flag: Option<bool>,
    #[form(lenient)]
    list: Vec<i32>,
}

/// 6: where JSON accepts a number as a text, the text is read as in a form body.
#[test]
fn a_lenient_json_text_is_read_as_in_a_form_body() {
    for text in
        ["1.0", "+1", ".5", "5.", "1e1", "-.5", " 7 ", "", " ", "x", "1_0", "+-1", "0x1", "007", "on", "TRUE"]
    {
        let encoded: String = form_urlencoded::byte_serialize(text.as_bytes()).collect();
        for name in ["n", "x", "flag"] {
            let form = Lenient::bind(&Body::form(format!("{name}={encoded}")));
            let json = Lenient::bind(&Body::json(format!(r#"{{"{name}":{text:?}}}"#)));
            let outcome =
                |form: &forms::Bound<Lenient>| form.cleaned().cloned().ok_or_else(|| report(form.errors()));
            assert_eq!(outcome(&form), outcome(&json), "{name} {text:?}");
        }
    }
    let lenient =
        Lenient::bind(&Body::json(r#"{"n":"1.0","x":".5","list":["+1","3.",2.0]}"#)).into_result().unwrap();
    assert_eq!((lenient.n, lenient.x, lenient.list.as_slice()), (Some(1), Some(0.5), &[1, 3, 2][..]));
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Texts {
    name: Option<String>,
    #[form(required = false)]
    blank: String,
    needed: String,
    mail: Option<Email>,
    #[form(strip = false)]
    raw: Option<String>,
    secret: Option<Password>,
    tags: Vec<String>,
    #[form(nested)]
    rows: Vec<Inner>,
    #[form(choices = ["a"])]
    chosen: Option<String>,
    #[form(phone)]
    phone: Option<String>,
}

/// 6: an invisible text is blank, as white space is.
#[test]
fn invisible_text_is_blank() {
    for text in [
        "\u{200b}",
        "\u{2060}",
        "\u{feff}",
        "\u{ad}",
        "\u{2800}",
        "\u{3164}",
        "\u{200e}\u{200f}",
        "\u{202e}",
        "\u{2066}\u{2069}",
        " \u{200b} ",
        "\u{a0}\u{feff}",
        "\u{34f}\u{180e}\u{115f}",
        "\u{e0041}\u{fe0f}",
    ] {
        let encoded: String = form_urlencoded::byte_serialize(text.as_bytes()).collect();
        let all = ["name", "blank", "mail", "tags", "rows[0].name", "chosen", "phone"];
        let pairs: String = all.iter().map(|key| format!("&{key}={encoded}")).collect();
        let form = Texts::bind(&Body::form(format!("needed=x{pairs}&tags=y&raw={encoded}&secret={encoded}")));
        let escaped: String = text.encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect();
        for json in [text, &escaped] {
            let body = format!(
                r#"{{"needed":"x","name":"{json}","blank":"{json}","mail":"{json}","chosen":"{json}","phone":"{json}","tags":["y"],
                "raw":"{json}","secret":"{json}"}}"#
            );
            let json = Texts::bind(&Body::json(body)).into_result().unwrap().into_inner();
            assert_eq!(Some(&json), form.cleaned(), "{text:?} {}", form.errors());
        }
        let clean = form.into_result().unwrap().into_inner();
        assert_eq!(
            (clean.name, clean.blank, clean.mail, clean.chosen),
            (None, String::new(), None, None),
            "{text:?}"
        );
        assert_eq!(
            (clean.phone, clean.tags, clean.rows),
            (None, vec!["y".to_owned()], Vec::new()),
            "{text:?}"
        );
        // a text that is not stripped is kept unchanged
        assert_eq!((clean.raw.as_deref(), clean.secret.is_some()), (Some(text), true));
        let needed = Texts::bind(&Body::form(format!("needed={encoded}")));
        assert_eq!(report(needed.errors()), "needed:required", "{text:?}");
    }
    // next to visible characters they are kept
    let clean = Texts::bind(&Body::form("needed=%E2%80%8Ba&tags=%E2%80%8Ba")).into_result().unwrap();
    assert_eq!((clean.needed.as_str(), clean.tags[0].as_str()), ("\u{200b}a", "\u{200b}a"));
}
