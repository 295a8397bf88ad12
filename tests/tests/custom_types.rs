//! A custom field type and a custom rule: in errors, in the attributes of the page, and in the form's reference.
#![allow(missing_docs)]

use forms::{
    BindContext, Body, Draft, FieldSchema, FieldType, Form, Kind, Problem, RawValue, Report,
    error::{Code, Param},
    validator::{Attribute, MaxLength, MaxValue, MinLength, MinValue, StepSize, Validator, WithMessage},
};
use rust_decimal::Decimal;
use std::borrow::Cow;

const COLOUR: Code = Code::new("colour", "Enter {label} as a colour, such as #336699.").about("No colour.");
const TOO_DARK: Code = Code::new("too_dark", "{label} must be {least} or lighter.").params(&["least"]);

#[derive(Debug, Clone, PartialEq)]
struct Colour(u32);

impl FieldType for Colour {
    type Subject = Self;
    const KIND: Kind = Kind::Text;
    const INPUT: &'static [(&'static str, &'static str)] =
        &[("type", "color"), ("list", "colours"), ("id", "x")];
    const CODES: &'static [Code] = &[COLOUR];
    const DESCRIPTION: &'static str = "a colour, such as #336699";
    fn clean<'b>(raw: &RawValue<'b>, field: &'static FieldSchema, cx: &mut BindContext<'b>) -> Option<Self> {
        cx.parse(raw, field, |text| {
            let digits = text.strip_prefix('#').and_then(|digits| u32::from_str_radix(digits, 16).ok());
            digits.map(Colour).ok_or_else(|| COLOUR.problem())
        })
    }
    fn to_text(&self) -> Option<Cow<'_, str>> {
        Some(format!("#{:06x}", self.0).into())
    }
}

struct Light(u32);

impl Validator<Colour> for Light {
    fn validate(&self, value: &Colour) -> Result<(), Problem> {
        if value.0 >= self.0 { Ok(()) } else { Err(TOO_DARK.problem().param("least", self.0)) }
    }
    fn attributes(&self) -> Vec<Attribute> {
        vec![Attribute::new("data-least", format_args!("\"<{}", self.0)), Attribute::new("name", "stolen")]
    }
    fn codes(&self) -> &[Code] {
        &[TOO_DARK]
    }
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Room {
    #[form(validate = Light(0x10))]
    wall: Colour,
}

#[derive(Form, Debug)]
#[form(name = Paint, fields = [inside, outside, code, size, room, again, spare], read_only = [id], check = looked_at, derive(Debug))]
struct House {
    id: u32,
    #[form(validate = Light(100), required_if(outside = Colour(7)))]
    inside: Option<Colour>,
    #[form(messages("too_dark" = "Lighter than {least}, please: {too_dark}."), validate = Light(5))]
    outside: Colour,
    #[form(validate = MinLength(2), validate = WithMessage::new(MaxLength(4), "long", "{limit_value}"), validate = vowels)]
    code: String,
    #[form(validate = MinValue(2u32), validate = MaxValue(9u32), widget = number)]
    size: u32,
    #[form(nested)]
    room: Option<Room>,
    #[form(equals = outside)]
    again: Colour,
    spare: Vec<Colour>,
}

fn vowels(code: &str) -> Result<(), Problem> {
    if code.contains(['a', 'e']) { Ok(()) } else { Err(Problem::new("vowels", "{label} has no vowel.")) }
}

fn looked_at(_: &Draft<Paint>, _: &mut Report<'_, Paint>) {}

#[test]
fn in_errors() {
    let body =
        Body::form("inside=red&outside=%23000001&code=bcdfg&size=1&again=%23000001&spare=%23ffffff&spare=x");
    let form = Paint::bind(&body);
    assert_eq!(
        form.errors().to_string(),
        "inside: Enter inside as a colour, such as #336699.\n\
         outside: Lighter than 5, please: 5.\n\
         code: 4\n\
         code: Code has no vowel.\n\
         size: Size must be 2 or more.\n\
         spare[1]: Enter item 2 of spare as a colour, such as #336699.\n"
    );
}

#[test]
fn in_the_page() {
    let form = Paint::blank();
    let outside = form.field(Paint::OUTSIDE).control().into_string();
    assert_eq!(
        outside,
        "<input type=\"color\" id=\"id_outside\" name=\"outside\" required list=\"colours\" data-least=\"&quot;&lt;5\">"
    );
    let code = form.field(Paint::CODE).control().into_string();
    assert!(code.contains(" minlength=\"2\"") && code.contains(" maxlength=\"4\""), "{code}");
    let size = form.field(Paint::SIZE).control().into_string();
    assert!(size.contains(" min=\"2\"") && size.contains(" max=\"9\""), "{size}");
    // an attribute of the page has precedence
    let view = form.view();
    let code = view.field(Paint::CODE).attribute("maxlength", "9").control().into_string();
    assert!(code.contains(" maxlength=\"9\"") && !code.contains("maxlength=\"4\""), "{code}");
}

#[test]
fn in_the_reference() {
    let reference = Paint::SCHEMA.describe().to_string();
    for line in [
        "# Paint",
        "| `id` | Id | a whole number | never set | `duplicate`, `read_only` |",
        "| `inside` | Inside | a colour, such as \\#336699 | a custom rule (`too_dark`) | `duplicate`, `invalid`, `max_length`, `null_characters_not_allowed`, `control_characters_not_allowed`, `line_breaks_not_allowed`, `colour`, `too_dark` |",
        "| `size` | Size | a whole number | required, a custom rule (`min_value`), a custom rule (`max_value`) | `required`, `duplicate`, `invalid`, `min_value`, `max_value`, `max_digits` |",
        "| `spare` | Spare | a list, each item a colour, such as \\#336699 |  | `invalid_list`, `max_items`, `index`, `duplicate`, `invalid`, `max_length`, `null_characters_not_allowed`, `control_characters_not_allowed`, `line_breaks_not_allowed`, `colour` |",
        "| `room` | Room | Room, below |  | `duplicate`, `invalid` |",
        "| `required_if(outside = ..)` | `inside` | `required` |",
        "| `equals = outside` | `again` | `mismatch` |",
        "| a custom rule | the form |  |",
        "# Room",
        "| `colour` |  | No colour. |",
        "| `too_dark` | `least` | label must be least or lighter. |",
        "| `long` |  | limit\\_value |",
    ] {
        assert!(reference.lines().any(|found| found == line), "{line}\nis not in\n{reference}");
    }
}

#[derive(Form, Debug)]
#[form(fields = all)]
struct Marked {
    #[form(label = "A `b` *c* [d](javascript:e) <f> | g\\ # _h_", regex = "`|x", choices = ["``", "a|b"])]
    marked: String,
}

/// Labels and values cannot become Markdown.
#[test]
fn markup_in_the_reference_is_escaped() {
    let reference = Marked::SCHEMA.describe().to_string();
    let row = reference.lines().find(|line| line.starts_with("| `marked` |")).unwrap();
    let label = r"| A \`b\` \*c\* \[d\](javascript:e) \<f\> \| g\\ \# \_h\_ |";
    assert!(row.contains(label), "{row}");
    assert!(row.contains(r"matching `` `\|x ``, one of ``` `` ```, `a\|b` |"), "{row}");
    assert!(!reference.contains("Marked {") && reference.matches('<').count() == 1, "{reference}");
}

struct Today(jiff::civil::Date);

#[derive(Form, Debug)]
#[form(fields = all, context = Today)]
struct Visitor {
    #[form(age(min = 18, on = today), validate = on_a_monday)]
    born: jiff::civil::Date,
    #[form(validate = StepSize::new(5u32))]
    seat: u32,
    #[form(max_digits = 6, decimal_places = 2)]
    paid: Decimal,
}

fn today(today: &Today) -> jiff::civil::Date {
    today.0
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature of a rule")]
fn on_a_monday(day: &jiff::civil::Date) -> Result<(), Problem> {
    if day.weekday() == jiff::civil::Weekday::Monday { Ok(()) } else { Err(Problem::invalid()) }
}

/// Each rule is listed under its own name, with its codes.
#[test]
fn rules_of_the_library_are_in_the_reference() {
    let reference = Visitor::SCHEMA.describe().to_string();
    for line in [
        "| `born` | Born | a date | required, a custom rule (`min_value`, `max_value`), a custom rule | `required`, `duplicate`, `invalid`, `min_value`, `max_value` |",
        "| `seat` | Seat | a whole number | required, a custom rule (`step_size`) | `required`, `duplicate`, `invalid`, `min_value`, `max_value`, `max_digits`, `step_size` |",
        "| `paid` | Paid | a number | required, 6 digits or fewer, 2 decimal places or fewer | `required`, `duplicate`, `invalid`, `max_digits`, `max_decimal_places`, `max_whole_digits` |",
    ] {
        assert!(reference.lines().any(|found| found == line), "{line}\nis not in\n{reference}");
    }
    let form = Visitor::bind_with(
        &Today(jiff::civil::date(2027, 3, 31)),
        &Body::form("born=2009-04-01&seat=4&paid=1"),
    );
    let codes: Vec<_> = form.errors().iter().map(|error| error.code().to_owned()).collect();
    assert_eq!(codes, ["min_value", "invalid", "step_size"]);
}

#[test]
fn numbers_of_every_width_are_parameters() {
    assert_eq!(Param::from(0.1f32), Param::Float(0.1));
    assert_eq!(Param::from(f32::MAX).to_string(), "340282350000000000000000000000000000000");
    assert!(matches!(Param::from(f32::NAN), Param::Float(n) if n.is_nan()));
}

/// A custom text, stored in capitals.
#[derive(Debug, Clone, PartialEq)]
struct Capitals(String);

impl FieldType for Capitals {
    type Subject = str;
    const KIND: Kind = Kind::Text;
    fn clean<'b>(raw: &RawValue<'b>, field: &'static FieldSchema, cx: &mut BindContext<'b>) -> Option<Self> {
        cx.parse(raw, field, |text| Ok(Capitals(text.to_uppercase())))
    }
    fn to_text(&self) -> Option<Cow<'_, str>> {
        Some(Cow::Borrowed(&self.0))
    }
}

impl forms::field::TextField for Capitals {}

/// A custom number, typed with or without its unit.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Grams(u32);

impl FieldType for Grams {
    type Subject = Self;
    const KIND: Kind = Kind::Integer;
    fn clean<'b>(raw: &RawValue<'b>, field: &'static FieldSchema, cx: &mut BindContext<'b>) -> Option<Self> {
        cx.parse(raw, field, |text| {
            let number = text.strip_suffix('g').unwrap_or(text);
            number.parse().map(Grams).map_err(|_| Problem::new("grams", "Enter {label} in grams."))
        })
    }
    fn to_text(&self) -> Option<Cow<'_, str>> {
        Some(self.0.to_string().into())
    }
}

impl forms::field::NumberField for Grams {
    const WHOLE: bool = true;
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Parcel {
    #[form(min_length = 3, max_length = 4, regex = "[A-Z]+", validate = vowels_in_capitals)]
    code: Capitals,
    #[form(one_of = ["A", "B"])]
    sizes: Vec<Capitals>,
    #[form(min = 5, max = 100, step = 5)]
    weight: Option<Grams>,
}

fn vowels_in_capitals(code: &str) -> Result<(), Problem> {
    if code.contains(['A', 'E']) { Ok(()) } else { Err(Problem::new("vowels", "{label} has no vowel.")) }
}

#[test]
fn declared_rules_apply_to_custom_types() {
    let parcel = Parcel {
        code: Capitals("ABC".to_owned()),
        sizes: vec![Capitals("B".to_owned())],
        weight: Some(Grams(10)),
    };
    assert_eq!(Parcel::bind(&Body::form("code=abc&sizes=b&weight=10g")).cleaned(), Some(&parcel));
    for (body, problems) in [
        ("code=ab&weight=10", "code:min_length"),
        // the limits apply to the value after `clean`: the typed text has four characters
        ("code=aa%C3%9Fa", "code:max_length"),
        ("code=ab1", "code:invalid"),
        ("code=xy1", "code:invalid code:vowels"),
        ("code=abc&sizes=a&sizes=c", "sizes[1]:invalid_choice"),
        ("code=abc&weight=1g", "weight:min_value weight:step_size"),
        ("code=abc&weight=105", "weight:max_value"),
    ] {
        let form = Parcel::bind(&Body::form(body));
        let found: Vec<_> =
            form.errors().iter().map(|error| format!("{}:{}", error.path(), error.code())).collect();
        assert_eq!(found.join(" "), problems, "{body}");
    }
}

/// A custom decimal number, whose parser accepts NaN.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Share(f64);

impl FieldType for Share {
    type Subject = Self;
    const KIND: Kind = Kind::Float;
    fn clean<'b>(raw: &RawValue<'b>, field: &'static FieldSchema, cx: &mut BindContext<'b>) -> Option<Self> {
        cx.parse(raw, field, |text| text.parse().map(Share).map_err(|_| Problem::new("share", "No.")))
    }
    fn to_text(&self) -> Option<Cow<'_, str>> {
        Some(self.0.to_string().into())
    }
}

impl forms::field::NumberField for Share {
    const WHOLE: bool = false;
}

#[derive(Form, Debug)]
#[form(fields = all)]
struct Stake {
    #[form(min = 0.0, max = 1.0)]
    share: Share,
}

#[test]
fn nan_satisfies_no_bound() {
    for (text, code) in
        [("0.5", ""), ("NaN", "invalid"), ("inf", "invalid"), ("1.5", "max_value"), ("-1", "min_value")]
    {
        let form = Stake::bind(&Body::form(format!("share={text}")));
        let codes: Vec<_> = form.errors().iter().map(|error| error.code().to_owned()).collect();
        assert_eq!(codes.join(" "), code, "{text}");
    }
}
