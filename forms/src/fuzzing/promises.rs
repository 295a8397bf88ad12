//! Checks each promise for one body.

use super::{
    Fuzzed, Harness, Model,
    case::Case,
    keyed_rows::{creates_all_rows, has_keyed_rows, new_rows_lack_keys, without_row_keys},
    panics::catch,
    report_shape::report_fault,
    reveal::{contains, output_of, suspicions},
    violation::{Promise, Violation},
    written_out,
};
use crate::{
    Body, Bound, Form, Limits,
    bind::RowNotes,
    body::{Format, key, urlencoded},
    error::{path::Path, wire_path},
    field::{Changes, Shown},
    form::{
        Binder, Clean, Create, Update,
        encode::{Spelling, unspelled, write},
    },
    schema::MOST_DEPTH,
};

/// Limits for values that are submitted again: written out in full, a value takes more space.
const LARGE_LIMITS: Limits = Limits {
    max_body_bytes: u32::MAX,
    max_fields: 1 << 20,
    max_depth: MOST_DEPTH,
    max_items: u32::MAX,
    max_text_chars: u32::MAX,
    max_key_bytes: 4_096,
    max_digits: 4_096,
    max_json_values: 1 << 20,
    max_page_bytes: u32::MAX,
    max_file_bytes: u64::MAX,
    max_files: u32::MAX,
    max_upload_bytes: u64::MAX,
};

/// A broken promise: which one, the path of the field, and a description.
type BrokenPromise = (Promise, String, String);

/// One of the ways to bind a body.
struct Binding<'w, F: Form, P> {
    is_update: bool,
    bind: &'w dyn Fn(&Body) -> Bound<F, P>,
    /// binds a whole value, within larger limits
    again: &'w dyn Fn(&Body) -> Bound<F, P>,
    value: fn(Clean<F, P>) -> F,
}

impl<F: Fuzzed> Harness<'_, F> {
    pub(super) fn check_case(&self, case: Case) -> Result<(), Violation> {
        match self.violation_of(&case) {
            None => Ok(()),
            Some(found) => Err(case.shrunk(found, |smaller| self.violation_of(smaller))),
        }
    }
    fn violation_of(&self, case: &Case) -> Option<Violation> {
        let broken = match catch(|| self.broken(case)) {
            Ok(broken) => broken?,
            Err(panic) => (Promise::NoPanic, String::new(), panic),
        };
        let (promise, path, detail) = broken;
        Some(case.violation(F::SCHEMA.name, promise, path, detail))
    }
    fn binder(&self) -> Binder<'_, F> {
        Binder::new(self.context).limits(self.limits)
    }
    fn binder_with_large_limits(&self) -> Binder<'_, F> {
        Binder::new(self.context).limits(LARGE_LIMITS)
    }
    fn broken(&self, case: &Case) -> Option<BrokenPromise> {
        let create = Binding::<F, Create> {
            is_update: false,
            bind: &|body| self.binder().bind(body),
            again: &|body| self.binder_with_large_limits().bind(body),
            value: Clean::into_inner,
        };
        Self::broken_by(case, &create).or_else(|| self.broken_over(case, self.model.as_ref()?))
    }
    fn broken_over(&self, case: &Case, over: &Model<'_, F>) -> Option<BrokenPromise> {
        let before = (over.make)();
        if let Some(invalid) = self.invalid_model(&before) {
            return Some(invalid);
        }
        if let Some(repeated) = self.changed_by_repeating(&before) {
            return Some(repeated);
        }
        for is_partial in [false, true] {
            let binding = Binding::<F, Update> {
                is_update: true,
                bind: &|body| {
                    if is_partial {
                        self.binder().bind_partial(&before, body)
                    } else {
                        self.binder().bind_update(&before, body)
                    }
                },
                again: &|body| self.binder_with_large_limits().bind_update(&before, body),
                value: |clean| clean.into_parts().0.into_value(),
            };
            let broken = Self::broken_by(case, &binding)
                .or_else(|| self.unreported_write(case, &binding, over, &before, is_partial));
            if broken.is_some() {
                return broken;
            }
        }
        None
    }
    fn broken_by<P>(case: &Case, binding: &Binding<'_, F, P>) -> Option<BrokenPromise> {
        let body = case.body();
        let (first, second) = ((binding.bind)(&body), (binding.bind)(&body));
        if let Some((path, detail)) = report_fault(first.errors(), F::SCHEMA) {
            return Some((Promise::DeclaredPlaces, path, detail));
        }
        for error in first.errors().iter() {
            if let Some(name) = error.problem().unknown_placeholder() {
                let detail = format!("the message of {:?} names {{{name}}}", error.code());
                return Some((Promise::KnownParameters, error.path(), detail));
            }
        }
        let all = output_of(first.errors()) + &format!("{first:?}");
        if all != output_of(second.errors()) + &format!("{second:?}") {
            let differs = first
                .errors()
                .iter()
                .zip(second.errors().iter())
                .find(|(a, b)| format!("{a:?}") != format!("{b:?}"));
            let path = differs.map(|(error, _)| error.path()).unwrap_or_default();
            return Some((
                Promise::SameAnswer,
                path,
                format!("first {:?}, then {:?}", codes(&first), codes(&second)),
            ));
        }
        if !first.is_valid() {
            return revealed(case, &all, binding);
        }
        let (first, second) = (first.into_result().ok()?, second.into_result().ok()?);
        let (value, mut other) = ((binding.value)(first), (binding.value)(second));
        let texts = value.texts();
        if let Some(path) = differing(value, &mut other) {
            return Some((Promise::SameAnswer, path, "the same body results in two values".to_owned()));
        }
        Self::changed_when_submitted_again(&texts, other, binding)
    }
    /// Returns the first field whose value changes or is refused when the value is submitted again, in either format.
    fn changed_when_submitted_again<P>(
        texts: &Shown,
        mut value: F,
        binding: &Binding<'_, F, P>,
    ) -> Option<BrokenPromise> {
        let mut members = written_out(texts, F::SCHEMA, true)?;
        let has_keyed_rows = has_keyed_rows(F::SCHEMA);
        if has_keyed_rows {
            if binding.is_update && !new_rows_lack_keys(F::SCHEMA) {
                return None;
            }
            if !binding.is_update {
                without_row_keys(&mut members, F::SCHEMA);
            }
        }
        for format in [Format::Json, Format::Form] {
            if format == Format::Form && F::SCHEMA.json_only {
                continue;
            }
            // a form's body does not delete the rows that it leaves out
            if format == Format::Form && has_keyed_rows {
                continue;
            }
            if format == Format::Form && (texts.empty_option().is_some() || unspelled(&members).is_some()) {
                continue;
            }
            let case = Case::written(members.clone(), format, Spelling::default());
            let again = (binding.again)(&case.body());
            let written = || write(&members, format, Spelling::default());
            let broken = |path: String, why: &str| {
                Some((Promise::Resubmits, path, format!("{why}; its values as a body: {}", written())))
            };
            let Ok(clean) = again.into_result().map_err(|invalid| invalid.errors().clone()) else {
                let again = (binding.again)(&case.body());
                let path = again.errors().iter().next().map(|error| error.path()).unwrap_or_default();
                return broken(path, &format!("a valid value is refused: {:?}", again.errors()));
            };
            let again = (binding.value)(clean);
            if let Some(path) = again.texts().differs_at(texts) {
                return broken(wire_path(F::SCHEMA, path), "its value changes, as a text");
            }
            if let Some(path) = differing(again, &mut value) {
                return broken(path, "its value changes");
            }
        }
        None
    }
    /// Returns a violation if the form refuses the values of the model. It binds them as a create, because an update
    /// may always repeat a stored value.
    fn invalid_model(&self, model: &F::Model) -> Option<BrokenPromise> {
        if !creates_all_rows(F::SCHEMA) {
            return None;
        }
        let mut members = written_out(&Shown::revealing::<F>(&F::Present::from(model)), F::SCHEMA, true)?;
        without_row_keys(&mut members, F::SCHEMA);
        let same = self
            .binder_with_large_limits()
            .bind(&Case::written(members, Format::Json, Spelling::default()).body());
        let errors = same.errors();
        (!same.is_valid()).then(|| {
            let why =
                format!("the form refuses the values of the model, so updates cannot be checked: {errors:?}");
            (Promise::Resubmits, errors.iter().next().map(|error| error.path()).unwrap_or_default(), why)
        })
    }
    /// Returns a violation if an update with the model's own values is refused or changes something.
    fn changed_by_repeating(&self, model: &F::Model) -> Option<BrokenPromise> {
        let repeated = self.resubmitted(model, model)?;
        let error = repeated.errors().iter().next().map(|error| error.path());
        let path = error.or_else(|| repeated.changed().first().map(|name| (*name).to_owned()))?;
        let why = "an update that repeats the values of the model is refused, or changes something";
        Some((Promise::NothingElseChanges, path, why.to_owned()))
    }
    /// Binds an update of one model with the values of another.
    fn resubmitted(&self, values: &F::Model, target: &F::Model) -> Option<Bound<F, Update>> {
        let members = written_out(&Shown::revealing::<F>(&F::Present::from(values)), F::SCHEMA, false)?;
        let case = Case::written(members, Format::Json, Spelling::default());
        Some(self.binder_with_large_limits().bind_partial(target, &case.body()))
    }
    /// Returns a violation if an update writes more than it reports, more than the body names, or something that the
    /// form does not bind.
    fn unreported_write(
        &self,
        case: &Case,
        binding: &Binding<'_, F, Update>,
        over: &Model<'_, F>,
        before: &F::Model,
        is_partial: bool,
    ) -> Option<BrokenPromise> {
        let bound = (binding.bind)(&case.body());
        let reported = bound.changed();
        let clean = bound.into_result().ok()?;
        let mut model = (over.make)();
        let written = clean.apply_to(&mut model);
        let broken =
            |path: &str, why: &str| Some((Promise::NothingElseChanges, path.to_owned(), why.to_owned()));
        if written[..] != reported[..] {
            return broken("", &format!("it reports changes of {reported:?}, but writes {written:?}"));
        }
        if is_partial
            && let Some(keys) = top_keys(case)
            && let Some(stray) = written.iter().find(|name| {
                // JSON has the fields of a variant beside its tag, and not its name
                let is_beside = case.format == Format::Json && F::SCHEMA.has_variant(name);
                !is_beside && !keys.iter().any(|key| key == **name)
            })
        {
            return broken(stray, "it is changed, but the body does not name it");
        }
        if written.is_empty() {
            return if (over.is_same)(before, &model) {
                None
            } else {
                broken("", "the model changes, but no changed field is reported")
            };
        }
        // rows that were deleted cannot be restored by a submission, nor rows removed that were added
        if has_keyed_rows(F::SCHEMA) && written.has_moved_rows() {
            return None;
        }
        // restoring the first values of all fields must restore the model, or something else was written
        let back = self.resubmitted(before, &model)?;
        let Ok(back) = back.into_result() else { return None };
        back.apply_to(&mut model);
        if (over.is_same)(before, &model) {
            return None;
        }
        broken("", &format!("something else in the model changes besides {written:?}"))
    }
}

/// Returns a violation if a part of the body appears in the output, and the output changes with it.
fn revealed<F: Form, P>(case: &Case, all: &str, binding: &Binding<'_, F, P>) -> Option<BrokenPromise> {
    for suspicion in suspicions(&case.bytes, case.format, all) {
        let other = Case::raw(case.format, &suspicion.body);
        let bound = (binding.bind)(&other.body());
        let then = output_of(bound.errors()) + &format!("{bound:?}");
        if contains(&then, &suspicion.changed)
            && !contains(all, &suspicion.changed)
            && !contains(&then, &suspicion.part)
        {
            let mut errors = bound.errors().iter();
            let error = errors.find(|error| contains(&format!("{error} {error:?}"), &suspicion.changed));
            let (path, code) = error.map(|error| (error.path(), error.code().to_owned())).unwrap_or_default();
            let why =
                format!("the output for code {code:?} contains {:?}, a part of a value", suspicion.part);
            return Some((Promise::NothingRevealed, path, why));
        }
    }
    None
}

/// Returns the first field in which two values differ.
fn differing<F: Form>(one: F, other: &mut F) -> Option<String> {
    let everything = [Path::ROOT];
    let mut changes = Changes::new(&everything, &RowNotes::NONE);
    one.merge(other, &mut changes);
    changes.finish::<F>().first().map(|name| (*name).to_owned())
}

fn codes<F: Form, P>(bound: &Bound<F, P>) -> Vec<String> {
    bound.errors().iter().map(|error| format!("{}:{}", error.path(), error.code())).collect()
}

/// Returns the first names of the body's keys, or `None` if the body cannot be read.
fn top_keys(case: &Case) -> Option<Vec<String>> {
    let text = std::str::from_utf8(&case.bytes).ok()?;
    match case.format {
        Format::Json => {
            let object: serde_json::Map<String, serde_json::Value> = serde_json::from_str(text).ok()?;
            Some(object.into_iter().map(|(key, _)| key).collect())
        }
        Format::Form => text
            .split('&')
            .map(|pair| {
                let key = pair.split('=').next().unwrap_or_default();
                let (key, _) = urlencoded::decode(key).ok()?;
                Some(key::first_name(&key).0.to_owned())
            })
            .collect(),
    }
}
