//! Enums with data: one variant, fields with the names of local variables and of constants, a form in two variants, attributes of each
//! kind, and no warning.
#![deny(warnings, missing_docs, unreachable_pub, unused_qualifications)]

use forms::{Form, Report};

/// A form with one variant.
#[derive(Form, Clone, PartialEq, Debug)]
#[form(tag = "kind")]
pub enum One {
    /// The only one.
    Only {
        /// A field.
        r#type: String,
        /// A field with the name of a method.
        write: u8,
    },
}

/// A form in two variants.
#[derive(Form, Clone, PartialEq, Debug)]
#[form(fields = all)]
pub struct Card {
    /// The number.
    pub number: String,
}

/// Each attribute.
#[derive(Form, Clone, PartialEq, Debug)]
#[form(
    tag = "pay-by",
    label = "Method",
    help = "Choose one.",
    widget = select,
    check = checked,
    unknown = refuse,
    messages(required = "Say how."),
    limits = forms::Limits::DEFAULT.max_fields(20),
    rename_all = "kebab-case",
    rename_all_fields = "camelCase",
    browser_validation = off
)]
pub enum Payment {
    /// A card.
    #[form(label = "Card", help = "Any card.")]
    Card(Card),
    /// The same form.
    OldCard(Card),
    /// Fields.
    #[form(rename = "bank", rename_all = "snake_case", check = bank_checked, exactly_one_of = [iban, account_number])]
    Transfer {
        /// The number.
        iban: Option<String>,
        /// Another number.
        account_number: Option<String>,
        /// Read only.
        #[form(read_only, default)]
        is_checked: bool,
        /// Nested.
        #[form(nested)]
        cards: Vec<Card>,
        /// Flattened.
        #[form(flatten)]
        card: Card,
        /// Itself.
        #[form(nested, max_items = 2)]
        more: Vec<Payment>,
    },
    /// No data.
    None,
    /// A single letter.
    X {
        /// A field.
        x: u8,
    },
}

fn checked(draft: &forms::Draft<Payment>, report: &mut Report<'_, Payment>) {
    if let Some(PaymentDraft::X(x)) = draft {
        let _ = (&x.x, Payment::X_, Payment::PAY_BY, report);
    }
}

fn bank_checked(draft: &PaymentTransferDraft, report: &mut Report<'_, PaymentTransfer>) {
    let _ = (&draft.iban, PaymentTransfer::IBAN, Payment::TRANSFER.then(PaymentTransfer::ACCOUNT_NUMBER), report);
}

fn main() {}
