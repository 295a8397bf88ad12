//! Differences of network addresses, names and files.

use super::{Class, Difference};
use crate::conformance::value::Value;

pub(super) const ALL: &[Difference] = &[
    Difference {
        name: "email-addresses",
        reason: "An e-mail address has at most 64 bytes before the `@` and 254 in all, no control characters, no \
                 letter outside ASCII before the `@`, and a host that is a domain name.",
        class: Class::Stricter,
        applies: |found| {
            ["EmailField", "EmailValidator"].contains(&found.name())
                && found.codes().iter().any(|code| ["invalid", "bad_mail"].contains(code))
                && found.text_is(|text| {
                    let local = text.trim().rsplit_once('@').map_or(0, |(local, _)| local.len());
                    local > 64 || text.trim().len() > 254 || has_unusual(text)
                })
        },
    },
    Difference {
        name: "urls",
        reason: "An address that two programs may read differently is refused: a port above 65535, `\\`, white \
                 space, control characters, marks that change the reading direction, and a host that is not a \
                 domain name.",
        class: Class::Stricter,
        applies: |found| {
            ["URLField", "URLValidator"].contains(&found.name())
                && found.codes().contains(&"invalid")
                && found
                    .text_is(|text| has_unusual(text) || text.contains(['\\', '%']) || has_great_port(text))
        },
    },
    Difference {
        name: "domain-names",
        reason: "A domain name holds the letters and digits that registries accept: no spaces, line separators \
                 or full-width dots, and no letters that case folding turns into others. Its last label is not a \
                 number.",
        class: Class::Stricter,
        applies: |found| found.is("validator:DomainNameValidator") && found.we_say(&["invalid"]),
    },
    Difference {
        name: "ip-zones",
        reason: "An IPv6 address has no zone (`fe80::1%eth0`), because a zone means something only on one \
                 machine.",
        class: Class::Stricter,
        applies: |found| {
            ["GenericIPAddressField", "validate_ipv6", "validate_ipv46"].contains(&found.name())
                && found.text_is(|text| text.contains('%'))
        },
    },
    Difference {
        name: "characters-within-formats",
        reason: "Control characters at the ends of a text are not stripped. A format that does not allow them \
                 reports them.",
        class: Class::Stricter,
        applies: |found| {
            found.is_field()
                && found.we_say(&["invalid", "min_length", "max_length"])
                && found.text_is(|text| text.contains(char::is_control))
        },
    },
    Difference {
        name: "mixed-scripts",
        reason: "A user name or slug uses one script, or scripts that are written together, and digits of one \
                 number system (UTS 39). `аlice` with a Cyrillic `а` is refused. `USERNAME_OF_MIXED_SCRIPTS` \
                 accepts it.",
        class: Class::Stricter,
        applies: |found| {
            let kinds = ["UnicodeUsernameValidator", "validate_unicode_slug", "SlugField"];
            kinds.contains(&found.name())
                && found.we_say(&["invalid"])
                && found.text_is(|text| !text.is_ascii())
        },
    },
    Difference {
        name: "file-names",
        reason: "The name of a file is the part after the last `/` or `\\`, without invisible characters, and at \
                 most 255 characters long. HTML in it is plain text.",
        class: Class::Otherwise,
        applies: |found| ["sanitize_file_name", "UploadedFile.name"].contains(&found.name()),
    },
    Difference {
        name: "file-extensions",
        reason: "A file name with control characters (`a.exe\\0.pdf`) is refused. So is one with only dots \
                 before its last dot: `..txt` has the extension `txt` in Django 5.2, and none in Django 6.1 on \
                 Python 3.14.",
        class: Class::Stricter,
        applies: |found| {
            found.is("validator:FileExtensionValidator")
                && found.text_is(|text| {
                    text.contains(char::is_control) || text.split('/').any(|part| part.starts_with(".."))
                })
        },
    },
    Difference {
        name: "no-clear-checkbox",
        reason: "A page does not show Django's check box that removes a file. Declare a `bool` field if you need one.",
        class: Class::Otherwise,
        applies: |found| found.is("field:FileField") && found.case.input == Value::Bool(false),
    },
];

/// Returns whether the input is not a text, or has a character that a host cannot have.
fn has_unusual(text: &str) -> bool {
    text.chars().any(|c| !c.is_ascii() || c.is_control())
}

fn has_great_port(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_digit())
        .any(|digits| digits.parse::<u32>().is_ok_and(|port| port > 65_535))
}
