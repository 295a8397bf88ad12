//! Promises that a form can break, and the report.

use std::fmt;

/// The promises of every form, for any submission.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Promise {
    /// Nothing panics: no rule, no `check`, no field type.
    NoPanic,
    /// An update writes only fields that the form binds and the body changed. A partial update writes only fields that
    /// the body names.
    NothingElseChanges,
    /// A report has at most 64 errors, of which at most 16 are for unknown keys. Each error is at a declared field or
    /// at the form. A key is shown only if it looks like one.
    DeclaredPlaces,
    /// Each placeholder in a message names a parameter of the error.
    KnownParameters,
    /// No output about errors contains submitted values, and no page contains a secret.
    NothingRevealed,
    /// A valid value that is written as a body again, in either format, is valid and equal. Some values can be written
    /// only in JSON: `Some` of an empty `Vec` (its absence in a form means `None`), a nested form or item in which
    /// everything is blank, and a list in a list.
    Resubmits,
    /// Binding the same body twice has the same result.
    SameAnswer,
    /// Twice the text, or twice the items, takes about twice the time.
    LinearTime,
}

impl Promise {
    const fn broken(self) -> &'static str {
        match self {
            Promise::NoPanic => "panics",
            Promise::NothingElseChanges => "writes a field that it must not write",
            Promise::DeclaredPlaces => "reports too many errors, or an error at a field that is not declared",
            Promise::KnownParameters => "has a message with a placeholder that names no parameter",
            Promise::NothingRevealed => "reveals submitted values",
            Promise::Resubmits => "has values that change or are refused when they are submitted again",
            Promise::SameAnswer => "has different results for the same body",
            Promise::LinearTime => "takes more than linear time",
        }
    }
}

/// A [promise](Promise) that a form breaks: which one, at which field, and a small body that shows it.
///
/// It is for developers of the form. [`Display`](fmt::Display) and [`Debug`](fmt::Debug) show the body, so do not log
/// it if bodies come from users.
#[derive(Clone, PartialEq, Eq)]
pub struct Violation {
    pub(super) form: &'static str,
    pub(super) promise: Promise,
    pub(super) path: String,
    pub(super) content_type: &'static str,
    pub(super) body: Vec<u8>,
    pub(super) detail: String,
}

impl Violation {
    /// Returns the promise.
    pub const fn promise(&self) -> Promise {
        self.promise
    }
    /// Returns the field's path as in a request. Empty if it is the form itself or not known.
    pub fn path(&self) -> &str {
        &self.path
    }
    /// Returns the content type of the body.
    pub const fn content_type(&self) -> &'static str {
        self.content_type
    }
    /// Returns the body that breaks the promise.
    pub fn body(&self) -> &[u8] {
        &self.body
    }
    /// Returns a description for developers.
    pub fn detail(&self) -> &str {
        &self.detail
    }
}

/// Longer bodies are shortened in the output.
const SHOWN: usize = 600;

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "the form `{}` {}", self.form, self.promise.broken())?;
        if !self.path.is_empty() {
            writeln!(f, "  at: {}", self.path)?;
        }
        writeln!(f, "  because: {}", self.detail)?;
        let (shown, rest) = self.body.split_at(self.body.len().min(SHOWN));
        write!(f, "  body, {}: {}", self.content_type, shown.escape_ascii())?;
        if rest.is_empty() { writeln!(f) } else { writeln!(f, " ... and {} bytes more", rest.len()) }
    }
}

impl fmt::Debug for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f)?;
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Violation {}
