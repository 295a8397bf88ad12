//! A field type and a rule of one's own: in errors, in the attributes of the page, and in the form's reference.
#![allow(missing_docs)]

use forms::{
    Body, Cleaner, Draft, FieldSpec, FieldType, Form, Kind, Problem, Raw, Report,
    error::{Code, Param},
    validator::{Attribute, MaxLength, MaxValue, MinLength, MinValue, Reworded, StepSize, Validator},
};
use rust_decimal::Decimal;
use std::borrow::Cow;

const COLOUR: Code = Code::new("colour", "Give {label} as a colour, such as #336699.").about("No colour.");
const TOO_DARK: Code = Code::new("too_dark", "{label} must be {least} or lighter.").params(&["least"]);

#[derive(Debug, Clone, PartialEq)]
struct Colour(u32);

impl FieldType for Colour {
    type Subject = Self;
    const KIND: Kind = Kind::Text;
    const INPUT: &'static [(&'static str, &'static str)] =
        &[("type", "color"), ("list", "colours"), ("id", "x")];
    const CODES: &'static [Code] = &[COLOUR];
    fn clean<'b>(raw: &Raw<'b>, field: &'static FieldSpec, cx: &mut Cleaner<'b>) -> Option<Self> {
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
    #[form(validate = MinLength(2), validate = Reworded::new(MaxLength(4), "long", "{limit_value}"), validate = vowels)]
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
        "inside: Give inside as a colour, such as #336699.\n\
         outside: Lighter than 5, please: 5.\n\
         code: 4\n\
         code: Code has no vowel.\n\
         size: Size must be 2 or more.\n\
         spare[1]: Give item 2 of spare as a colour, such as #336699.\n"
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
    // what the page says counts before
    let view = form.view();
    let code = view.field(Paint::CODE).attribute("maxlength", "9").control().into_string();
    assert!(code.contains(" maxlength=\"9\"") && !code.contains("maxlength=\"4\""), "{code}");
}

#[test]
fn in_the_reference() {
    let reference = Paint::SPEC.describe().to_string();
    for line in [
        "# Paint",
        "| `id` | Id | a whole number | never set | `duplicate`, `read_only` |",
        "| `inside` | Inside | a text | `Light(100)` | `duplicate`, `invalid`, `max_length`, `null_characters_not_allowed`, `control_characters_not_allowed`, `line_breaks_not_allowed`, `colour`, `too_dark` |",
        "| `size` | Size | a whole number | required, `MinValue(2u32)`, `MaxValue(9u32)` | `required`, `duplicate`, `invalid`, `min_value`, `max_value`, `max_digits` |",
        "| `room` | Room | Room, below |  | `duplicate`, `invalid` |",
        "| `required_if(outside = Colour(7))` | `inside` | `required` |",
        "| `equals = outside` | `again` | `mismatch` |",
        "| `check = looked_at` | the form |  |",
        "# Room",
        "| `colour` |  | No colour. |",
        "| `too_dark` | `least` | {label} must be {least} or lighter. |",
        "| `long` |  | {limit_value} |",
    ] {
        assert!(reference.lines().any(|found| found == line), "{line}\nis not in\n{reference}");
    }
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

#[expect(clippy::trivially_copy_pass_by_ref, reason = "a rule is given a reference")]
fn on_a_monday(day: &jiff::civil::Date) -> Result<(), Problem> {
    if day.weekday() == jiff::civil::Weekday::Monday { Ok(()) } else { Err(Problem::invalid()) }
}

/// Each rule stands there under its own name, with its codes.
#[test]
fn the_librarys_own_rules_in_the_reference() {
    let reference = Visitor::SPEC.describe().to_string();
    for line in [
        "| `born` | Born | a date | required, `age(min = 18, on = today)`, `on_a_monday` | `required`, `duplicate`, `invalid`, `min_value`, `max_value` |",
        "| `seat` | Seat | a whole number | required, `StepSize::new(5u32)` | `required`, `duplicate`, `invalid`, `min_value`, `max_value`, `max_digits`, `step_size` |",
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
