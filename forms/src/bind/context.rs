//! The state of one reading: where we are in the form, what is still to be read, and what went wrong so far.

use super::{
    context_choices::{Chosen, Offered},
    item_origins::{ItemOrigins, Run},
    nested_limits::MostPairs,
    row_request::CUT_KEY,
};
use crate::{
    Limits, RawValue,
    body::{
        Escaping, Format, Given,
        json::Reader,
        urlencoded::{self, Arena},
    },
    error::{
        Collector, Fault, KeySyntax, Problem, Unreadable,
        path::{FORM, LEVELS, Path},
    },
    schema::{FieldSchema, FormSchema, Kind, context_as},
};
use std::any::Any;

/// What a submission is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// There is nothing yet.
    Create,
    /// All of it is given anew.
    Update,
    /// Some of it is given; the rest stays.
    Partial,
}

/// How a body is to be read.
#[derive(Clone, Copy)]
pub(crate) struct Asked<'b> {
    pub(crate) mode: Mode,
    pub(crate) spec: &'static FormSchema,
    pub(crate) limits: &'b Limits,
    pub(crate) context: &'b (dyn Any + Send + Sync),
}

/// What a walker sees of a form: field `i` has this value.
pub(crate) trait Target {
    fn field<'b>(&mut self, i: usize, raw: &RawValue<'b>, cx: &mut BindContext<'b>);
}

/// The state of one reading: a [`FieldType`](crate::FieldType) takes its value through it and reports problems to it.
#[expect(clippy::struct_excessive_bools, reason = "each is one fact about the reading")]
pub struct BindContext<'b> {
    pub(crate) errors: Collector,
    pub(crate) json: Reader<'b>,
    pub(crate) arena: Arena<'b>,
    /// those that hold where we are
    pub(crate) limits: Limits,
    /// those of the whole body
    pub(crate) all_limits: &'b Limits,
    pub(crate) format: Format,
    pub(crate) mode: Mode,
    /// whether it came as the query of an address
    pub(crate) query: bool,
    /// whether a secret was among what was read
    pub(crate) secret: bool,
    /// whether the value being read cannot change anything: it is compared with the present one
    pub(crate) is_repeating: bool,
    /// whether it is a choice that is read, which is compared with no choices and not shown to rules that are functions
    pub(crate) reads_choice: bool,
    /// The last secret whose present value was kept because its text was empty.
    pub(crate) kept_secret: Path,
    /// whether the page is asked for again with other rows
    pub(crate) asks_for_rows: bool,
    /// whether the page that was sent did not show everything
    page_cut: bool,
    /// pairs and members so far
    pub(crate) pairs: u32,
    /// so many of them need no second look
    pub(crate) most_pairs: u32,
    /// the bound of the nested form that we are in
    pub(crate) nested_pairs: MostPairs,
    pub(crate) changed: Vec<Path>,
    /// an update left a choice as it is, which may not be offered any more
    pub(crate) keeps_choice: bool,
    /// The lists that lost blank items, if there are any.
    pub(crate) origins: Option<Box<ItemOrigins>>,
    spec: &'static FormSchema,
    pub(crate) context: &'b (dyn Any + Send + Sync),
    /// what the context gave to choose from, so far
    pub(crate) offered: Offered,
    /// how many bytes lists may still leave unused
    pub(crate) spare_room: usize,
    /// how many bytes were compared with what is present
    pub(crate) compared: usize,
    /// finds how long the longest list of what is present is
    pub(crate) find_longest_list: Option<&'b (dyn Fn() -> usize + 'b)>,
    /// what was found
    longest_list: Option<usize>,
}

/// How many bytes all lists of a body may leave unused together: half of what binding may take beside four times the body.
const SPARE_ROOM: usize = 32 * 1024;

impl<'b> BindContext<'b> {
    #[inline(always)]
    pub(crate) fn new(text: &'b str, format: Format, asked: Asked<'b>, query: bool) -> Self {
        let Asked { mode, spec, limits, context } = asked;
        BindContext {
            errors: Collector::new(),
            json: Reader::new(text, limits.max_depth.min(128)),
            arena: Arena::new(text),
            limits: *limits,
            all_limits: limits,
            format,
            mode,
            query,
            secret: false,
            is_repeating: false,
            reads_choice: false,
            kept_secret: Path::ROOT,
            asks_for_rows: false,
            page_cut: false,
            pairs: 0,
            most_pairs: limits.max_fields,
            nested_pairs: MostPairs::ANY,
            changed: Vec::new(),
            keeps_choice: false,
            origins: None,
            spec,
            context,
            offered: Offered::NONE,
            spare_room: SPARE_ROOM,
            compared: 0,
            find_longest_list: None,
            longest_list: None,
        }
    }
    /// How long a list is at the most that repeats a present one.
    #[cold]
    pub(crate) fn longest_list(&mut self) -> usize {
        *self.longest_list.get_or_insert_with(|| self.find_longest_list.map_or(0, |find| find()))
    }
    /// What the form was bound with (`bind_with(&context, ..)`), if it is a `C`.
    pub fn context<C: 'static>(&self) -> Option<&'b C> {
        context_as(self.context)
    }
    /// Whether the field offers that value to choose: by its text, else by its canonical text.
    pub(crate) fn offers(&mut self, field: &'static FieldSchema, value: &(impl Chosen + ?Sized)) -> bool {
        self.offered.offers(field, value, self.context)
    }
    /// Notes, on an update, that the field we are at has another value than the present one.
    pub(crate) fn note_change(&mut self) {
        self.changed.push(self.errors.here());
    }
    /// Notes that the field we are at is a form where there was none: it is not written over one that came meanwhile.
    pub(crate) fn note_new_form(&mut self) {
        self.changed.push(self.errors.here().then(FORM));
    }
    /// Takes back what was noted of the field we are at, and within it.
    pub(crate) fn forget_changes(&mut self) {
        let here = self.errors.here();
        self.changed.retain(|noted| !noted.starts_with(here));
    }
    /// Notes where on the page the items of the list we are at stood.
    #[cold]
    #[inline(never)]
    pub(crate) fn note_origins(&mut self, runs: &[Run]) {
        let here = self.errors.here();
        self.origins.get_or_insert_default().add(here, runs);
    }
    /// Forgets the origins of items within the field we are at, as its value is not kept.
    pub(crate) fn forget_origins(&mut self) {
        let here = self.errors.here();
        if let Some(origins) = &mut self.origins {
            origins.forget(here);
        }
    }
    /// Reports a problem with the value that is being read.
    #[inline(always)]
    pub fn problem(&mut self, problem: Problem) {
        self.errors.problem(problem.0);
    }
    #[inline(always)]
    pub(crate) fn fault(&mut self, fault: Fault) {
        self.errors.problem(fault);
    }
    /// Reports, and answers that there is no value.
    #[inline(always)]
    pub(crate) fn refuse<T>(&mut self, fault: Fault) -> Option<T> {
        self.errors.problem(fault);
        None
    }
    /// Reports that the value is not what the field's type wants: `required` for a JSON `null`, else `invalid`.
    #[cold]
    #[inline(never)]
    pub fn misfit(&mut self, raw: &RawValue<'b>) {
        let null = matches!(raw.0, Given::Json) && self.json.eat_null();
        self.errors.problem(if null { Fault::Required } else { Fault::Invalid });
    }
    /// The body as a whole cannot be read.
    #[cold]
    #[inline(never)]
    pub(crate) fn fatal(&mut self, why: Unreadable) {
        self.json.stop(why);
        self.errors.fatal(why);
    }
    /// Whether everything was read.
    pub(crate) fn is_fatal(&self) -> bool {
        self.errors.is_fatal() || self.json.fault().is_some()
    }
    /// Into the field or item we are at. False: too deep, and the body as a whole is refused.
    #[inline(always)]
    pub(crate) fn enter(&mut self) -> bool {
        let entered = self.errors.enter();
        if !entered {
            self.fatal(Unreadable::TooDeep(LEVELS as u32));
        }
        entered
    }
    #[inline(always)]
    pub(crate) fn leave(&mut self) {
        self.errors.leave();
    }
    /// Counts pairs or members. False: too many, and the body as a whole is refused.
    #[inline(always)]
    pub(crate) fn count(&mut self, pairs: u32) -> bool {
        self.pairs += pairs;
        self.pairs <= self.most_pairs || self.count_exactly()
    }
    #[cold]
    #[inline(never)]
    fn count_exactly(&mut self) -> bool {
        // a form that can hold more than the limit may be filled
        let of_body = self.spec.most_pairs(self.all_limits);
        self.most_pairs = of_body.min(self.nested_pairs.in_all);
        if self.pairs <= self.most_pairs {
            return true;
        }
        let told = if self.most_pairs < of_body { self.nested_pairs.told } else { of_body };
        self.fatal(Unreadable::TooManyFields(told));
        false
    }
    /// The page that sent the form did not show everything: what it left out is no wish to take it away.
    #[cold]
    pub(crate) fn page_is_cut(&mut self) {
        if !std::mem::replace(&mut self.page_cut, true) {
            self.errors.problem_at(Path::ROOT.then(FORM), Fault::PageCut);
        }
    }
    /// A key that no field of the form has.
    #[cold]
    #[inline(never)]
    pub(crate) fn unknown_key(&mut self, spec: &FormSchema, key: &str, syntax: KeySyntax) {
        if matches!(self.format, Format::Form) && key == CUT_KEY && self.errors.form() == Path::ROOT {
            return self.page_is_cut();
        }
        if !spec.lets_through(key) {
            let form = self.errors.form();
            self.errors.unknown(form, key, syntax);
        }
    }
    /// A text as it stands in the body, if the value is one.
    #[inline(always)]
    pub(crate) fn raw_text(&mut self, raw: &RawValue<'b>) -> Option<(&'b str, Escaping)> {
        match raw.0 {
            Given::Text(text, escaping) => Some((text, escaping)),
            Given::Json if self.json.first() == b'"' => self.json.text(),
            _ => {
                self.misfit(raw);
                None
            }
        }
    }
    /// Checks a text that no field decodes: a body that is not UTF-8 is refused whatever its keys are.
    #[cold]
    pub(crate) fn check_encoding(&mut self, raw: &RawValue<'b>) {
        if let Given::Text(text, Escaping::Percent) = raw.0
            && !urlencoded::is_utf8(text)
        {
            self.fatal(Unreadable::Encoding);
        }
    }
    /// Whether the value is a JSON `null`, which is then passed over.
    #[inline(always)]
    pub(crate) fn is_null(&mut self, raw: &RawValue<'b>) -> bool {
        matches!(raw.0, Given::Json) && self.json.eat_null()
    }
    /// Whether the value is "nothing was given": `null`, and of a form the empty text; in JSON that text only where the
    /// field is a text. Of a field whose text is stripped, nothing but blanks is the empty text.
    #[inline(always)]
    pub(crate) fn is_blank(&mut self, raw: &RawValue<'b>, kind: &Kind, strip: bool) -> bool {
        match raw.0 {
            Given::Json => match self.json.first() {
                b'n' => self.json.eat_null(),
                b'"' if kind.is_text() => self.json.eat_blank_text(strip),
                _ => false,
            },
            Given::Absent => false,
            _ => self.arena.is_blank(raw, kind, strip),
        }
    }
}

impl std::fmt::Debug for BindContext<'_> {
    /// Nothing of the body.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("BindContext")
            .field("format", &self.format)
            .field("mode", &self.mode)
            .finish_non_exhaustive()
    }
}
