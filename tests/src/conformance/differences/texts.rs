//! Differences of texts, booleans and JSON.

use super::{Class, Difference, Found};
use crate::{blank::is_blank, conformance::value::Value};

pub(super) const ALL: &[Difference] = &[
    Difference {
        name: "control-characters",
        reason: "A text holds no control characters except tabs. Django keeps the others, or strips them (U+001C \
                 to U+001F).",
        class: Class::Stricter,
        applies: |found| found.codes().contains(&"control_characters_not_allowed"),
    },
    Difference {
        name: "line-breaks",
        reason: "A text has one line, unless the field is `multiline`. U+0085, U+2028 and U+2029 count as line \
                 breaks too.",
        class: Class::Stricter,
        applies: |found| found.codes().contains(&"line_breaks_not_allowed"),
    },
    Difference {
        name: "invisible-text",
        reason: "A text of only white space and invisible characters is blank. Django strips only white space, \
                 so a required name can be invisible. We accept such a text only as an empty one.",
        class: Class::DjangoIsWrong,
        applies: |found| {
            let is_empty = |value: &Value| matches!(value, Value::Null) || value.text() == Some("");
            found.text_is(|text| !text.trim().is_empty() && is_blank(text))
                && (found.we_say(&["required"]) || found.our_value().is_some_and(is_empty))
        },
    },
    Difference {
        name: "rules-see-no-null-characters",
        reason: "A text with NUL is refused before custom rules run.",
        class: Class::Stricter,
        applies: |found| {
            (found.is_field() || found.is("helper:QueryDict"))
                && found.codes().contains(&"null_characters_not_allowed")
        },
    },
    Difference {
        name: "json-types",
        reason: "A JSON value must have the type of the field: a list is not a text, and `true` is not a number. \
                 Django converts any value to a text or a number.",
        class: Class::Stricter,
        applies: |found| {
            let types = ["invalid", "invalid_list", "required", "invalid_choice"];
            found.is_field() && found.we_say(&types) && holds_other_than_text(found.name(), &found.case.input)
        },
    },
    Difference {
        name: "booleans-are-words",
        reason: "Yes is `true`, `on` or `1`, and no is `false`, `off` or `0`, in upper or lower case. Anything \
                 else is `invalid`. In Django any other text is true, and in a `NullBooleanField` it is `None`.",
        class: Class::Otherwise,
        applies: |found| {
            let kinds = ["BooleanField", "NullBooleanField", "CheckboxInput", "NullBooleanSelect"];
            kinds.contains(&found.name()) || only_differs_in(found, &["tos", "flag"])
        },
    },
    Difference {
        name: "json-is-strict",
        reason: "JSON has no `NaN` or `Infinity`, no number beyond the range of a double, no lone surrogate, no \
                 duplicate key in an object, and at most 128 levels.",
        class: Class::Stricter,
        applies: |found| found.is("field:JSONField") && found.we_say(&["invalid", "duplicate"]),
    },
    Difference {
        name: "json-numbers",
        reason: "Numbers inside JSON are read as `serde_json` reads them: beyond 64 bits they are floats, and so is `-0`. \
                 `null` is a value.",
        class: Class::Otherwise,
        applies: |found| found.name() == "JSONField" && found.our_value().is_some(),
    },
    Difference {
        name: "labels-keep-capitals",
        reason: "A label made from a name keeps its capitals, as in `URL`. Underscores at the ends of a name do \
                 not become spaces.",
        class: Class::Otherwise,
        applies: |found| found.is("helper:pretty_name"),
    },
    Difference {
        name: "html-escapes",
        reason: "An apostrophe is written as `&#39;`, which means the same in HTML. NUL, which HTML cannot \
                 contain, is written as U+FFFD, and line breaks as line feeds.",
        class: Class::Otherwise,
        applies: |found| {
            found.is("helper:html_escape") && found.text_is(|text| text.contains(['\'', '\0', '\r']))
        },
    },
    Difference {
        name: "the-end-is-the-end",
        reason: "`$` in a regular expression matches only at the end of the text. In Python it also matches \
                 before a line break at the end.",
        class: Class::Stricter,
        applies: |found| {
            ["RegexField", "RegexValidator"].contains(&found.name())
                && found.we_say(&["invalid", "x"])
                && found.text_is(|text| text.ends_with('\n'))
        },
    },
    Difference {
        name: "case-is-folded-simply",
        reason: "A regular expression that ignores case takes `K` (U+212A) and `ſ` as letters (simple case \
                 folding). Python takes `İ` and `ı` too.",
        class: Class::Stricter,
        applies: |found| {
            found.is("validator:RegexValidator")
                && found.case.config.get("flags").is_some()
                && found.we_say(&["invalid"])
                && found.text_is(|text| text.contains(['İ', 'ı']))
        },
    },
    Difference {
        name: "user-names-are-judged-in-forms",
        reason: "The rule `username` defines the characters of a user name. In Django the model defines them, \
                 and checks them after the form.",
        class: Class::Stricter,
        applies: |found| only_differs_in(found, &["username"]),
    },
    Difference {
        name: "combining-marks",
        reason: "A user name with a run of more than 30 combining marks is refused, because normalizing it takes \
                 more than linear time.",
        class: Class::Stricter,
        applies: |found| {
            let is_mark = |c: &char| matches!(c, '\u{300}'..='\u{36f}');
            found.is("field:UsernameField")
                && found.codes().contains(&"invalid")
                && found.text_is(|text| text.chars().filter(is_mark).count() > 30)
        },
    },
];

/// Returns whether the answers of a form are the same except in these fields.
pub(super) fn only_differs_in(found: &Found<'_>, names: &[&str]) -> bool {
    let (Some(Value::Object(theirs)), Some(Value::Object(ours))) = (found.their_value(), found.our_value())
    else {
        return false;
    };
    let part = |members: &[(String, Value)], part: &str| -> Vec<(String, Value)> {
        let members = members.iter().find(|(name, _)| name == part).map(|(_, value)| value.clone());
        let Some(Value::Object(members)) = members else { return Vec::new() };
        members.into_iter().filter(|(name, _)| !names.contains(&name.as_str())).collect()
    };
    let is_form = found.case.kind.starts_with("form:");
    is_form && ["errors", "cleaned_data"].iter().all(|name| part(theirs, name) == part(ours, name))
}

/// Returns whether a value is not a text. For fields that take lists, checks the items.
fn holds_other_than_text(name: &str, input: &Value) -> bool {
    match input {
        Value::Text(_) | Value::Null => false,
        Value::List(items) if name.contains("Multiple") => {
            items.iter().any(|item| matches!(item, Value::List(_)) || holds_other_than_text("", item))
        }
        _ => true,
    }
}
