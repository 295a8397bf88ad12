//! P52: rows share their options, so that the time for a page depends on what it draws, not on rows times options.

#![expect(clippy::trivially_copy_pass_by_ref, reason = "the signature of a function of the context")]

use crate::measure;
use forms::{
    Body, Choice, Choices, Form,
    html::{BoundField, Part, Renderer},
};
use std::{
    fmt::Write,
    sync::{
        OnceLock,
        atomic::{AtomicUsize, Ordering},
    },
};

const MANY: usize = 10_000;

fn many(_: &()) -> Choices {
    static ALL: OnceLock<Choices> = OnceLock::new();
    ALL.get_or_init(|| (0..MANY).map(|i| (i, format!("Number {i}"))).collect()).clone()
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Selects {
    #[form(choices = many)]
    a: Option<u32>,
    #[form(choices = many, widget = select)]
    several: Vec<u32>,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Boxes {
    #[form(choices = many, widget = radio)]
    a: Option<u32>,
    #[form(choices = many)]
    several: Vec<u32>,
}

macro_rules! rows_of {
    ($($rows:ident: $row:ident;)*) => { $(
        #[derive(Form, Debug, Clone, PartialEq)]
        #[form(fields = all)]
        struct $rows {
            #[form(nested, max_items = 65_532)]
            n: Vec<$row>,
        }
    )* };
}
rows_of! {
    SelectRows: Selects;
    BoxRows: Boxes;
    KindRows: Kinds;
    LetterRows: Letters;
}

fn body(rows: usize) -> Body {
    let mut text = String::new();
    for i in 0..rows {
        let _ = write!(text, "n[{i}].a={}&n[{i}].several={i}&n[{i}].several=x&", i % 2 * MANY);
    }
    Body::form(text)
}

/// Without sharing, each row would take half a megabyte for a list of options that the page has no room for.
#[test]
fn rows_do_not_copy_their_options() {
    fn each_row(draw: fn(&Body)) -> usize {
        let (few, more) = (body(100), body(300));
        (measure(|| draw(&more)).total - measure(|| draw(&few)).total) / 200
    }
    for (name, total) in [
        ("selects", each_row(|body| drop(SelectRows::bind(body).to_html()))),
        ("boxes", each_row(|body| drop(BoxRows::bind(body).to_html()))),
        ("minijinja", each_row(|body| drop(SelectRows::bind(body).view().to_minijinja()))),
        ("tera", each_row(|body| drop(SelectRows::bind(body).view().to_tera()))),
    ] {
        assert!(total < 64 << 10, "{name}: {total} bytes for a row");
    }
}

/// The library does not draw options of a control only to find that they do not fit.
#[test]
fn options_that_do_not_fit_are_not_drawn() {
    struct Counting(AtomicUsize);
    impl Renderer for Counting {
        fn class(&self, part: Part, _: &BoundField<'_>) -> &'static str {
            if part == Part::ChoiceInput {
                self.0.fetch_add(1, Ordering::Relaxed);
            }
            ""
        }
    }
    let form = BoxRows::bind(&body(100));
    let counting = Counting(AtomicUsize::new(0));
    let page = form.view().renderer(&counting).to_html();
    let drawn = page.matches("type=\"radio\"").count() + page.matches("type=\"checkbox\"").count();
    let asked = counting.0.load(Ordering::Relaxed);
    // one for each control, to know the length of its options
    assert!(drawn > 2 * MANY && asked <= drawn + 200, "{asked} for {drawn}");
}

macro_rules! numbers {
    ($($name:ident)*) => {
        #[derive(Choice, Debug, Clone, Copy, PartialEq)]
        enum Number { $($name,)* }
    };
}
numbers! { Aa Ba Ca Da Ea Fa Ga Ha Ia Ja Ka La Ma Na Oa Pa Qa Ra Sa Ta }

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Kinds {
    #[form(choices = many)]
    asked: Option<u32>,
    #[form(choices = many)]
    several: Vec<u32>,
    number: Option<Number>,
    numbers: Vec<Number>,
    #[form(one_of = ["t", "s", "r", "q", "p", "o", "n", "m", "l", "k", "j", "i", "h", "g", "f", "e", "d", "c"])]
    letter: Option<String>,
    #[form(choices = ["r", "q", "p", "o", "n", "m", "l", "k", "j", "i", "h", "g", "f", "e", "d", "c", "b", "a"])]
    letters: Vec<String>,
}

/// A row selects the same options as the form itself.
#[test]
fn rows_select_the_same_options_as_the_form() {
    let bodies = [
        [
            "asked=07",
            "several=9&several=3&several=9",
            "number=Ta",
            "numbers=Ba&numbers=Aa",
            "letter=c",
            "letters=a&letters=r",
        ],
        [
            "asked=10000",
            "several=x&several=9999",
            "number=Ua",
            "numbers=Ba&numbers=Zz",
            "letter=z",
            "letters=+p&letters=p",
        ],
        ["asked=", "several=", "number=", "numbers=", "letter=", "letters="],
    ];
    for pairs in bodies {
        let alone = Kinds::bind(&Body::form(pairs.join("&")));
        let row: Vec<String> =
            pairs.iter().map(|pair| format!("n[0].{}", pair.replace('&', "&n[0]."))).collect();
        let row = KindRows::bind(&Body::form(row.join("&")));
        let (alone, row) = (alone.view(), row.view());
        for field in alone.fields() {
            let name = field.name();
            let within = row.field_named(&format!("n[0].{name}")).expect("it has the same fields");
            assert_eq!(field.options(), within.options(), "{pairs:?} {name}");
            assert!(field.options().len() > 16);
        }
    }
    let chosen = |body: &str| {
        let form = KindRows::bind(&Body::form(body.to_owned()));
        let view = form.view();
        let fields =
            ["n[0].asked", "n[0].several", "n[0].number", "n[0].numbers", "n[0].letter", "n[0].letters"];
        let options = fields.iter().flat_map(|name| view.field_named(name).unwrap().options());
        options
            .filter(|option| option.is_chosen)
            .map(|option| option.value.to_owned())
            .collect::<Vec<_>>()
            .join(" ")
    };
    let body = "n[0].asked=07&n[0].several=9&n[0].several=3&n[0].number=Ta&n[0].numbers=Ba&n[0].letter=c&n[0].letters=a&n[0].letters=r";
    assert_eq!(chosen(body), "7 3 9 Ta Ba c r a");
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Letters {
    #[form(choices = ["a", "b"])]
    one: Option<String>,
    #[form(choices = ["a", "b"])]
    several: Vec<String>,
}

/// A present value that is no longer offered is added to the options once, chosen or not.
#[test]
fn options_that_are_no_longer_offered_are_shown_once() {
    let letters = |one: &str, several: &[&str]| Letters {
        one: Some(one.to_owned()),
        several: several.iter().map(|text| (*text).to_owned()).collect(),
    };
    let present = LetterRows { n: vec![letters("z", &["y", "a", "x", "y"]), letters("w", &[])] };
    let options = |form: &forms::Bound<LetterRows, forms::Update>, name: &str| {
        let view = form.view();
        let options = view.field_named(name).unwrap().options();
        let mark = |chosen: bool| if chosen { "+" } else { "" };
        options
            .iter()
            .map(|option| format!("{}{}", option.value, mark(option.is_chosen)))
            .collect::<Vec<_>>()
            .join(" ")
    };
    // the second row is now the first
    let form = LetterRows::bind_update(
        &present,
        &Body::form("n[0].one=w&n[0].several=x&n[0].several=v&n[1].one=?&n[1].several=b"),
    );
    assert_eq!(options(&form, "n[0].one"), "a b z w+");
    assert_eq!(options(&form, "n[0].several"), "a b y x+");
    assert_eq!(options(&form, "n[1].one"), "a b w");
    assert_eq!(options(&form, "n[1].several"), "a b+");
}
