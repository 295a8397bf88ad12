//! The values of a form as a request body.

mod members;
mod node;

pub(crate) use members::{Include, members};
pub(crate) use node::{Member, unspelled};
#[cfg(feature = "fuzzing")]
pub(crate) use node::{Node, Spelling, write};

use crate::{Form, error::wire_path, field::Shown};

/// A value that [`Form::encode`] or [`Form::encode_json`] cannot write. It names the field by its key on the wire, and
/// has nothing of the value.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EncodeError {
    /// The form is marked `accept = json`, so no urlencoded body can be bound to it.
    #[error("the form `{form}` is bound from JSON only: use `encode_json`")]
    JsonOnly {
        /// the name of the form
        form: &'static str,
    },
    /// A form body cannot express the value: an empty list of an `Option<Vec<_>>`, a nested form or an item in which
    /// everything is blank, or a list in a list.
    #[error("a form body cannot express the value of `{path}`: use `encode_json`")]
    NotInForm {
        /// the key of the field
        path: String,
    },
    /// The type of the field has no text for the value. This is so for secrets of custom types.
    #[error("the value of `{path}` has no text that can be sent")]
    NoText {
        /// the key of the field
        path: String,
    },
}

/// Returns the members of the body that submits a value.
fn members_of<F: Form>(value: &F) -> Result<(Shown, Vec<Member>), EncodeError>
where
    for<'m> F::Present<'m>: From<&'m F>,
{
    let shown = Shown::revealing::<F>(&value.into());
    if let Some(path) = shown.without_text() {
        return Err(EncodeError::NoText { path: wire_path(F::SCHEMA, path) });
    }
    let members = members(&shown, F::SCHEMA, Include { immutable: true, row_keys: false });
    Ok((shown, members))
}

/// Implements [`Form::encode`].
pub(super) fn urlencoded<F: Form>(value: &F) -> Result<String, EncodeError>
where
    for<'m> F::Present<'m>: From<&'m F>,
{
    if F::SCHEMA.json_only {
        return Err(EncodeError::JsonOnly { form: F::SCHEMA.name });
    }
    let (shown, members) = members_of(value)?;
    if let Some(path) = shown.empty_option() {
        return Err(EncodeError::NotInForm { path: wire_path(F::SCHEMA, path) });
    }
    if let Some(path) = unspelled(&members) {
        return Err(EncodeError::NotInForm { path });
    }
    Ok(node::urlencoded(&members))
}

/// Implements [`Form::encode_json`].
pub(super) fn json<F: Form>(value: &F) -> Result<String, EncodeError>
where
    for<'m> F::Present<'m>: From<&'m F>,
{
    let (_, members) = members_of(value)?;
    Ok(node::json(&members))
}
