//! Checks the rules of a field: their bounds must be possible.

use std::collections::HashSet;

use quote::ToTokens;
use syn::{Expr, Ident, LitStr};

use super::literal::Amount;
use super::{date_time, file, format};
use crate::errors::Errors;
use crate::model::{Field, Model, Password, Preset, Rule, RuleKind};

/// The lowest `max_length` of a password: phrases and generated passwords are long (NIST SP 800-63B-4).
const LEAST_PASSWORD_ROOM: i128 = 64;

pub(super) fn check(model: &Model, errors: &Errors) {
    for field in &model.fields {
        for rule in &field.rules {
            check_rule(rule, errors);
        }
        format::only_one(field, errors);
        let ordered_pairs = [
            ("min_length", "max_length"),
            ("min", "max"),
            ("min_items", "max_items"),
            ("decimal_places", "max_digits"),
        ];
        file::sizes_in_order(field, errors);
        for (least, most) in ordered_pairs {
            if let (Some(least_amount), Some(most_amount)) = (amount(field, least), amount(field, most)) {
                ordered((least, least_amount), (most, most_amount), errors);
            }
        }
    }
}

fn amount<'f>(field: &'f Field, name: &str) -> Option<&'f Expr> {
    match &field.rule(name)?.kind {
        RuleKind::Amount(amount) => Some(amount),
        _ => None,
    }
}

/// Checks one rule by itself.
fn check_rule(rule: &Rule, errors: &Errors) {
    match &rule.kind {
        RuleKind::Amount(amount) => {
            let name = rule.name();
            match name.as_str() {
                "min" | "max" if date_time::is_bound(amount) => {}
                "min" | "max" => number(&name, amount, errors),
                "step" => step(amount, errors),
                "min_length" | "min_items" | "decimal_places" => whole(&name, amount, 0, errors),
                _ => whole(&name, amount, 1, errors),
            }
        }
        RuleKind::Age { min, max, .. } => {
            for (name, bound) in [("age(min)", min), ("age(max)", max)] {
                if let Some(bound) = bound {
                    whole(name, bound, 0, errors);
                }
            }
            if let (Some(min), Some(max)) = (min, max) {
                ordered(("min", min), ("max", max), errors);
            }
        }
        RuleKind::Password(policy) => password(&rule.word, policy, errors),
        RuleKind::Format(options) => format::check(&rule.word, options, errors),
        RuleKind::Regex(pattern) => regex(&rule.word, pattern, errors),
        RuleKind::OneOf(span, texts) => {
            if texts.is_empty() {
                errors.at(*span, "`one_of` is empty: write at least one text");
            }
            let mut seen = HashSet::new();
            for text in texts {
                if !seen.insert(text.value()) {
                    errors.over(text, format!("\"{}\" is listed twice: remove one of them", text.value()));
                } else if text.value().chars().any(char::is_control) {
                    errors.over(
                        text,
                        "a text of `one_of` cannot contain control characters or line breaks: remove them",
                    );
                }
            }
        }
        RuleKind::InputFormats(span, formats) => {
            if formats.is_empty() {
                errors.at(
                    *span,
                    "`input_formats` is empty: write at least one, as in `input_formats = [\"%d.%m.%Y\"]`",
                );
            }
            for format in formats {
                if let Err(wrong) = date_time::input_format(&format.value()) {
                    errors.over(format, wrong);
                }
            }
        }
        RuleKind::Size(size) => file::size(&rule.word, size, errors),
        RuleKind::FileTypes(span, types) => file::types(&rule.word, *span, types, errors),
        RuleKind::Image(image) => file::image(&rule.word, image, errors),
        RuleKind::TimeZone(zone) => date_time::time_zone(zone, errors),
        RuleKind::Validate(Expr::Lit(literal)) => {
            errors.over(
                literal,
                format!(
                    "expected a function or a rule, found `{}`: write it without quotes, as in `validate = not_a_palindrome`",
                    literal.to_token_stream()
                ),
            );
        }
        _ => {}
    }
}

#[cfg(feature = "regex")]
fn regex(_: &Ident, pattern: &LitStr, errors: &Errors) {
    let text = pattern.value();
    if text.is_empty() {
        errors.over(
            pattern,
            "an empty pattern matches only an empty text: write one, as in `regex = \"^[a-z]+$\"`",
        );
    }
    let wrong = match regex_syntax::parse(&text) {
        Ok(_) => return,
        Err(regex_syntax::Error::Parse(error)) => error.kind().to_string(),
        Err(regex_syntax::Error::Translate(error)) => error.kind().to_string(),
        Err(error) => error.to_string(),
    };
    errors.over(pattern, format!("invalid pattern: {wrong}"));
}

#[cfg(not(feature = "regex"))]
fn regex(word: &Ident, _: &LitStr, errors: &Errors) {
    errors.over(word, "`regex` needs the feature `regex` of the crate `forms`: enable it in Cargo.toml");
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
                "`max_length` of a password must be at least {LEAST_PASSWORD_ROOM}, so that phrases fit: write {LEAST_PASSWORD_ROOM} or more"
            ),
        );
    }
    preset(policy, errors);
    if let Some(measure) = &policy.max_similarity {
        number("max_similarity", measure, errors);
        if Amount::of(measure).number().is_some_and(|measure| !(0.1..=1.0).contains(&measure)) {
            errors.over(
                measure,
                format!(
                    "expected a number from 0.1 to 1 for `max_similarity`, found `{}`",
                    measure.to_token_stream()
                ),
            );
        }
        let is_given = matches!(policy.presets.as_slice(), [Preset::Policy(..)]);
        if !policy.is_compared() && !is_given {
            errors.over(
                measure,
                "`max_similarity` has no effect, because no field is compared with the password: name fields, as in \
                 `similar_to = [username, email]`",
            );
        }
    }
    if let Some((span, words)) = &policy.words
        && (words.is_empty() || words.iter().any(|word| word.value().trim().is_empty()))
    {
        errors.at(*span, "`words` cannot be empty or contain a blank text: write words that are easy to guess here, as in `words = [\"acme\"]`");
    }
    if let Some((word, score)) = &policy.min_score {
        whole("min_score", score, 1, errors);
        if Amount::of(score).exceeds(Amount::Whole(4)) {
            errors.over(
                score,
                format!(
                    "expected a number from 1 to 4 for `min_score` (how hard the password is to guess, by zxcvbn), found `{}`",
                    score.to_token_stream()
                ),
            );
        }
        if !cfg!(feature = "zxcvbn") {
            errors.over(
                word,
                "`min_score` needs the feature `zxcvbn` of the crate `forms`: enable it in Cargo.toml",
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
        errors.over(word, "every rule of this `password` is off: keep one of them, or remove `password`");
    }
}

/// Checks that the policy starts from one preset.
fn preset(policy: &Password, errors: &Errors) {
    if let [first, others @ ..] = policy.presets.as_slice() {
        for other in others {
            errors.over(
                other.word(),
                format!(
                    "a policy starts from one preset, found `{}` and `{}`: keep one of them",
                    first.word(),
                    other.word()
                ),
            );
        }
    }
    let Some(word) = &policy.second_factor else { return };
    if !matches!(policy.presets.as_slice(), [Preset::Nist(_)]) {
        errors.over(word, "`second_factor` needs the policy of NIST: write `password(nist, second_factor)`");
    } else if policy.min_length.is_some() {
        errors.over(word, "`second_factor` and `min_length` both set the minimum length: keep one of them");
    }
}

fn number(name: &str, amount: &Expr, errors: &Errors) {
    if Amount::of(amount) == Amount::NotANumber {
        errors.over(
            amount,
            format!(
                "expected a number for `{name}`, found `{}`: write for example `{name} = 10`",
                amount.to_token_stream()
            ),
        );
    }
}

pub(super) fn whole(name: &str, amount: &Expr, least: i128, errors: &Errors) {
    match Amount::of(amount) {
        Amount::NotANumber | Amount::Fraction(_) => errors.over(
            amount,
            format!(
                "expected a whole number for `{name}`, found `{}`: write for example `10`",
                amount.to_token_stream()
            ),
        ),
        Amount::Whole(number) if number < least => {
            errors.over(amount, format!("expected {least} or more for `{name}`, found `{number}`"));
        }
        Amount::Whole(number) if number > i128::from(u32::MAX) => {
            errors.over(amount, format!("expected {} or less for `{name}`, found `{number}`", u32::MAX));
        }
        Amount::Whole(_) | Amount::Unknown => {}
    }
}

fn step(amount: &Expr, errors: &Errors) {
    number("step", amount, errors);
    if Amount::of(amount).number().is_some_and(|number| number <= 0.0) {
        errors.over(
            amount,
            format!("expected a number greater than zero for `step`, found `{}`", amount.to_token_stream()),
        );
    }
}

fn ordered((least, low): (&str, &Expr), (most, high): (&str, &Expr), errors: &Errors) {
    if Amount::of(low).exceeds(Amount::of(high)) {
        errors.over(
            low,
            format!(
                "`{least} = {}` is greater than `{most} = {}`, so that every value is invalid: change one of them",
                low.to_token_stream(),
                high.to_token_stream()
            ),
        );
    }
}
