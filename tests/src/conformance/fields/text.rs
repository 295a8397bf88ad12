//! Text fields.

use super::{Asked, Config, Value, asked_as_text, declared, kept, pattern};
use forms::{
    FieldType,
    field::{Field, TextField},
    schema::{Pattern, TextFormat},
    validator::{self, RuleList, Validator},
};
use serde_json::Value as Json;

pub(super) fn char_field(config: &Config<'_>) -> Result<Asked, String> {
    // Django's field takes line breaks, whatever its control
    built(declared::<String>().multiline(), config, true)
}

pub(super) fn regex_field(config: &Config<'_>) -> Result<Asked, String> {
    let regex = config.text("regex").ok_or("RegexField without regex")?;
    built(declared::<String>().regex(kept(Pattern::search(pattern(regex)))), config, false)
}

pub(super) fn username_field(config: &Config<'_>) -> Result<Asked, String> {
    // Django's field checks only the format: the characters are checked by a validator of the model
    static NORMAL: TextFormat = validator::USERNAME.accepting(has_short_runs);
    built(declared::<String>().format(&NORMAL), config, true)
}

/// Returns whether no run of combining marks is so long that it is not normalized.
fn has_short_runs(text: &str) -> bool {
    let mut run = 0;
    text.chars().all(|c| {
        run = if matches!(c, '\u{300}'..='\u{36f}') { run + 1 } else { 0 };
        run <= 30
    })
}

/// Builds a text field. A missing optional text is empty, or `None` if Django's `empty_value` is set.
pub(super) fn built(field: Field<String>, config: &Config<'_>, strip: bool) -> Result<Asked, String> {
    let field = ruled(field, config, strip)?;
    let empty = config.empty_value().unwrap_or(Value::Text(String::new()));
    Ok(asked_as_text(field.required(config.required()), move |text| {
        if text.is_empty() { empty.clone() } else { Value::Text(text) }
    }))
}

/// Applies the arguments that every text field has.
pub(super) fn ruled<T: FieldType<Subject = str> + TextField>(
    field: Field<T>,
    config: &Config<'_>,
    strip: bool,
) -> Result<Field<T>, String> {
    let mut field = field.strip(config.flag("strip", strip));
    if let Some(length) = config.count("max_length") {
        field = field.max_length(length);
    }
    if let Some(length) = config.count("min_length") {
        field = field.min_length(length);
    }
    if let Some(validators) = config.get("validators").and_then(Json::as_array) {
        let rules: Result<Vec<_>, String> = validators.iter().map(rule).collect();
        field = field.validate(kept(RuleList::new(rules?.leak())));
    }
    Ok(field)
}

/// Reads a validator of texts: `["RegexValidator", {"regex": ..}]`.
fn rule(named: &Json) -> Result<&'static dyn Validator<str>, String> {
    let name = named[0].as_str().unwrap_or_default();
    let config = Config::new(&named[1]);
    let limit = || config.count("limit_value").ok_or("a length");
    let rule: &'static dyn Validator<str> = match name {
        "RegexValidator" => {
            let regex = config.text("regex").ok_or("RegexValidator without regex")?;
            kept(validator::Matches(kept(Pattern::search(pattern(regex)))))
        }
        "MaxLengthValidator" => kept(validator::MaxLength(limit()?)),
        "MinLengthValidator" => kept(validator::MinLength(limit()?)),
        other => return Err(format!("{other} as a rule of a text")),
    };
    match config.unknown() {
        Some(argument) => Err(format!("{name} with {argument}")),
        None => Ok(rule),
    }
}
