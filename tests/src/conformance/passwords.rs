//! Password validators.

use super::{
    config::Config,
    fields::complaint,
    value::Value,
    vectors::{Answer, Case},
};
use forms::{
    Problem,
    password::{CommonPassword, MinimumLength, NumericPassword, PasswordPolicy, UserAttributeSimilarity},
    validator::Validator,
};
use serde_json::Value as Json;

/// The attributes that Django compares, with their names in its user model.
const ATTRIBUTES: [(&str, &str); 4] = [
    ("username", "username"),
    ("first_name", "first name"),
    ("last_name", "last name"),
    ("email", "email address"),
];

/// Returns the answer of our validator.
pub fn answer(name: &str, case: &Case) -> Answer {
    let config = Config::new(&case.config);
    let Some(password) = case.input.text() else {
        return Answer::NotBuilt("a password that is not a text".to_owned());
    };
    let verdict = match name {
        "MinimumLengthValidator" => {
            one(&config.count("min_length").map_or_else(MinimumLength::default, MinimumLength), password)
        }
        "CommonPasswordValidator" => one(&CommonPassword, password),
        "NumericPasswordValidator" => one(&NumericPassword, password),
        "UserAttributeSimilarityValidator" => {
            let attributes = attributes(&config);
            let mut similarity = UserAttributeSimilarity::new(&attributes);
            if let Some(most) = config.get("max_similarity").and_then(Json::as_f64) {
                similarity.max_similarity = most;
            }
            one(&similarity, password)
        }
        "validate_password" => PasswordPolicy::django().validate_with(password, &attributes(&config)),
        _ => return Answer::NotBuilt(case.kind.clone()),
    };
    if let Some(argument) = config.unknown() {
        return Answer::NotBuilt(format!("{name} with {argument}"));
    }
    match verdict {
        Ok(()) => Answer::Accepted(Value::Null),
        Err(problems) => Answer::Refused(
            problems.iter().map(|problem| complaint(problem.code(), problem.params())).collect(),
        ),
    }
}

fn one(validator: &dyn Validator<str>, password: &str) -> Result<(), Vec<Problem>> {
    validator.validate(password).map_err(|problem| vec![problem])
}

/// Returns the user's attributes, each with its verbose name. The list is empty without a user.
fn attributes<'c>(config: &Config<'c>) -> Vec<(&'static str, &'c str)> {
    let (user, asked) = (config.get("user"), config.texts("user_attributes"));
    let Some(user) = user.and_then(Json::as_object) else { return Vec::new() };
    let names = asked.unwrap_or(&["username", "first_name", "last_name", "email"]);
    let labelled = |name: &&str| {
        let label = ATTRIBUTES.iter().find(|(attribute, _)| attribute == name)?.1;
        Some((label, user.get(*name)?.as_str()?))
    };
    names.iter().filter_map(labelled).collect()
}
