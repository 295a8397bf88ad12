//! The texts of error messages: plain English that names the label and says what to do, modelled on the error messages
//! of the GOV.UK design system. The wording is our own.

use super::{
    Problem,
    label::{within_sentence, without_end_mark},
    problem::{Fault, code_point},
    template::{self, Values},
};
use crate::{
    date_time::{as_typed, example},
    schema::{DateTimeBound, FieldSchema, InputFormat, Kind, Number, Relation},
};
use std::fmt::{self, Write};

/// The field or form that a message is about.
#[derive(Clone, Copy)]
pub(crate) struct Place {
    /// the field, or the field that contains the form if the error is about a form
    pub(crate) field: Option<&'static FieldSchema>,
    /// the field that contains the form of the field
    pub(crate) whole: Option<&'static FieldSchema>,
    /// in a list: the index of the item, and the number of lists around it
    pub(crate) item: Option<u16>,
    pub(crate) lists: usize,
    /// true if the error is about a form as a whole
    pub(crate) is_form: bool,
}

/// Writes the message of a problem.
#[expect(clippy::too_many_lines, reason = "one line for each problem")]
pub(crate) fn write(out: &mut dyn Write, problem: &Problem, place: Place) -> fmt::Result {
    let (subject, object) = (Subject(place), Object(place));
    match &problem.0 {
        Fault::Required => required(out, place),
        Fault::Invalid => misfit(out, place),
        Fault::Format(format) => template(out, format.message, problem, place),
        Fault::InvisibleCharacter { character, .. } => {
            write!(out, "Remove the invisible character {} from {object}.", code_point(*character))
        }
        Fault::Pattern => pattern(out, place),
        Fault::InvalidChoice => choice(out, place),
        Fault::MinLength { limit, .. } | Fault::PasswordTooShort(limit) => {
            write!(out, "{subject} must be {} or more.", characters(*limit))
        }
        Fault::MaxLength { limit, .. } | Fault::PasswordTooLong(limit) => {
            write!(out, "{subject} must be {} or fewer.", characters(*limit))
        }
        Fault::MinValue(least) => write!(out, "{subject} must be {least} or more."),
        Fault::MaxValue(greatest) => write!(out, "{subject} must be {greatest} or less."),
        Fault::Earliest(bound) => write!(out, "{subject} must be {} or later.", typed(bound, place)),
        Fault::Latest(bound) => write!(out, "{subject} must be {} or earlier.", typed(bound, place)),
        Fault::StepSize(step) => write!(out, "{subject} must be a multiple of {step}."),
        Fault::StepSizeFrom(field) => match (field.min, field.step) {
            (Some(start), Some(step)) if !is_zero(start) => {
                write!(out, "{subject} must be {start} or more, in steps of {step}.")
            }
            (_, Some(step)) => write!(out, "{subject} must be a multiple of {step}."),
            _ => misfit(out, place),
        },
        Fault::MaxDigits(limit) => {
            write!(out, "{subject} must have {} or fewer.", Counted(*limit, "digit", "digits"))
        }
        Fault::MaxDecimalPlaces(limit) => {
            write!(
                out,
                "{subject} must have {} or fewer.",
                Counted(*limit, "decimal place", "decimal places")
            )
        }
        Fault::MaxWholeDigits(limit) => {
            let digits = Counted(*limit, "digit", "digits");
            write!(out, "{subject} must have {digits} or fewer before the decimal point.")
        }
        Fault::AmbiguousTimeZone(zone) => write!(
            out,
            "Enter {object} with a time zone, such as Z or +01:00: the clocks in {} change at that time.",
            zone.name()
        ),
        Fault::UnknownTimeZone(zone) => {
            write!(
                out,
                "Enter {object} with a time zone, such as Z or +01:00: this server has no data for {}.",
                zone.name()
            )
        }
        Fault::MissingTimeZone => write!(out, "Enter {object} with a time zone, such as Z or +01:00."),
        Fault::UnwantedTimeZone => write!(out, "Enter {object} without a time zone."),
        Fault::InvalidDate => write!(out, "Enter {object} too, or leave the time empty."),
        Fault::InvalidTime => write!(out, "Enter {object} too, or leave the date empty."),
        Fault::Overflow => write!(out, "Enter a shorter length of time for {object}."),
        Fault::InvalidList => write!(out, "Send {object} as a list."),
        Fault::MinItems(least) => too_few(out, *least, place),
        Fault::MaxItems(most) => {
            write!(out, "{subject} must have {} or fewer.", Counted(*most, "item", "items"))
        }
        Fault::UniqueItems => write!(out, "Remove the duplicates from {object}."),
        Fault::MaxNodes(most) => {
            write!(out, "{subject} must have {} or fewer.", Counted(*most, "value", "values"))
        }
        Fault::NullCharacters => write!(out, "Remove the null characters from {object}."),
        Fault::ControlCharacters => write!(out, "Remove the control characters from {object}."),
        Fault::LineBreaks => write!(out, "{subject} must be on one line."),
        Fault::Duplicate => write!(out, "Send {object} only once."),
        Fault::ReadOnly => write!(out, "Remove {object}: it cannot be set here."),
        Fault::Immutable => write!(out, "Leave {object} as it is: it cannot be changed."),
        Fault::Unknown(_) | Fault::UnknownHidden | Fault::JsonAsForm => unknown(out, &problem.0, place),
        Fault::UnknownRow => write!(out, "Remove {object}: it no longer exists."),
        Fault::CannotAdd => write!(out, "Remove {object}: it cannot be added here."),
        Fault::Index => write!(out, "Check {object}: an item is missing or in the wrong place."),
        Fault::Mismatch(other) => write!(out, "{subject} must be the same as {}.", Object::of(other)),
        Fault::Same(other) => write!(out, "{subject} must be different from {}.", Object::of(other)),
        Fault::Compared(relation, other) => {
            let how = match relation {
                Relation::After => "after",
                Relation::NotBefore => "the same as or after",
                Relation::Before => "before",
                Relation::NotAfter => "the same as or before",
                Relation::GreaterThan => "more than",
                Relation::AtLeast => "the same as or more than",
                Relation::LessThan => "less than",
                Relation::AtMost => "the same as or less than",
            };
            write!(out, "{subject} must be {how} {}.", Object::of(other))
        }
        Fault::AtLeastOne(fields) => write!(out, "Fill in {}.", Several(fields, "or")),
        Fault::AtMostOne(fields) => write!(out, "Fill in only one of {}.", Several(fields, "and")),
        Fault::PasswordTooCommon => {
            write!(out, "{subject} is too easy to guess: many people use it. Choose another.")
        }
        Fault::PasswordDerived => write!(
            out,
            "{subject} is too easy to guess: it is based on a well-known password, a sequence or a repetition. \
             Choose another."
        ),
        Fault::PasswordTooWeak { weakness, .. } => {
            write!(out, "{subject} is too easy to guess. {}", weakness.advice())
        }
        Fault::PasswordEntirelyNumeric => write!(out, "{subject} must not be only digits."),
        Fault::PasswordTooSimilar(other) => {
            write!(out, "{subject} is too similar to {}. Choose another.", Object::of(other))
        }
        Fault::Unique => write!(out, "{subject} is already taken. Choose another."),
        Fault::RowsChanged => out.write_str("The rows were updated. Submit the form when you are ready."),
        Fault::PageCut => out.write_str(
            "This form is too long for one page. It cannot be saved from this page, because the fields that are not shown would be lost.",
        ),
        Fault::Unreadable(why) => why.write_message(out),
        Fault::SecretInQuery => {
            write!(out, "Send {object} in the body of a POST request, not in the URL.")
        }
        Fault::Custom(custom) => {
            debug_assert_eq!(
                problem.unknown_placeholder(),
                None,
                "the message of the problem {:?} has a placeholder that names no parameter",
                custom.code
            );
            template(out, &custom.message, problem, place)
        }
    }
}

fn required(out: &mut dyn Write, place: Place) -> fmt::Result {
    let object = Object(place);
    match (place.kind(), place.field) {
        (Some(Kind::Boolean), Some(field)) if field.required && field.needs_explicit_choice() => {
            write!(out, "Choose yes for {object}.")
        }
        (Some(Kind::Boolean), Some(field)) if field.must_be_ticked() => {
            write!(out, "Tick \u{201c}{}\u{201d}.", without_end_mark(field.label))
        }
        (Some(Kind::Boolean), _) => write!(out, "Choose yes or no for {object}."),
        (Some(Kind::File), _) => write!(out, "Choose a file for {object}."),
        (Some(Kind::List(Kind::File)), Some(field)) if field.min_items <= 1 => {
            write!(out, "Choose a file for {object}.")
        }
        (Some(Kind::List(_)), Some(field)) => too_few(out, field.min_items.max(1), place),
        (Some(Kind::Choice(_)), _) => write!(out, "Choose {object}."),
        (Some(Kind::Text), Some(field)) if !field.one_of.is_empty() => write!(out, "Choose {object}."),
        (Some(_), Some(field)) if field.choices.is_some() => write!(out, "Choose {object}."),
        (Some(Kind::Form(_)) | None, _) => write!(out, "Fill in {object}."),
        _ => write!(out, "Enter {object}."),
    }
}

/// Writes the message for a value of the wrong kind.
fn misfit(out: &mut dyn Write, place: Place) -> fmt::Result {
    let (subject, object) = (Subject(place), Object(place));
    if let (Some(field), Some(kind @ (Kind::Date | Kind::Time | Kind::DateTime))) =
        (place.field, place.kind())
        && let Some(format) = field.dated_within(place.whole).formats_of(kind).next()
    {
        return write!(out, "Enter {object} in the correct format, like {}.", example(format));
    }
    match place.kind() {
        None if place.field.is_none() => out.write_str("Send the fields of the form as one JSON object."),
        None => write!(out, "Check {object}."),
        Some(Kind::Text | Kind::Secret) => write!(out, "{subject} must be text."),
        Some(Kind::Integer) => write!(out, "{subject} must be a whole number."),
        Some(Kind::Float | Kind::Decimal) => write!(out, "{subject} must be a number."),
        Some(Kind::Date) => write!(out, "{subject} must be a real date, such as 2027-03-31."),
        Some(Kind::Time) => write!(out, "{subject} must be a time of day, such as 13:30."),
        Some(Kind::DateTime) => {
            write!(out, "{subject} must be a real date and time, such as 2027-03-31 13:30.")
        }
        Some(Kind::Duration) => {
            write!(out, "{subject} must be a length of time in hours, minutes and seconds, such as 1:30:00.")
        }
        Some(Kind::Uuid) => {
            write!(out, "{subject} must be a UUID, such as f81d4fae-7dec-11d0-a765-00a0c91e6bf6.")
        }
        Some(Kind::Boolean) => write!(out, "{subject} must be true or false."),
        Some(Kind::Choice(_)) => choice(out, place),
        Some(Kind::Json) => write!(out, "{subject} must be JSON."),
        Some(Kind::File) => write!(out, "Send the file for {object} as multipart/form-data."),
        Some(Kind::List(_)) => write!(out, "{subject} must be a list."),
        Some(Kind::Form(_)) => write!(out, "Send {object} as separate fields."),
    }
}

/// Returns a bound as the user would type it: in the format of the field and in its time zone.
fn typed(bound: &DateTimeBound, place: Place) -> String {
    let as_declared = place.field.and_then(|field| {
        let format = place.kind().and_then(|kind| field.formats_of(kind).next());
        // a format with only a part would lose the rest
        let holds = |format: InputFormat| (format.has_date(), format.has_time());
        let is_whole = format.is_none_or(|format| holds(format) == (bound.has_date(), bound.has_time()));
        let text = as_typed(bound.as_str(), field).filter(|_| is_whole)?;
        Some(if format.is_some() { text } else { text.replace('T', " ") })
    });
    as_declared.unwrap_or_else(|| bound.to_string())
}

/// Writes the message for a pattern. Users cannot read the pattern, so it shows the hint of the field.
fn pattern(out: &mut dyn Write, place: Place) -> fmt::Result {
    write!(out, "Enter {} in the correct format", Object(place))?;
    match place.field.map(|field| without_end_mark(field.help)).filter(|help| !help.is_empty()) {
        Some(help) => {
            out.write_str(": ")?;
            within_sentence(out, help)?;
            out.write_char('.')
        }
        None => out.write_char('.'),
    }
}

fn choice(out: &mut dyn Write, place: Place) -> fmt::Result {
    /// a sentence with more values is hard to read
    const MOST: usize = 10;
    match place.field {
        Some(field) if (1..=MOST).contains(&field.one_of.len()) => {
            write!(out, "{} must be one of: {}.", Subject(place), field.one_of.join(", "))
        }
        _ => write!(out, "Choose {} from the list.", Object(place)),
    }
}

fn too_few(out: &mut dyn Write, least: u32, place: Place) -> fmt::Result {
    let object = Object(place);
    let offers = place.field.is_some_and(|field| field.choices.is_some());
    match place.kind() {
        Some(Kind::List(item)) if offers || matches!(item, Kind::Choice(_)) => {
            write!(out, "Choose at least {} for {object}.", Counted(least, "option", "options"))
        }
        Some(Kind::List(Kind::File)) => {
            write!(out, "Choose at least {} for {object}.", Counted(least, "file", "files"))
        }
        _ => write!(out, "Add at least {} to {object}.", Counted(least, "item", "items")),
    }
}

fn unknown(out: &mut dyn Write, fault: &Fault, place: Place) -> fmt::Result {
    let object = Object(place);
    match fault {
        Fault::Unknown(key) => write!(out, "Remove \u{201c}{key}\u{201d}: {object} has no such field."),
        Fault::JsonAsForm => {
            out.write_str("Send JSON with the header \u{201c}content-type: application/json\u{201d}.")
        }
        _ => write!(out, "Remove any keys that {object} does not have."),
    }
}

/// Written instead of a key that must not be shown.
const HIDDEN_KEY: &str = "a key";

/// Writes a custom message instead of the built-in one.
pub(crate) fn template(out: &mut dyn Write, text: &str, problem: &Problem, place: Place) -> fmt::Result {
    let mut params = problem.list_params();
    if let Fault::Earliest(bound) | Fault::Latest(bound) = &problem.0 {
        for (_, limit) in &mut params {
            *limit = typed(bound, place).into();
        }
    }
    // the parameter has the names on the wire, which mean nothing to the reader of a message
    let labels = match &problem.0 {
        Fault::AtLeastOne(fields) => Some(Several(fields, "or")),
        Fault::AtMostOne(fields) => Some(Several(fields, "and")),
        _ => None,
    };
    if let Some(labels) = labels {
        for (_, fields) in &mut params {
            *fields = labels.to_string().into();
        }
    }
    if matches!(problem.0, Fault::UnknownHidden | Fault::JsonAsForm) {
        params.push(("key", HIDDEN_KEY.into()));
    }
    let (subject, object) = (&Subject(place), &Object(place));
    let label = place.field.map_or("This form", |field| field.label);
    let other = other(&problem.0).map(Object::of).map(|Object(place)| (Subject(place), Object(place)));
    let other =
        other.as_ref().map(|(subject, object)| (subject as &dyn fmt::Display, object as &dyn fmt::Display));
    template::write(
        out,
        text,
        &Values { subject, object, label, code: problem.code(), params: &params, other },
    )
}

/// Returns the other field that the problem names.
fn other(fault: &Fault) -> Option<&'static FieldSchema> {
    match fault {
        Fault::Mismatch(other)
        | Fault::Same(other)
        | Fault::Compared(_, other)
        | Fault::PasswordTooSimilar(other) => Some(other),
        _ => None,
    }
}

impl Place {
    /// Returns the kind of the value, or `None` for a form as a whole.
    fn kind(self) -> Option<&'static Kind> {
        if self.is_form {
            return None;
        }
        let mut kind = &self.field?.kind;
        for _ in 0..self.lists {
            if let Kind::List(item) = kind {
                kind = item;
            }
        }
        Some(kind)
    }
}

/// The label at the beginning of a sentence.
struct Subject(Place);
/// The label inside a sentence.
struct Object(Place);

/// A list of fields, with this word before the last.
struct Several<'f>(&'f [&'static FieldSchema], &'static str);

impl fmt::Display for Several<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Several(fields, word) = *self;
        for (i, field) in fields.iter().enumerate() {
            match i {
                0 => {}
                i if i + 1 == fields.len() => write!(f, " {word} ")?,
                _ => f.write_str(", ")?,
            }
            Object::of(field).fmt(f)?;
        }
        Ok(())
    }
}

impl Object {
    fn of(field: &'static FieldSchema) -> Self {
        Object(Place { field: Some(field), whole: None, item: None, lists: 0, is_form: false })
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Place { field, item, .. } = self.0;
        match (field, item) {
            (None, _) => f.write_str("This form"),
            (Some(field), Some(item)) if !field.item_label.is_empty() => {
                write!(f, "{} {}", without_end_mark(field.item_label), u32::from(item) + 1)
            }
            (Some(_), Some(item)) => {
                write!(f, "Item {} of {}", u32::from(item) + 1, Object(Place { item: None, ..self.0 }))
            }
            (Some(field), None) if is_question(field.label) => {
                write!(f, "The answer to \u{201c}{}\u{201d}", without_end_mark(field.label))
            }
            (Some(field), None) => f.write_str(without_end_mark(field.label)),
        }
    }
}

impl fmt::Display for Object {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Place { field, item, .. } = self.0;
        match (field, item) {
            (None, _) => f.write_str("this form"),
            (Some(field), Some(item)) if !field.item_label.is_empty() => {
                within_sentence(f, without_end_mark(field.item_label))?;
                write!(f, " {}", u32::from(item) + 1)
            }
            (Some(_), Some(item)) => {
                write!(f, "item {} of {}", u32::from(item) + 1, Object(Place { item: None, ..self.0 }))
            }
            (Some(field), None) if is_question(field.label) => {
                write!(f, "the answer to \u{201c}{}\u{201d}", without_end_mark(field.label))
            }
            (Some(field), None) => within_sentence(f, without_end_mark(field.label)),
        }
    }
}

/// Returns whether the label is a question, as in the GOV.UK design system.
fn is_question(label: &str) -> bool {
    without_end_mark(label).ends_with(['?', '\u{ff1f}'])
}

fn is_zero(number: Number) -> bool {
    match number {
        Number::Integer(n) => n == 0,
        other => other.as_f64() == 0.0,
    }
}

/// A number and the noun that it counts.
pub(super) struct Counted(pub(super) u32, pub(super) &'static str, pub(super) &'static str);

fn characters(count: u32) -> Counted {
    Counted(count, "character", "characters")
}

impl fmt::Display for Counted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.0, if self.0 == 1 { self.1 } else { self.2 })
    }
}
