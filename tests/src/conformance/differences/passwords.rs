//! Differences of passwords.

use super::{Class, Difference};

pub(super) const ALL: &[Difference] = &[
    Difference {
        name: "passwords-are-normalised",
        reason: "A password is also compared in its normalized form (NFKC) and without invisible characters: \
                 full-width digits equal plain digits, an `e` with an accent is one character, and \
                 `pass\\u{ad}word` equals `password`.",
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
        reason: "A password has at most 4,096 characters. This is checked first, and a longer one gets no other \
                 check, because hashing and comparing cost time for each character.",
        class: Class::Stricter,
        applies: |found| found.case.kind.starts_with("password:") && found.we_say(&["max_length"]),
    },
];
