//! Differences of bodies and whole forms.

use super::{Class, Difference, Found, texts::only_differs_in};
use crate::conformance::{compare::Relation, value::Value};

pub(super) const ALL: &[Difference] = &[
    Difference {
        name: "unknown-keys",
        reason: "A key that the form does not have is refused, unless the form ignores unknown keys. Django \
                 ignores them.",
        class: Class::Stricter,
        applies: |found| found.codes().contains(&"unknown"),
    },
    Difference {
        name: "duplicates",
        reason: "A field that is given twice is refused. Django takes the last value.",
        class: Class::Stricter,
        applies: |found| {
            found.case.kind.starts_with("form:")
                && found.our_value().is_some_and(|value| value.to_string().contains("\"duplicate\""))
        },
    },
    Difference {
        name: "read-only",
        reason: "A value for a field that cannot be set is refused, unless it equals the present one. Django \
                 ignores it.",
        class: Class::Stricter,
        applies: |found| only_differs_in(found, &["locked"]) || differs_as_read_only(found.our_value()),
    },
    Difference {
        name: "only-utf-8",
        reason: "A body that is not UTF-8 is refused. Django replaces the bytes by U+FFFD.",
        class: Class::Stricter,
        applies: |found| found.we_say(&["encoding"]),
    },
    Difference {
        name: "line-feeds",
        reason: "CRLF and CR become line feeds in a text, and count as one character. A page's `maxlength` \
                 counts the same way (WHATWG HTML, 4.10.18.3), and the browser converts line breaks to CRLF \
                 afterwards. Django counts the submitted text, so it refuses a text that its own page \
                 accepts. We accept no text that is too long as typed.",
        class: Class::DjangoIsWrong,
        applies: |found| {
            let returns = ["\r", "%0d", "%0D"];
            let fits =
                || found.their_codes() == ["max_length"] && found.text_is(|text| text.contains("\r\n"));
            ["helper:QueryDict", "field:CharField"].contains(&&*found.case.kind)
                && found.text_is(|text| returns.iter().any(|written| text.contains(written)))
                && (found.relation != Relation::Looser || fits())
        },
    },
    Difference {
        name: "blank-items",
        reason: "A blank item of a list in a form body is dropped, because a browser sends controls that nobody \
                 filled in. In a list of choices it is `invalid_choice`, as in Django.",
        class: Class::Otherwise,
        applies: |found| {
            found.is("helper:QueryDict")
                && found.text_is(|text| {
                    form_urlencoded::parse(text.as_bytes()).any(|(_, value)| value.trim().is_empty())
                })
        },
    },
    Difference {
        name: "long-keys",
        reason: "A key of more than 128 bytes is reported by its beginning.",
        class: Class::Otherwise,
        applies: |found| found.is("helper:QueryDict") && found.text_is(|text| text.len() > 64),
    },
    Difference {
        name: "forms-of-stricter-fields",
        reason: "A form is as strict as its fields. In one body, several fields may differ, each as its own \
                 name describes. We accept no field that Django refuses.",
        class: Class::Stricter,
        applies: refuses_as_much,
    },
    Difference {
        name: "rows-are-counted",
        reason: "The rows are those in the body. The counters that a page sends are fields, and may not be \
                 negative or use other digits. Django trusts the counters: it accepts -1 rows, ignores a row \
                 that equals its initial value, and lets one error of the counters hide another.",
        class: Class::Otherwise,
        applies: |found| found.case.kind.starts_with("formset:"),
    },
];

fn differs_as_read_only(value: Option<&Value>) -> bool {
    value.is_some_and(|value| value.to_string().contains("\"read_only\""))
}

/// Returns whether every field that has an error in Django's answer has one in ours.
fn refuses_as_much(found: &Found<'_>) -> bool {
    let errors = |value: Option<&Value>| match value.and_then(|value| value.get("errors")) {
        Some(Value::Object(errors)) => errors.iter().map(|(name, _)| name.clone()).collect(),
        _ => Vec::new(),
    };
    let (theirs, ours) = (errors(found.their_value()), errors(found.our_value()));
    // a check between two fields does not apply if one of them is invalid
    let is_checked = theirs.iter().any(|name| name == "__all__");
    found.case.kind.starts_with("form:")
        && !ours.is_empty()
        && (is_checked || theirs.iter().all(|name| ours.contains(name)))
}
