//! Assertions about the errors of a form, for tests.

use super::{Bound, FieldRef, Form, Invalid};
use crate::error::{Error, Errors, path::Path, wire_path};
use std::fmt::Write;

/// Assertions for tests. They require the feature `testing`. Their panic messages list the errors, and no submitted
/// values.
impl<F: Form, P> Bound<F, P> {
    /// Asserts that a field has an error with this code.
    ///
    /// ```
    /// use forms::{Body, Form};
    ///
    /// #[derive(Form)]
    /// #[form(fields = all)]
    /// struct Signup {
    ///     #[form(email)]
    ///     email: String,
    /// }
    ///
    /// let form = Signup::bind(&Body::form("email=ada"));
    /// form.assert_error(Signup::EMAIL, "invalid");
    /// ```
    ///
    /// # Panics
    /// If the field has no such error.
    #[track_caller]
    pub fn assert_error<T: ?Sized>(&self, field: FieldRef<F, T>, code: &str) {
        assert_error::<F>(self.errors(), field.path, code);
    }
    /// Asserts that neither a field nor a part of it has an error.
    ///
    /// # Panics
    /// If there is an error.
    #[track_caller]
    pub fn assert_no_error<T: ?Sized>(&self, field: FieldRef<F, T>) {
        assert_no_error::<F>(self.errors(), field.path);
    }
    /// Asserts that the form as a whole has an error with this code.
    ///
    /// # Panics
    /// If the form has no such error.
    #[track_caller]
    pub fn assert_form_error(&self, code: &str) {
        assert_form_error(self.errors(), code);
    }
    /// Asserts that a key was refused because the form has no field for it: `is_admin`, or `address.is_admin` in a nested
    /// form. Keys that errors do not show cannot be found ([which keys are shown](crate::manual::binding)).
    ///
    /// # Panics
    /// If there is no such error.
    #[track_caller]
    pub fn assert_unknown_key(&self, key: &str) {
        assert_unknown_key(self.errors(), key);
    }
}

/// Assertions for tests: see [`Bound::assert_error`]. They require the feature `testing`.
impl<F: Form, P> Invalid<F, P> {
    /// Asserts that a field has an error with this code.
    ///
    /// # Panics
    /// If the field has no such error.
    #[track_caller]
    pub fn assert_error<T: ?Sized>(&self, field: FieldRef<F, T>, code: &str) {
        assert_error::<F>(self.errors(), field.path, code);
    }
    /// Asserts that neither a field nor a part of it has an error.
    ///
    /// # Panics
    /// If there is an error.
    #[track_caller]
    pub fn assert_no_error<T: ?Sized>(&self, field: FieldRef<F, T>) {
        assert_no_error::<F>(self.errors(), field.path);
    }
    /// Asserts that the form as a whole has an error with this code.
    ///
    /// # Panics
    /// If the form has no such error.
    #[track_caller]
    pub fn assert_form_error(&self, code: &str) {
        assert_form_error(self.errors(), code);
    }
    /// Asserts that a key was refused because the form has no field for it: see [`Bound::assert_unknown_key`].
    ///
    /// # Panics
    /// If there is no such error.
    #[track_caller]
    pub fn assert_unknown_key(&self, key: &str) {
        assert_unknown_key(self.errors(), key);
    }
}

#[track_caller]
fn assert_error<F: Form>(errors: &Errors, path: Path, code: &str) {
    let path = wire_path(F::SCHEMA, path);
    assert!(errors.has_error(&path, code), "`{path}` has no error `{code}`; {}", listed(errors));
}

#[track_caller]
fn assert_no_error<F: Form>(errors: &Errors, path: Path) {
    let has_none = errors.iter().all(|error| !error.record.path.starts_with(path));
    assert!(has_none, "`{}` has an error; {}", wire_path(F::SCHEMA, path), listed(errors));
}

#[track_caller]
fn assert_form_error(errors: &Errors, code: &str) {
    assert!(errors.has_error("", code), "the form has no error `{code}`; {}", listed(errors));
}

#[track_caller]
fn assert_unknown_key(errors: &Errors, key: &str) {
    assert!(
        errors.iter().any(|error| unknown_key(&error).as_deref() == Some(key)),
        "no error says that the key `{key}` is unknown; {}",
        listed(errors)
    );
}

/// Returns the key that an error calls unknown, with the path of its form.
fn unknown_key(error: &Error<'_>) -> Option<String> {
    let params = error.params();
    let key = params.get("key").filter(|_| error.is_unknown_key())?;
    let form = error.path();
    Some(if form.is_empty() { key.to_string() } else { format!("{form}.{key}") })
}

/// Returns all errors, a line for each.
fn listed(errors: &Errors) -> String {
    if errors.is_empty() {
        return "the form is valid".to_owned();
    }
    let mut list = "the errors are:".to_owned();
    for error in errors {
        let path = error.path();
        let place = if path.is_empty() { "(form)" } else { &path };
        // writing to a String cannot fail
        let _ = write!(list, "\n  {place}: {}: {}", error.code(), error.message());
    }
    list
}
