//! Generates values that a field should accept, and hostile texts.

use super::entropy::Entropy;
use crate::{
    Limits,
    date_time::example,
    field::ZERO,
    schema::{ChoiceSource, FieldSchema, FormSchema, Kind, Number},
};
use std::any::Any;

/// Texts of most formats. A field's format and pattern decide which of them it accepts.
const SHAPES: &[&str] = &[
    "ada@example.com",
    "https://example.com/a?b=c#d",
    "first-post",
    "ada_lovelace",
    "www.example.com",
    "192.0.2.1",
    "2001:db8::1",
    "+44 20 7946 0000",
    "1,22,3",
    "42",
    "-42",
    "12.50",
    "#336699",
    "2024-01-31",
    "10:20:30",
    "ABC-1234",
    "A1",
    "SW1A 1AA",
    "12345",
    "de-DE",
    "x",
];

const WORDS: &[&str] = &[
    "Ada Lovelace",
    "tea for two",
    "\u{c9}tudes op\u{e9}ra \u{1f600}",
    "Stra\u{df}e",
    "\u{4e2d}\u{6587}\u{5b57}\u{7b26}",
    "\u{130}stanbul",
    "O'Neill & sons <ltd>",
    "notes123456",
    "BUY NOW!!! https://example.com/spam",
    "again and again and again and again and again and again",
    "aaaaaaaaaaaaaaaaaaaaaaaa",
    "what? really?! stop!",
    "#tag @someone $19.99 100%",
    "((()))[]{};:--",
];

const PASSPHRASES: &[&str] = &[
    "neither rhyme nor reason",
    "a lantern, 3 geese and fog",
    "\u{e9}t\u{e9} sous les arbres verts",
    "hunter2",
    "12345678",
];

/// Texts that different parsers may understand differently.
pub(super) const HOSTILE: &[&str] = &[
    "",
    " ",
    "\0",
    "line\nbreak",
    "line\r\nbreak",
    "\u{85}\u{2028}\u{2029}",
    "\u{1b}[31mred",
    "\u{202e}drow",
    "zero\u{200b}width",
    "e\u{301}\u{302}\u{303}",
    "\u{feff}mark",
    "\u{1d7cf}\u{661}\u{ff11}",
    "\u{fdfa}\u{fb01}\u{1e9b}",
    "<script>alert(1)</script>",
    "\"><b a='",
    "' OR '1'='1",
    "{{7*7}}${7*7}%{7*7}",
    "{label} {value} {0} {limit_value:a|b}",
    "../../etc/passwd",
    "%00%0a%25",
    "+&=;#?",
    "__proto__",
    "null",
    "true",
    "-0",
    "1e309",
    "NaN",
    "0x10",
    "1_000",
    "99999999999999999999999999999999999999999",
    "\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467}",
    "a@[127.0.0.1]",
    "http://a\\@b",
    "2024-02-30",
    "24:00:00",
];

const NUMBERS: &[&str] = &[
    "0",
    "-1",
    "127",
    "128",
    "255",
    "256",
    "-129",
    "65536",
    "2147483648",
    "-2147483649",
    "9223372036854775808",
    "18446744073709551616",
    "170141183460469231731687303715884105728",
    "1.0",
    "0.1",
    "1e3",
    "1e400",
    "5e-324",
    "-0.0",
];

const JSON: &[&str] = &[
    "{\"a\":[1,2]}",
    "[]",
    "[null,true,-0.5,\"\\u00e9\"]",
    "\"text\"",
    "7",
    "{\"a\":{\"a\":{\"a\":{}}}}",
    "{\"a\":1,\"a\":2}",
    "[[[[[[[[[1]]]]]]]]]",
];

/// Generates values for fields.
pub(super) struct Samples<'s> {
    /// the limits that apply to the current field
    pub(super) limits: Limits,
    pub(super) context: &'s (dyn Any + Send + Sync),
    /// the user's samples, by name of the field
    pub(super) own: &'s [(String, String)],
    /// the field whose nested form contains the current field
    pub(super) outer_field: Option<&'static FieldSchema>,
}

/// Returns the names for which samples can be given: those of all fields with a text, in the form and in nested forms,
/// each once.
pub(super) fn names_of(spec: &'static FormSchema) -> Vec<&'static str> {
    let (mut names, mut forms) = (Vec::new(), vec![spec]);
    let mut next = 0;
    while let Some(form) = forms.get(next).copied() {
        next += 1;
        for field in form.fields {
            let name = field.name.as_str();
            if let Kind::Form(within) = field.kind.of_item() {
                // a form may contain itself
                if !forms.iter().any(|known| std::ptr::eq(*known, within())) {
                    forms.push(within());
                }
            } else if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    names
}

impl Samples<'_> {
    /// Returns a text that the field accepts, according to its schema.
    pub(super) fn right(
        &self,
        field: &'static FieldSchema,
        kind: &Kind,
        entropy: &mut Entropy<'_>,
    ) -> String {
        let own: Vec<&str> = self
            .own
            .iter()
            .filter(|(name, _)| name == field.name.as_str())
            .map(|(_, text)| &**text)
            .collect();
        if !own.is_empty() && !entropy.once_in(8) {
            return entropy.pick(&own).unwrap_or_default().to_owned();
        }
        match field.choices {
            Some(ChoiceSource::Fixed(choices)) => {
                let options = choices.options();
                return options[entropy.below(options.len())].value.to_owned();
            }
            Some(ChoiceSource::Asked(source)) => {
                let choices = source.ask(self.context);
                if !choices.is_empty() {
                    return choices.get(entropy.below(choices.len())).0.to_owned();
                }
            }
            None => {}
        }
        if !field.one_of.is_empty() {
            return entropy.pick(field.one_of).unwrap_or_default().to_owned();
        }
        match kind {
            Kind::Choice([]) => String::new(),
            Kind::Choice(options) => options[entropy.below(options.len())].value.to_owned(),
            Kind::Integer | Kind::Float | Kind::Decimal => number(field, entropy),
            Kind::Date | Kind::Time => moment(field.dated_within(self.outer_field), kind, entropy),
            Kind::DateTime => moment(field, kind, entropy),
            Kind::Duration => ["01:30:00", "45", "3 04:05:06", "P1DT2H"][entropy.below(4)].to_owned(),
            Kind::Uuid => format!("550e8400-e29b-41d4-a716-44665544{:04x}", entropy.below(1 << 16)),
            Kind::Boolean => if entropy.once_in(3) { "false" } else { "true" }.to_owned(),
            Kind::Json => entropy.pick(&JSON[..6]).unwrap_or_default().to_owned(),
            Kind::Secret => {
                let which = if entropy.once_in(8) { entropy.below(PASSPHRASES.len()) } else { 0 };
                PASSPHRASES[which].to_owned()
            }
            _ => self.text(field, entropy),
        }
    }
    fn text(&self, field: &'static FieldSchema, entropy: &mut Entropy<'_>) -> String {
        let is_shaped = field.format.is_some() || field.pattern.is_some();
        let text = if is_shaped {
            let fits: Vec<&str> = SHAPES.iter().copied().filter(|text| fits(field, text)).collect();
            match entropy.pick(&fits) {
                Some(text) => text.to_owned(),
                None => patterned(field, entropy),
            }
        } else {
            match entropy.byte() {
                0..100 => entropy.pick(WORDS).unwrap_or_default().to_owned(),
                100..120 => entropy.pick(SHAPES).unwrap_or_default().to_owned(),
                120..200 => entropy.text(24),
                _ => entropy.verbatim(32),
            }
        };
        if is_shaped { text } else { fitted(text, field.min_length, field.longest(&self.limits)) }
    }
    /// Returns a value at a bound of the field, or just beyond it.
    pub(super) fn edge(&self, field: &'static FieldSchema, kind: &Kind, entropy: &mut Entropy<'_>) -> String {
        match kind {
            Kind::Integer | Kind::Float | Kind::Decimal => {
                let one = Number::Integer(if entropy.once_in(2) { 1 } else { -1 });
                let bound = if entropy.once_in(2) { field.max } else { field.min };
                match bound {
                    Some(bound) if !entropy.once_in(3) => bound.to_string(),
                    Some(bound) => bound.plus(one).to_string(),
                    None => entropy.pick(NUMBERS).unwrap_or_default().to_owned(),
                }
            }
            Kind::Json => entropy.pick(JSON).unwrap_or_default().to_owned(),
            _ => {
                let most = field.longest(&self.limits).min(2_000);
                let length = match entropy.below(4) {
                    0 => most,
                    1 => most.saturating_add(1),
                    2 => field.min_length.min(2_000),
                    _ => field.min_length.min(2_000).saturating_sub(1),
                };
                let text = self.right(field, kind, entropy);
                fitted(if text.is_empty() { "x".to_owned() } else { text }, length, length)
            }
        }
    }
}

/// Repeats the text up to at least `least` characters, and cuts it to at most `most`.
fn fitted(text: String, least: u32, most: u32) -> String {
    let count = text.chars().count();
    if count < least as usize {
        let text = if text.trim().is_empty() { "x" } else { text.trim() };
        return text.chars().cycle().take(least as usize).collect();
    }
    if count > most as usize { text.chars().take(most as usize).collect() } else { text }
}

fn fits(field: &FieldSchema, text: &str) -> bool {
    #[cfg(feature = "regex")]
    let matches = field.pattern.is_none_or(|pattern| pattern.is_match(text));
    #[cfg(not(feature = "regex"))]
    let matches = true;
    matches && field.format.is_none_or(|format| (format.accepts)(text))
}

/// Returns a text from the field's pattern, or any text if it has none.
fn patterned(field: &FieldSchema, entropy: &mut Entropy<'_>) -> String {
    #[cfg(feature = "regex")]
    if let Some(pattern) = field.pattern {
        return super::pattern_text::matching(pattern, entropy);
    }
    let _ = field;
    entropy.text(24)
}

/// Returns a number from the minimum on, in steps.
fn number(field: &FieldSchema, entropy: &mut Entropy<'_>) -> String {
    let within = |number: &Number| field.max.is_none_or(|max| number.as_f64() <= max.as_f64());
    let zero = Number::Integer(0);
    let start = field.min.unwrap_or(if within(&zero) { zero } else { field.max.unwrap_or(zero) });
    let step = field.step.unwrap_or(Number::Integer(1));
    let mut number = start;
    for _ in 0..entropy.below(20) {
        let next = number.plus(step);
        if !within(&next) {
            break;
        }
        number = next;
    }
    let refuses_zero = field.own_codes.iter().any(|code| code.name == ZERO.name);
    if refuses_zero && number == zero {
        number = number.plus(step);
    }
    number.to_string()
}

fn moment(field: &FieldSchema, kind: &Kind, entropy: &mut Entropy<'_>) -> String {
    let formats: Vec<_> = field.formats_of(kind).collect();
    if !formats.is_empty() {
        return example(formats[entropy.below(formats.len())]);
    }
    let bounds: Vec<_> =
        [field.earliest, field.latest].iter().flatten().filter_map(|bound| bound.of(kind)).collect();
    if !bounds.is_empty() && entropy.once_in(2) {
        return entropy.pick(&bounds).unwrap_or_default().to_owned();
    }
    let year = [1987, 2027, 2000, 1900, 2099][entropy.below(5)];
    let date = format!("{year}-{:02}-{:02}", 1 + entropy.below(12), 1 + entropy.below(28));
    let time = format!("{:02}:{:02}:{:02}", entropy.below(24), entropy.below(60), entropy.below(60));
    match kind {
        Kind::Date => date,
        Kind::Time => time,
        _ => format!("{date}T{time}{}", if field.has_offset { "Z" } else { "" }),
    }
}
