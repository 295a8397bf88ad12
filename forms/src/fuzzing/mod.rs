//! A test harness for fuzzing your own forms. It checks that their rules, `check` functions and field types keep the
//! [promises](Promise) that the library makes for every form. Feature `fuzzing`, for tests and fuzz targets only.
//!
//! [`assert()`] takes bytes from any source, turns them into valid, almost valid or invalid submissions, and binds
//! these. It panics with a report if the form breaks a promise. [`check()`] returns the report instead.
//!
//!
//! ```
//! use forms::{Form, Problem, fuzzing::{self, Promise}};
//!
//! #[derive(Form)]
//! #[form(fields = all)]
//! struct Order {
//!     #[form(validate = no_gift_to_oneself)]
//!     note: String,
//! }
//!
//! fn no_gift_to_oneself(note: &str) -> Result<(), Problem> {
//!     match note.get(..4) {
//!         Some("self") => Err(Problem::new("gift", "Choose someone else.")),
//!         // slices in the middle of a character
//!         None if note.len() > 4 && &note[..4] == "self" => Ok(()),
//!         _ => Ok(()),
//!     }
//! }
//!
//! let mut random = fuzzing::Random::new(1);
//! let broken = (0..1_000).find_map(|_| fuzzing::check::<Order>(&random.bytes(64)).err());
//! assert_eq!(broken.unwrap().promise(), Promise::NoPanic);
//! ```
//!
//! [The manual](crate::manual::fuzzing) shows how to use it with `cargo fuzz`, with `proptest` and in a plain test.

mod case;
mod entropy;
mod generate;
mod growth;
mod keyed_rows;
mod panics;
#[cfg(feature = "regex")]
mod pattern_text;
mod promises;
mod random;
mod report_shape;
mod reveal;
mod sample;
mod time;
mod violation;

pub use random::Random;
pub use violation::{Promise, Violation};

use crate::{
    Form, FormSchema, Limits,
    body::Format,
    field::Shown,
    form::{
        NoContext,
        encode::{Include, Member, Spelling, members},
    },
};
use case::Case;
use entropy::Entropy;
use generate::Generator;
use panics::catch;
use sample::{Samples, names_of};
use std::fmt;

/// Checks the promises of a form with submissions made from the bytes.
///
/// # Errors
/// The first promise that the form breaks.
pub fn check<F: Fuzzed>(bytes: &[u8]) -> Result<(), Violation>
where
    F::Context: NoContext,
{
    Harness::<F>::new().check(bytes)
}

/// Checks the promises of a form as [`check()`] does, for a fuzz target or a test.
///
/// # Panics
/// If the form breaks a promise. The message is the report.
pub fn assert<F: Fuzzed>(bytes: &[u8])
where
    F::Context: NoContext,
{
    Harness::<F>::new().assert(bytes);
}

/// A form whose values can be read. Implemented for every form that derives [`Form`].
pub trait Fuzzed: Form {
    #[doc(hidden)]
    fn texts(&self) -> Shown;
}

impl<F: Form> Fuzzed for F
where
    for<'m> F::Present<'m>: From<&'m F>,
{
    fn texts(&self) -> Shown {
        Shown::revealing::<F>(&self.into())
    }
}

/// Checks the promises of a form with a context, a model to update, or samples of its values.
///
/// ```
/// use forms::{Form, fuzzing::{Harness, Random}};
///
/// #[derive(Form)]
/// #[form(name = Rename, fields = [name])]
/// #[derive(PartialEq)]
/// struct Account {
///     #[form(max_length = 40)]
///     name: String,
///     is_admin: bool,
/// }
///
/// let harness = Harness::<Rename>::new().over(|| Account { name: "ada".into(), is_admin: false });
/// let mut random = Random::new(1);
/// for _ in 0..200 {
///     harness.assert(&random.bytes(100));
/// }
/// ```
pub struct Harness<'h, F: Form> {
    context: &'h F::Context,
    limits: Limits,
    model: Option<Model<'h, F>>,
    samples: Vec<(String, String)>,
}

/// Compares two models.
type IsSame<'h, M> = dyn Fn(&M, &M) -> bool + 'h;

/// A model that updates are bound to.
struct Model<'h, F: Form> {
    make: Box<dyn Fn() -> F::Model + 'h>,
    is_same: Box<IsSame<'h, F::Model>>,
}

impl<'h, F: Fuzzed> Harness<'h, F> {
    /// Returns a harness that binds the form to new values.
    #[expect(clippy::new_without_default, reason = "only for forms without a context")]
    pub fn new() -> Self
    where
        F::Context: NoContext,
    {
        Self::with_context(F::Context::NOTHING)
    }
    /// Returns a harness that binds the form with a context.
    pub fn with_context(context: &'h F::Context) -> Self {
        Harness { context, limits: F::SCHEMA.limits, model: None, samples: Vec::new() }
    }
    /// Also checks updates, whole and partial. They are bound to the model that `make` returns, and applied to it. The
    /// form must accept the values of the model, and everything else in the model must stay unchanged.
    #[must_use]
    pub fn over(self, make: impl Fn() -> F::Model + 'h) -> Self
    where
        F::Model: PartialEq,
    {
        self.over_by(make, PartialEq::eq)
    }
    /// Also checks updates as [`over`](Self::over) does, for a model that does not implement `PartialEq`. `is_same`
    /// compares the model before and after.
    #[must_use]
    pub fn over_by(
        mut self,
        make: impl Fn() -> F::Model + 'h,
        is_same: impl Fn(&F::Model, &F::Model) -> bool + 'h,
    ) -> Self {
        self.model = Some(Model { make: Box::new(make), is_same: Box::new(is_same) });
        self
    }
    /// Adds a sample: a text that the field with this name accepts, wherever the form has such a field. Custom types
    /// and rules need samples, because the harness cannot guess their values. The name is the field's own name in a
    /// request: `city`, not `address.city`. For a list, the sample is for each item.
    ///
    /// # Panics
    /// If neither the form nor a form nested in it has a field with this name, or if it is the name of a nested form.
    #[must_use]
    #[track_caller]
    pub fn sample(mut self, field: &str, text: &str) -> Self {
        let names = names_of(F::SCHEMA);
        assert!(
            names.contains(&field),
            "no field of the form `{}` takes a sample under the name `{field}`: expected a name without those of outer forms, one of `{}`",
            F::SCHEMA.name,
            names.join("`, `"),
        );
        self.samples.push((field.to_owned(), text.to_owned()));
        self
    }
    /// Replaces the form's limits.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }
    /// Checks the promises of the form with a submission made from the bytes, which can be those of a fuzzer or random
    /// ones. The same bytes make the same submission. One in eight times, it measures how the time grows with the size
    /// of a text or list.
    ///
    /// # Errors
    /// The promise that the form breaks.
    pub fn check(&self, bytes: &[u8]) -> Result<(), Violation> {
        let mut entropy = Entropy::new(bytes);
        let made = if entropy.byte() % 8 == 7 {
            catch(|| self.check_time(&mut entropy).map(|()| None))
        } else {
            catch(|| Ok(Some(self.case(bytes))))
        };
        match made {
            Ok(Ok(Some(case))) => self.check_case(case),
            Ok(Ok(None)) => Ok(()),
            Ok(Err(violation)) => Err(violation),
            Err(panic) => {
                let why = format!("while a submission is made: {panic}");
                Err(Case::raw(Format::Form, &[]).violation(
                    F::SCHEMA.name,
                    Promise::NoPanic,
                    String::new(),
                    why,
                ))
            }
        }
    }
    /// Checks the promises of the form as [`check`](Self::check) does, for a fuzz target or a test.
    ///
    /// # Panics
    /// If the form breaks a promise. The message is the report.
    pub fn assert(&self, bytes: &[u8]) {
        if let Err(violation) = self.check(bytes) {
            panic!("{violation}");
        }
    }
    /// Checks the promises of the form with an `application/x-www-form-urlencoded` body.
    ///
    /// # Errors
    /// The promise that the form breaks.
    pub fn check_form(&self, body: &[u8]) -> Result<(), Violation> {
        self.check_case(Case::raw(Format::Form, body))
    }
    /// Checks the promises of the form with an `application/json` body.
    ///
    /// # Errors
    /// The promise that the form breaks.
    pub fn check_json(&self, body: &[u8]) -> Result<(), Violation> {
        self.check_case(Case::raw(Format::Json, body))
    }
    /// Returns the content type and body of the submission that [`check`](Self::check) makes from the bytes, to send
    /// it elsewhere, such as to a handler of yours.
    pub fn submission(&self, bytes: &[u8]) -> (&'static str, Vec<u8>) {
        let case = self.case(bytes);
        (case.content_type(), case.bytes)
    }
    fn case(&self, bytes: &[u8]) -> Case {
        let mut entropy = Entropy::new(bytes);
        let turn = entropy.byte() % 8;
        let is_form = matches!(turn, 0..3) && !F::SCHEMA.json_only;
        let format = if is_form { Format::Form } else { Format::Json };
        if turn == 6 {
            let format = if entropy.once_in(2) { Format::Json } else { Format::Form };
            return Case::raw(format, entropy.rest());
        }
        let base = self.present();
        let members = Generator::new(self.samples(), &mut entropy, base.as_deref()).members(F::SCHEMA);
        let spelling = Spelling::from_byte(entropy.byte());
        let case = Case::written(members, format, spelling);
        if !entropy.once_in(16) {
            return case;
        }
        case.with_changed_bytes(|bytes| {
            let at = entropy.below(bytes.len() + 1);
            match entropy.below(3) {
                0 => bytes.truncate(at),
                1 => bytes.insert(at, entropy.byte()),
                _ => drop(bytes.splice(at..at, entropy.rest().iter().copied())),
            }
        })
    }
    fn samples(&self) -> Samples<'_> {
        Samples { limits: self.limits, context: self.context, own: &self.samples, outer_field: None }
    }
    /// Returns the members that submit the model's present values.
    fn present(&self) -> Option<Vec<Member>> {
        let model = (self.model.as_ref()?.make)();
        written_out(&Shown::revealing::<F>(&F::Present::from(&model)), F::SCHEMA, true)
    }
}

/// Returns the members that submit the shown values, or `None` if a value has no text.
fn written_out(shown: &Shown, schema: &'static FormSchema, with_locked: bool) -> Option<Vec<Member>> {
    let include = Include { immutable: with_locked, row_keys: true };
    shown.without_text().is_none().then(|| members(shown, schema, include))
}

impl<F: Form> fmt::Debug for Harness<'_, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Harness")
            .field("form", &F::SCHEMA.name)
            .field("limits", &self.limits)
            .finish_non_exhaustive()
    }
}
