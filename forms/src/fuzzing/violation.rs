//! A promise that a form breaks, with what shows it.

use std::fmt;

/// What every form promises, whatever is submitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Promise {
    /// Nothing panics: no rule, no `check`, no field type.
    NoPanic,
    /// An update writes what the form binds and the body changed, and nothing else of the model; a partial one nothing that
    /// the body does not name.
    NothingElseChanges,
    /// At most 64 problems, 16 of them keys that no field has; each stands at a field that is declared, or at the form; a
    /// key is shown only if it looks like one.
    DeclaredPlaces,
    /// A placeholder of a problem's message names one of its parameters.
    KnownParameters,
    /// No output about what is wrong holds what was submitted, and no page a secret.
    NothingRevealed,
    /// A valid form that is written as a body again, in either format, is valid with the same values. In JSON alone where an
    /// urlencoded body cannot say them: an empty list where there might be none (`Some` of an empty `Vec`, whose key means
    /// `None` there), a form within or an item of which everything is blank, a list within a list.
    Resubmits,
    /// The same body has the same answer twice.
    SameAnswer,
    /// Twice the text, or twice the items, takes about twice the time.
    LinearTime,
}

impl Promise {
    const fn broken(self) -> &'static str {
        match self {
            Promise::NoPanic => "panics",
            Promise::NothingElseChanges => "writes what it must not",
            Promise::DeclaredPlaces => "reports more than it may, or at a place that is not declared",
            Promise::KnownParameters => "has a message with a placeholder that names no parameter",
            Promise::NothingRevealed => "reveals what was submitted",
            Promise::Resubmits => "has values that are not the same when they are submitted again",
            Promise::SameAnswer => "does not answer the same twice",
            Promise::LinearTime => "takes more than linear time",
        }
    }
}

/// A [promise](Promise) that a form breaks: which one, where, and a body that shows it, made as small as is easy.
///
/// It is for whoever develops the form, and holds the body, which [`Display`](fmt::Display) and [`Debug`](fmt::Debug) show in
/// the same words. Do not log it where bodies are a person's.
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
    /// The promise.
    pub const fn promise(&self) -> Promise {
        self.promise
    }
    /// The field, named as on the wire; empty where it is not known, or is the form.
    pub fn path(&self) -> &str {
        &self.path
    }
    /// The content type of the body.
    pub const fn content_type(&self) -> &'static str {
        self.content_type
    }
    /// The body that shows it.
    pub fn body(&self) -> &[u8] {
        &self.body
    }
    /// What was seen, for a person.
    pub fn detail(&self) -> &str {
        &self.detail
    }
}

/// More of a body is cut where it is shown.
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
