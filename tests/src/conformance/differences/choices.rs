//! Differences of choices and lists.

use super::{Class, Difference};

pub(super) const ALL: &[Difference] = &[
    Difference {
        name: "every-item-is-told",
        reason: "Every wrong item of a list is reported, at its index. Django reports only the first, without an \
                 index.",
        class: Class::Stricter,
        applies: |found| {
            let codes = ["invalid_choice", "invalid", "required"];
            ["MultipleChoiceField", "TypedMultipleChoiceField"].contains(&found.name())
                && found.we_say(&codes)
        },
    },
    Difference {
        name: "lists-have-an-order",
        reason: "A list in another order is another list.",
        class: Class::Otherwise,
        applies: |found| found.is("has_changed:MultipleChoiceField"),
    },
];
