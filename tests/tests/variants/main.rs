//! Enums with data as forms: a tag names the variant, and only its fields are bound.

mod binding;
mod encoding;
mod pages;
mod places;
mod updates;

use forms::{Email, Form, Password, Problem, Report};

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
pub struct BankForm {
    #[form(max_length = 34)]
    pub iban: String,
    pub holder: Option<String>,
}

/// How a customer pays.
#[derive(Form, Debug, Clone, PartialEq)]
#[form(tag = "method", label = "How will you pay?", rename_all = "snake_case")]
pub enum Payment {
    #[form(label = "Debit or credit card", check = no_test_card)]
    Card {
        #[form(min_length = 4, max_length = 19)]
        number: String,
        #[form(required = false)]
        holder: String,
        cvc: Option<Password>,
        save: bool,
    },
    #[form(rename = "bank", label = "Bank transfer", help = "It takes two days.")]
    BankTransfer(BankForm),
    Invoice,
}

fn no_test_card(draft: &PaymentCardDraft, report: &mut Report<'_, PaymentCard>) {
    if draft.number.as_deref() == Some("0000") {
        report.add(PaymentCard::NUMBER, Problem::new("test_card", "Enter a real number."));
    }
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
pub struct Checkout {
    #[form(nested)]
    pub payment: Payment,
    pub email: Email,
}

pub fn card(number: &str) -> Payment {
    Payment::Card { number: number.to_owned(), holder: String::new(), cvc: None, save: false }
}

pub fn bank(iban: &str) -> Payment {
    Payment::BankTransfer(BankForm { iban: iban.to_owned(), holder: None })
}

/// Returns a line for each error: its path and its code.
pub fn report(errors: &forms::Errors) -> String {
    let lines: Vec<_> = errors.iter().map(|error| format!("{} {}\n", error.path(), error.code())).collect();
    lines.concat()
}
