//! Of passwords.

use super::{Class, Difference};

pub(super) const ALL: &[Difference] = &[
    Difference {
        name: "passwords-in-one-form",
        reason: "A password is compared in its one form too (NFKC), and without invisible characters: full-width digits \
                 are the digits they stand for, an `e` with an accent is one character, and `pass\\u{ad}word` is `password`.",
        class: Class::Stricter,
        applies: |found| {
            found.case.kind.starts_with("password:")
                && [
                    "password_too_common",
                    "password_too_short",
                    "password_too_similar",
                    "password_entirely_numeric",
                ]
                .iter()
                .any(|code| found.codes().contains(code))
                && found.text_is(|text| !text.is_ascii())
        },
    },
    Difference {
        name: "passwords-are-bounded",
        reason: "A password has at most 4,096 characters, judged first and alone: hashing and comparing cost what it is long.",
        class: Class::Stricter,
        applies: |found| found.case.kind.starts_with("password:") && found.we_say(&["max_length"]),
    },
];
