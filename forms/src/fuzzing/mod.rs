//! A harness for fuzzing forms of your own: rules, `check` functions and field types are held to what every form promises.
//! Feature `fuzzing`, for tests and fuzz targets alone.
//!
//! [`assert()`] takes bytes, from wherever they come, makes submissions of them that fit the form (or nearly do, or not at
//! all), binds them, and panics with a report where a [`Promise`] is broken. [`check`] returns the report.
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
//!         // cut in the middle of a character
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
//! How it is used from `cargo fuzz`, from `proptest` and from a plain test is in [the manual](crate::manual::fuzzing).

mod case;
mod encode;
mod entropy;
mod generate;
mod growth;
mod node;
#[cfg(feature = "regex")]
mod pattern;
mod places;
mod promises;
mod quiet;
mod random;
mod reveal;
mod sample;
mod slow;
mod violation;

pub use random::Random;
pub use violation::{Promise, Violation};

use crate::{Form, Limits, body::Format, form::NoContext, shown::Shown};
use case::Case;
use encode::members;
use entropy::Entropy;
use generate::Generator;
use node::{Member, Spelling};
use quiet::caught;
use sample::{Samples, names_of};
use std::fmt;

/// Holds a form to its promises, with submissions made of those bytes.
///
/// # Errors
/// The first promise that is broken.
pub fn check<F: Fuzzed>(bytes: &[u8]) -> Result<(), Violation>
where
    F::Context: NoContext,
{
    Harness::<F>::new().check(bytes)
}

/// [`check`], for a fuzz target or a test.
///
/// # Panics
/// If a promise is broken, with the report.
pub fn assert<F: Fuzzed>(bytes: &[u8])
where
    F::Context: NoContext,
{
    Harness::<F>::new().assert(bytes);
}

/// A form whose values can be shown: every one that `#[derive(Form)]` makes.
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

/// A form with what it is held to its promises with: a context, a model to update, samples of its values.
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

/// Whether two models are the same.
type IsSame<'h, M> = dyn Fn(&M, &M) -> bool + 'h;

/// A model that updates are bound to.
struct Model<'h, F: Form> {
    make: Box<dyn Fn() -> F::Model + 'h>,
    is_same: Box<IsSame<'h, F::Model>>,
}

impl<'h, F: Fuzzed> Harness<'h, F> {
    /// That form, bound to new values.
    #[expect(clippy::new_without_default, reason = "of forms without a context alone")]
    pub fn new() -> Self
    where
        F::Context: NoContext,
    {
        Self::with_context(F::Context::NOTHING)
    }
    /// That form, bound with a context.
    pub fn with_context(context: &'h F::Context) -> Self {
        Harness { context, limits: F::SCHEMA.limits, model: None, samples: Vec::new() }
    }
    /// The same, also over a model: whole updates and partial ones are bound to what `make` makes, and applied to it. Its
    /// values must be ones that the form accepts; what it holds beside them must come out as it was.
    #[must_use]
    pub fn over(self, make: impl Fn() -> F::Model + 'h) -> Self
    where
        F::Model: PartialEq,
    {
        self.over_by(make, PartialEq::eq)
    }
    /// [`over`](Self::over), for a model that cannot be compared: `is_same` says whether one is as it was before.
    #[must_use]
    pub fn over_by(
        mut self,
        make: impl Fn() -> F::Model + 'h,
        is_same: impl Fn(&F::Model, &F::Model) -> bool + 'h,
    ) -> Self {
        self.model = Some(Model { make: Box::new(make), is_same: Box::new(is_same) });
        self
    }
    /// The same, with a text that the field of that name accepts, wherever it stands in the form: for types and rules of your
    /// own, whose values no one else can guess. The name is the field's own on the wire: `city`, not `address.city`; of a list it
    /// is for each item.
    ///
    /// # Panics
    /// If no field has that name, neither of the form nor of one within it, or if it is the name of a form within.
    #[must_use]
    #[track_caller]
    pub fn sample(mut self, field: &str, text: &str) -> Self {
        let names = names_of(F::SCHEMA);
        assert!(
            names.contains(&field),
            "no field of the form `{}` takes a sample under the name `{field}`: it is one of `{}`, without what it stands in",
            F::SCHEMA.name,
            names.join("`, `"),
        );
        self.samples.push((field.to_owned(), text.to_owned()));
        self
    }
    /// The same, within other bounds than the form's own.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }
    /// Holds the form to its promises, with a submission made of those bytes: for a fuzzer, or any source of random bytes. Of
    /// the same bytes the same is made. In one of eight times it is a text or a list of growing size, to see how time grows.
    ///
    /// # Errors
    /// The promise that is broken.
    pub fn check(&self, bytes: &[u8]) -> Result<(), Violation> {
        let mut entropy = Entropy::new(bytes);
        let made = if entropy.byte() % 8 == 7 {
            caught(|| self.check_time(&mut entropy).map(|()| None))
        } else {
            caught(|| Ok(Some(self.case(bytes))))
        };
        match made {
            Ok(Ok(Some(case))) => self.hold(case),
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
    /// [`check`](Self::check), for a fuzz target or a test.
    ///
    /// # Panics
    /// If a promise is broken, with the report.
    pub fn assert(&self, bytes: &[u8]) {
        if let Err(violation) = self.check(bytes) {
            panic!("{violation}");
        }
    }
    /// Holds the form to its promises with that body: `application/x-www-form-urlencoded`.
    ///
    /// # Errors
    /// The promise that is broken.
    pub fn check_form(&self, body: &[u8]) -> Result<(), Violation> {
        self.hold(Case::raw(Format::Form, body))
    }
    /// Holds the form to its promises with that body: `application/json`.
    ///
    /// # Errors
    /// The promise that is broken.
    pub fn check_json(&self, body: &[u8]) -> Result<(), Violation> {
        self.hold(Case::raw(Format::Json, body))
    }
    /// The submission that [`check`](Self::check) makes of those bytes, with its content type: to be sent elsewhere, as to a
    /// handler of your own.
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
        let spelling = Spelling::from(&mut entropy);
        let case = Case::written(members, format, spelling);
        if !entropy.once_in(16) {
            return case;
        }
        case.spoilt(|bytes| {
            let at = entropy.below(bytes.len() + 1);
            match entropy.below(3) {
                0 => bytes.truncate(at),
                1 => bytes.insert(at, entropy.byte()),
                _ => drop(bytes.splice(at..at, entropy.rest().iter().copied())),
            }
        })
    }
    fn samples(&self) -> Samples<'_> {
        Samples { limits: self.limits, context: self.context, own: &self.samples, whole: None }
    }
    /// What submits the model's present values.
    fn present(&self) -> Option<Vec<Member>> {
        let model = (self.model.as_ref()?.make)();
        members(&Shown::revealing::<F>(&F::Present::from(&model)), F::SCHEMA, true)
    }
}

impl<F: Form> fmt::Debug for Harness<'_, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Harness")
            .field("form", &F::SCHEMA.name)
            .field("limits", &self.limits)
            .finish_non_exhaustive()
    }
}
