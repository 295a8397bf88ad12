//! What a template by hand is given: the submitted texts, decoded, and a message for each field that is wrong.

use forms::{Bound, Error};
use serde::Deserialize;

use crate::profile::Profile;

/// A field's text, and what is wrong with it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Entry<'s> {
    pub value: &'s str,
    pub error: Option<&'s str>,
}

/// The messages of a refused form, in its order, each with the name of its field.
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

        /// All that the page shows.
        #[derive(Debug, Clone, Copy, Default, askama::Template)]
        #[template(path = "profile.html")]
        pub struct Page<'s> {
            pub summary: &'s [(String, String)],
            $(pub $field: Entry<'s>,)*
        }

        impl<'s> Page<'s> {
            /// The texts and the messages together: one message for a field is what these rules find.
            pub fn new(submission: &'s Submission, messages: &'s [(String, String)]) -> Self {
                let mut page = Page {
                    summary: messages,
                    $($field: Entry { value: &submission.$field, error: None },)*
                };
                for (name, message) in messages {
                    match name.as_str() {
                        $(stringify!($field) => page.$field.error = Some(message),)*
                        _ => unreachable!("a problem of no field"),
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

/// As a handler reads it.
///
/// # Panics
/// If the body is no form.
pub fn read(body: &str) -> Submission {
    serde_urlencoded::from_str(body).expect("a form")
}
