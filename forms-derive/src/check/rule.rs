use std::collections::HashSet;

use quote::ToTokens;
use syn::{Expr, Ident, LitStr};

use super::literal::Amount;
use super::{date_time, format};
use crate::errors::Errors;
use crate::model::{Demand, Field, Model, Password, Preset, Rule};

/// A phrase, or what a password manager makes, needs room (NIST SP 800-63B-4).
const LEAST_PASSWORD_ROOM: i128 = 64;

pub(super) fn check(model: &Model, errors: &Errors) {
    for field in &model.fields {
        for rule in &field.rules {
            alone(rule, errors);
        }
        format::only_one(field, errors);
        let ordered_pairs = [
            ("min_length", "max_length"),
            ("min", "max"),
            ("min_items", "max_items"),
            ("decimal_places", "max_digits"),
        ];
        for (least, most) in ordered_pairs {
            if let (Some(least_amount), Some(most_amount)) = (amount(field, least), amount(field, most)) {
                ordered((least, least_amount), (most, most_amount), errors);
            }
        }
    }
}

fn amount<'f>(field: &'f Field, name: &str) -> Option<&'f Expr> {
    match &field.rule(name)?.demand {
        Demand::Amount(amount) => Some(amount),
        _ => None,
    }
}

/// What one rule says by itself.
fn alone(rule: &Rule, errors: &Errors) {
    match &rule.demand {
        Demand::Amount(amount) => {
            let name = rule.name();
            match name.as_str() {
                "min" | "max" if date_time::is_bound(amount) => {}
                "min" | "max" => number(&name, amount, errors),
                "step" => step(amount, errors),
                "min_length" | "min_items" | "decimal_places" => whole(&name, amount, 0, errors),
                _ => whole(&name, amount, 1, errors),
            }
        }
        Demand::Age { min, max, .. } => {
            for (name, bound) in [("age(min)", min), ("age(max)", max)] {
                if let Some(bound) = bound {
                    whole(name, bound, 0, errors);
                }
            }
            if let (Some(min), Some(max)) = (min, max) {
                ordered(("min", min), ("max", max), errors);
            }
        }
        Demand::Password(policy) => password(&rule.word, policy, errors),
        Demand::Format(options) => format::check(&rule.word, options, errors),
        Demand::Regex(pattern) => regex(&rule.word, pattern, errors),
        Demand::OneOf(span, texts) => {
            if texts.is_empty() {
                errors.at(*span, "`one_of` leaves nothing to choose: name at least one text");
            }
            let mut seen = HashSet::new();
            for text in texts {
                if !seen.insert(text.value()) {
                    errors.over(text, format!("\"{}\" is named twice", text.value()));
                } else if text.value().chars().any(char::is_control) {
                    errors.over(text, "a text of `one_of` cannot hold control characters or line breaks");
                }
            }
        }
        Demand::InputFormats(span, formats) => {
            if formats.is_empty() {
                errors.at(*span, "`input_formats` leaves no way to write it: name at least one");
            }
            for format in formats {
                if let Err(wrong) = date_time::input_format(&format.value()) {
                    errors.over(format, wrong);
                }
            }
        }
        Demand::TimeZone(zone) => date_time::time_zone(zone, errors),
        Demand::Validate(Expr::Lit(literal)) => {
            errors.over(
                literal,
                "`validate` takes a function or a rule: `validate = not_a_palindrome`, without quotes",
            );
        }
        _ => {}
    }
}

#[cfg(feature = "regex")]
fn regex(_: &Ident, pattern: &LitStr, errors: &Errors) {
    let text = pattern.value();
    if text.is_empty() {
        errors
            .over(pattern, "an empty pattern matches an empty text alone: write what a text must look like");
    }
    let wrong = match regex_syntax::parse(&text) {
        Ok(_) => return,
        Err(regex_syntax::Error::Parse(error)) => error.kind().to_string(),
        Err(regex_syntax::Error::Translate(error)) => error.kind().to_string(),
        Err(error) => error.to_string(),
    };
    errors.over(pattern, format!("this pattern cannot be read: {wrong}"));
}

#[cfg(not(feature = "regex"))]
fn regex(word: &Ident, _: &LitStr, errors: &Errors) {
    errors.over(word, "`regex` needs the feature `regex` of the crate `forms`: switch it on in Cargo.toml");
}

fn password(word: &Ident, policy: &Password, errors: &Errors) {
    for (name, amount) in [("min_length", &policy.min_length), ("max_length", &policy.max_length)] {
        if let Some(amount) = amount {
            whole(name, amount, 1, errors);
        }
    }
    if let (Some(least), Some(most)) = (&policy.min_length, &policy.max_length) {
        ordered(("min_length", least), ("max_length", most), errors);
    }
    if let Some(most) = &policy.max_length
        && Amount::Whole(LEAST_PASSWORD_ROOM).exceeds(Amount::of(most))
    {
        errors.over(
            most,
            format!(
                "a password may have at least {LEAST_PASSWORD_ROOM} characters, so that phrases have room"
            ),
        );
    }
    start(policy, errors);
    if let Some(measure) = &policy.max_similarity {
        number("max_similarity", measure, errors);
        if Amount::of(measure).number().is_some_and(|measure| !(0.1..=1.0).contains(&measure)) {
            errors.over(measure, "`max_similarity` is between 0.1 and 1");
        }
        let is_given = matches!(policy.presets.as_slice(), [Preset::Policy(..)]);
        if !policy.is_compared() && !is_given {
            errors.over(
                measure,
                "nothing is compared with the password: name fields, as in `similar_to = [username, email]`",
            );
        }
    }
    if let Some((span, words)) = &policy.words
        && (words.is_empty() || words.iter().any(|word| word.value().trim().is_empty()))
    {
        errors.at(*span, "`words` are those that anyone would guess here, such as `words = [\"acme\"]`");
    }
    if let Some((word, score)) = &policy.min_score {
        whole("min_score", score, 1, errors);
        if Amount::of(score).exceeds(Amount::Whole(4)) {
            errors.over(score, "`min_score` is from 1 to 4: how hard the password is to guess, by zxcvbn");
        }
        if !cfg!(feature = "zxcvbn") {
            errors.over(
                word,
                "`min_score` needs the feature `zxcvbn` of the crate `forms`: switch it on in Cargo.toml",
            );
        }
    }
    let shortest = policy.min_length.as_ref().map(Amount::of);
    let off = [policy.common, policy.numeric, policy.derivatives]
        .iter()
        .all(|switch| matches!(switch, Some(false)))
        && !policy.is_compared()
        && policy.blocklist.is_none()
        && policy.words.is_none()
        && policy.min_score.is_none();
    if off && shortest == Some(Amount::Whole(1)) {
        errors.over(word, "every rule of this `password` is switched off: take it away, or keep one of them");
    }
}

/// The policy that it starts from is one.
fn start(policy: &Password, errors: &Errors) {
    if let [first, others @ ..] = policy.presets.as_slice() {
        for other in others {
            errors.over(
                other.word(),
                format!("the policy starts from `{}` already: keep one of them", first.word()),
            );
        }
    }
    let Some(word) = &policy.second_factor else { return };
    if !matches!(policy.presets.as_slice(), [Preset::Nist(_)]) {
        errors.over(word, "`second_factor` is of NIST's policy: write `password(nist, second_factor)`");
    } else if policy.min_length.is_some() {
        errors
            .over(word, "`second_factor` says the least length, and so does `min_length`: keep one of them");
    }
}

fn number(name: &str, amount: &Expr, errors: &Errors) {
    if Amount::of(amount) == Amount::NotANumber {
        errors.over(
            amount,
            format!("`{name}` takes a number: `{name} = 10`, not `{}`", amount.to_token_stream()),
        );
    }
}

fn whole(name: &str, amount: &Expr, least: i128, errors: &Errors) {
    match Amount::of(amount) {
        Amount::NotANumber | Amount::Fraction(_) => errors
            .over(amount, format!("`{name}` takes a whole number: `10`, not `{}`", amount.to_token_stream())),
        Amount::Whole(number) if number < 0 => {
            errors.over(amount, format!("`{name}` counts, so it cannot be negative"));
        }
        Amount::Whole(number) if number < least => {
            errors
                .over(amount, format!("with `{name} = {number}` no value would fit: write at least {least}"));
        }
        Amount::Whole(number) if number > i128::from(u32::MAX) => {
            errors.over(amount, format!("`{name}` is at most {}", u32::MAX));
        }
        Amount::Whole(_) | Amount::Unknown => {}
    }
}

fn step(amount: &Expr, errors: &Errors) {
    number("step", amount, errors);
    if Amount::of(amount).number().is_some_and(|number| number <= 0.0) {
        errors.over(amount, "a `step` is greater than zero");
    }
}

fn ordered((least, low): (&str, &Expr), (most, high): (&str, &Expr), errors: &Errors) {
    if Amount::of(low).exceeds(Amount::of(high)) {
        errors.over(
            low,
            format!(
                "`{least} = {}` is more than `{most} = {}`: no value would fit",
                low.to_token_stream(),
                high.to_token_stream()
            ),
        );
    }
}
