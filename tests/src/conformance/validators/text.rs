//! Validators of texts.

use super::{Answer, Asked, Config, verdict};
use crate::conformance::{
    config::leaked,
    fields::{kept, pattern},
    value::Value,
};
use forms::{
    schema::Pattern,
    validator::{self, Validator},
};
use std::rc::Rc;

/// Builds the validator of that name, if it validates texts.
pub(super) fn validator(name: &str, config: &Config<'_>) -> Option<Result<Asked, String>> {
    Some(match name {
        "EmailValidator" => Ok(match config.texts("allowlist") {
            Some(hosts) => asked(validator::EmailWithHosts(hosts)),
            None => asked(validator::validate_email),
        }),
        "URLValidator" => Ok(match config.texts("schemes") {
            Some(schemes) => asked(validator::UrlWithSchemes(schemes)),
            None => asked(validator::validate_url),
        }),
        "DomainNameValidator" => Ok(if config.flag("accept_idna", true) {
            asked(validator::validate_domain_name)
        } else {
            asked(validator::validate_ascii_domain_name)
        }),
        "validate_ipv4" => Ok(asked(validator::validate_ipv4_address)),
        "validate_ipv6" => Ok(asked(validator::validate_ipv6_address)),
        "validate_ipv46" => Ok(asked(validator::validate_ipv46_address)),
        "validate_slug" => Ok(asked(validator::validate_slug)),
        "validate_unicode_slug" => Ok(asked(validator::validate_unicode_slug)),
        "validate_integer" => Ok(asked(validator::validate_integer)),
        "int_list_validator" => Ok(integer_list(config)),
        "ProhibitNullCharactersValidator" => Ok(asked(validator::ProhibitNullCharacters)),
        "UnicodeUsernameValidator" => Ok(asked(validator::validate_username)),
        "ASCIIUsernameValidator" => Ok(asked(validator::validate_ascii_username)),
        "MinLengthValidator" => limit(config).map(|limit| measured(validator::MinLength(limit))),
        "MaxLengthValidator" => limit(config).map(|limit| measured(validator::MaxLength(limit))),
        "RegexValidator" => regex(config),
        _ => return None,
    })
}

fn asked(validator: impl Validator<str> + 'static) -> Asked {
    Rc::new(move |input| match python_str(input) {
        Some(text) => verdict(validator.validate(&text)),
        None => Answer::NotBuilt("an input that is not a text".to_owned()),
    })
}

/// Builds a rule of lengths. A list counts as a text with as many characters; our lists have `min_items` and `max_items`.
fn measured(validator: impl Validator<str> + 'static) -> Asked {
    Rc::new(move |input| {
        let text = match input {
            Value::List(items) => Some("x".repeat(items.len())),
            Value::Object(members) => Some("x".repeat(members.len())),
            other => other.python_str(),
        };
        match text {
            Some(text) => verdict(validator.validate(&text)),
            None => Answer::NotBuilt("an input that has no length".to_owned()),
        }
    })
}

/// Returns Python's `str()` of a value, which is what Django's text validators check.
fn python_str(value: &Value) -> Option<String> {
    Some(match value {
        Value::Null => "None".to_owned(),
        Value::List(items) => {
            let items: Option<Vec<String>> =
                items.iter().map(|item| Some(format!("'{}'", item.text()?.escape_default()))).collect();
            format!("[{}]", items?.join(", "))
        }
        other => other.python_str()?,
    })
}

fn limit(config: &Config<'_>) -> Result<u32, String> {
    config.count("limit_value").ok_or_else(|| "a limit".to_owned())
}

fn integer_list(config: &Config<'_>) -> Asked {
    let mut list = validator::IntegerList::new().separator(config.text("sep").map_or(",", leaked));
    if config.flag("allow_negative", false) {
        list = list.allow_negative();
    }
    asked(list)
}

fn regex(config: &Config<'_>) -> Result<Asked, String> {
    let regex = config.text("regex").ok_or("RegexValidator without regex")?;
    let flags = config.text("flags").unwrap_or_default();
    let source = if flags.is_empty() { regex.to_owned() } else { format!("(?{flags}){regex}") };
    let pattern = kept(Pattern::search(pattern(&source)));
    Ok(if config.flag("inverse_match", false) {
        asked(validator::DoesNotMatch(pattern))
    } else {
        asked(validator::Matches(pattern))
    })
}
