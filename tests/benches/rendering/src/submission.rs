//! The data for a handwritten template: the submitted texts, decoded, and a message for each invalid field.

use forms::{Bound, Error};
use serde::Deserialize;

use crate::profile::Profile;

/// The submitted text of a field, and its error.
#[derive(Debug, Clone, Copy, Default)]
pub struct Entry<'s> {
    pub value: &'s str,
    pub error: Option<&'s str>,
}

/// The messages of an invalid form, in the form's order, each with the name of its field.
pub fn messages(bound: &Bound<Profile>) -> Vec<(String, String)> {
    bound.errors().iter().map(|error: Error<'_>| (error.path(), error.message())).collect()
}

macro_rules! submission {
    ($($field:ident)*) => {
        /// The submitted texts.
        #[derive(Debug, Deserialize)]
        pub struct Submission {
            $(#[serde(default)] $field: String,)*
        }

        /// All data of the page.
        #[derive(Debug, Clone, Copy, Default, askama::Template)]
        #[template(path = "profile.html")]
        pub struct Page<'s> {
            pub summary: &'s [(String, String)],
            $(pub $field: Entry<'s>,)*
        }

        impl<'s> Page<'s> {
            /// Combines the texts with the messages. These rules find at most one error for each field.
            pub fn new(submission: &'s Submission, messages: &'s [(String, String)]) -> Self {
                let mut page = Page {
                    summary: messages,
                    $($field: Entry { value: &submission.$field, error: None },)*
                };
                for (name, message) in messages {
                    match name.as_str() {
                        $(stringify!($field) => page.$field.error = Some(message),)*
                        _ => unreachable!("an error without a field"),
                    }
                }
                page
            }
        }
    };
}
submission! {
    first_name last_name display_name bio email website phone birth_date joined_on height_cm weight_kg children newsletter
    accept_tos gender locale company job_title timezone favorite_color
}

/// Decodes the body as a handler would.
///
/// # Panics
/// Panics if the body is not urlencoded.
pub fn read(body: &str) -> Submission {
    serde_urlencoded::from_str(body).expect("a form")
}
