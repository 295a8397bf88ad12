//! The promises, one by one, for one body.

use super::{
    Fuzzed, Harness, Model,
    case::Case,
    encode::members,
    node::{Spelling, has_form_spelling, write},
    places::misplaced,
    quiet::caught,
    reveal::{holds, said, suspicions},
    violation::{Promise, Violation},
};
use crate::{
    Body, Bound, Form, Limits,
    body::{Format, urlencoded},
    bound::{Clean, Create, Update},
    error::{path::Path, wire_path},
    form::Binder,
    model::Changes,
    shown::Shown,
};

/// A value takes more room when everything in it is spelled out.
const ROOMY: Limits = Limits {
    max_body_bytes: u32::MAX,
    max_fields: 1 << 20,
    max_depth: 128,
    max_items: u32::MAX,
    max_text_chars: u32::MAX,
    max_key_bytes: 4_096,
    max_digits: 4_096,
    max_json_values: 1 << 20,
    max_page_bytes: u32::MAX,
};

/// A promise that is broken: at a field, and how it was seen.
type Broken = (Promise, String, String);

/// One of the ways to bind a body.
struct Way<'w, F: Form, P> {
    bind: &'w dyn Fn(&Body) -> Bound<F, P>,
    /// within other limits, all of the value anew
    again: &'w dyn Fn(&Body) -> Bound<F, P>,
    value: fn(Clean<F, P>) -> F,
}

impl<F: Fuzzed> Harness<'_, F> {
    pub(super) fn hold(&self, case: Case) -> Result<(), Violation> {
        match self.judge(&case) {
            None => Ok(()),
            Some(found) => Err(case.shrunk(found, |smaller| self.judge(smaller))),
        }
    }
    fn judge(&self, case: &Case) -> Option<Violation> {
        let broken = match caught(|| self.broken(case)) {
            Ok(broken) => broken?,
            Err(panic) => (Promise::NoPanic, String::new(), panic),
        };
        let (promise, path, detail) = broken;
        Some(case.violation(F::SCHEMA.name, promise, path, detail))
    }
    fn binder(&self) -> Binder<'_, F> {
        Binder::new(self.context).limits(self.limits)
    }
    fn roomy(&self) -> Binder<'_, F> {
        Binder::new(self.context).limits(ROOMY)
    }
    fn broken(&self, case: &Case) -> Option<Broken> {
        let create = Way::<F, Create> {
            bind: &|body| self.binder().bind(body),
            again: &|body| self.roomy().bind(body),
            value: Clean::into_inner,
        };
        Self::broken_by(case, &create).or_else(|| self.broken_over(case, self.model.as_ref()?))
    }
    fn broken_over(&self, case: &Case, over: &Model<'_, F>) -> Option<Broken> {
        let before = (over.make)();
        if let Some(unfit) = self.unfit(&before) {
            return Some(unfit);
        }
        if let Some(repeated) = self.changed_by_repeating(&before) {
            return Some(repeated);
        }
        for is_partial in [false, true] {
            let way = Way::<F, Update> {
                bind: &|body| {
                    if is_partial {
                        self.binder().bind_partial(&before, body)
                    } else {
                        self.binder().bind_update(&before, body)
                    }
                },
                again: &|body| self.roomy().bind_update(&before, body),
                value: |clean| clean.into_parts().0.into_value(),
            };
            let broken = Self::broken_by(case, &way)
                .or_else(|| self.written_beside(case, &way, over, &before, is_partial));
            if broken.is_some() {
                return broken;
            }
        }
        None
    }
    fn broken_by<P>(case: &Case, way: &Way<'_, F, P>) -> Option<Broken> {
        let body = case.body();
        let (first, second) = ((way.bind)(&body), (way.bind)(&body));
        if let Some((path, detail)) = misplaced(first.errors(), F::SCHEMA) {
            return Some((Promise::DeclaredPlaces, path, detail));
        }
        for error in first.errors().iter() {
            if let Some(name) = error.problem().unknown_placeholder() {
                let detail = format!("the message of {:?} names {{{name}}}", error.code());
                return Some((Promise::KnownParameters, error.path(), detail));
            }
        }
        let all = said(first.errors()) + &format!("{first:?}");
        if all != said(second.errors()) + &format!("{second:?}") {
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
            return revealed(case, &all, way);
        }
        let (first, second) = (first.into_result().ok()?, second.into_result().ok()?);
        let (value, mut other) = ((way.value)(first), (way.value)(second));
        let texts = value.texts();
        if let Some(path) = differing(value, &mut other) {
            return Some((Promise::SameAnswer, path, "the same body has two values".to_owned()));
        }
        Self::changed_when_submitted_again(&texts, other, way)
    }
    /// The first field whose value is another, or is refused, when the value is submitted again in either format.
    fn changed_when_submitted_again<P>(texts: &Shown, mut value: F, way: &Way<'_, F, P>) -> Option<Broken> {
        let members = members(texts, F::SCHEMA, true)?;
        for format in [Format::Json, Format::Form] {
            if format == Format::Form && F::SCHEMA.json_only {
                continue;
            }
            if format == Format::Form && (texts.has_empty_beside_none() || !has_form_spelling(&members)) {
                continue;
            }
            let case = Case::written(members.clone(), format, Spelling::default());
            let again = (way.again)(&case.body());
            let written = || write(&members, format, Spelling::default());
            let broken = |path: String, why: &str| {
                Some((Promise::Resubmits, path, format!("{why}; its values as a body: {}", written())))
            };
            let Ok(clean) = again.into_result().map_err(|invalid| invalid.errors().clone()) else {
                let again = (way.again)(&case.body());
                let path = again.errors().iter().next().map(|error| error.path()).unwrap_or_default();
                return broken(path, &format!("what was valid is refused: {:?}", again.errors()));
            };
            let again = (way.value)(clean);
            if let Some(path) = again.texts().differs_at(texts) {
                return broken(wire_path(F::SCHEMA, path), "its value is another one, as a text");
            }
            if let Some(path) = differing(again, &mut value) {
                return broken(path, "its value is another one");
            }
        }
        None
    }
    /// What is wrong with the model itself. As a create: an update may always repeat what is stored.
    fn unfit(&self, model: &F::Model) -> Option<Broken> {
        let members = members(&Shown::revealing::<F>(&F::Present::from(model)), F::SCHEMA, true)?;
        let same = self.roomy().bind(&Case::written(members, Format::Json, Spelling::default()).body());
        let errors = same.errors();
        (!same.is_valid()).then(|| {
            let why = format!(
                "the form refuses the values of the model that it is held over, so that nothing can be told of updates: {errors:?}"
            );
            (Promise::Resubmits, errors.iter().next().map(|error| error.path()).unwrap_or_default(), why)
        })
    }
    /// An update that repeats the model, and is refused or changes something.
    fn changed_by_repeating(&self, model: &F::Model) -> Option<Broken> {
        let repeated = self.resubmitted(model, model)?;
        let error = repeated.errors().iter().next().map(|error| error.path());
        let path = error.or_else(|| repeated.changed().first().map(|name| (*name).to_owned()))?;
        let why = "an update that repeats the values of the model is refused, or changes something";
        Some((Promise::NothingElseChanges, path, why.to_owned()))
    }
    /// An update of one model with the values of another.
    fn resubmitted(&self, values: &F::Model, target: &F::Model) -> Option<Bound<F, Update>> {
        let members = members(&Shown::revealing::<F>(&F::Present::from(values)), F::SCHEMA, false)?;
        let case = Case::written(members, Format::Json, Spelling::default());
        Some(self.roomy().bind_partial(target, &case.body()))
    }
    /// An update that writes more than it says, more than the body names, or beside the form.
    fn written_beside(
        &self,
        case: &Case,
        way: &Way<'_, F, Update>,
        over: &Model<'_, F>,
        before: &F::Model,
        is_partial: bool,
    ) -> Option<Broken> {
        let bound = (way.bind)(&case.body());
        let said = bound.changed();
        let clean = bound.into_result().ok()?;
        let mut model = (over.make)();
        let written = clean.apply_to(&mut model);
        let broken =
            |path: &str, why: &str| Some((Promise::NothingElseChanges, path.to_owned(), why.to_owned()));
        if written[..] != said[..] {
            return broken("", &format!("{said:?} are said to change, and {written:?} do"));
        }
        if is_partial
            && let Some(keys) = top_keys(case)
            && let Some(stray) = written.iter().find(|name| !keys.iter().any(|key| key == **name))
        {
            return broken(stray, "it is changed, and the body does not name it");
        }
        if written.is_empty() {
            return if (over.is_same)(before, &model) {
                None
            } else {
                broken("", "the model changes, and no field is said to")
            };
        }
        // with its first values in all fields of the form, the model is as it was, or something else was written
        let back = self.resubmitted(before, &model)?;
        let Ok(back) = back.into_result() else { return None };
        back.apply_to(&mut model);
        if (over.is_same)(before, &model) {
            return None;
        }
        broken("", &format!("beside {written:?} something else of the model is other than before"))
    }
}

/// Where something of the body is found in what is said of it, and stays so when it is another.
fn revealed<F: Form, P>(case: &Case, all: &str, way: &Way<'_, F, P>) -> Option<Broken> {
    for suspicion in suspicions(&case.bytes, case.format, all) {
        let other = Case::raw(case.format, &suspicion.body);
        let bound = (way.bind)(&other.body());
        let then = said(bound.errors()) + &format!("{bound:?}");
        if holds(&then, &suspicion.changed)
            && !holds(all, &suspicion.changed)
            && !holds(&then, &suspicion.part)
        {
            let mut errors = bound.errors().iter();
            let error = errors.find(|error| holds(&format!("{error} {error:?}"), &suspicion.changed));
            let (path, code) = error.map(|error| (error.path(), error.code().to_owned())).unwrap_or_default();
            let why =
                format!("what is said of it (code {code:?}) holds {:?}, a part of a value", suspicion.part);
            return Some((Promise::NothingRevealed, path, why));
        }
    }
    None
}

/// The first field of which the two differ.
fn differing<F: Form>(one: F, other: &mut F) -> Option<String> {
    let everything = [Path::ROOT];
    let mut changes = Changes::new(&everything);
    one.merge(other, &mut changes);
    changes.finish::<F>().first().map(|name| (*name).to_owned())
}

fn codes<F: Form, P>(bound: &Bound<F, P>) -> Vec<String> {
    bound.errors().iter().map(|error| format!("{}:{}", error.path(), error.code())).collect()
}

/// The names that a body's keys begin with; none where it cannot be read.
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
                Some(key.split(['.', '[']).next().unwrap_or_default().to_owned())
            })
            .collect(),
    }
}
