//! The state of binding one body: the current position in the form, the rest of the input, and the errors so
//! far.

use super::{
    context_choices::{ChoiceValue, Offered},
    item_origins::{ItemOrigins, Run},
    nested_limits::PairLimit,
    row_notes::{RowNotes, is_delete_marker},
    row_request::CUT_KEY,
};
#[cfg(feature = "multipart")]
use crate::body::{ReceivedParts, part_marker};
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

/// The kind of change that a submission makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Creates a value.
    Create,
    /// Replaces all fields of a present value.
    Update,
    /// Replaces only the submitted fields of a present value.
    Partial,
}

/// The schema, limits and other input for binding a body.
#[derive(Clone, Copy)]
pub(crate) struct Asked<'b> {
    pub(crate) mode: Mode,
    pub(crate) spec: &'static FormSchema,
    pub(crate) limits: &'b Limits,
    pub(crate) context: &'b (dyn Any + Send + Sync),
}

/// Receives the raw values of a form's fields from a walker, one call per field with its index.
pub(crate) trait Target {
    fn field<'b>(&mut self, i: usize, raw: &RawValue<'b>, cx: &mut BindContext<'b>);
}

/// The state of binding one body. A [`FieldType`](crate::FieldType) reads its value through the context and
/// reports problems to it.
#[expect(clippy::struct_excessive_bools, reason = "each is an independent property of the state")]
pub struct BindContext<'b> {
    pub(crate) errors: Collector,
    pub(crate) json: Reader<'b>,
    pub(crate) arena: Arena<'b>,
    /// the limits at the current position
    pub(crate) limits: Limits,
    /// the limits of the whole body
    pub(crate) all_limits: &'b Limits,
    pub(crate) format: Format,
    pub(crate) mode: Mode,
    /// `true` if the body is the query of a URL
    pub(crate) query: bool,
    /// `true` if a secret has been read
    pub(crate) secret: bool,
    /// `true` if the current value may not change the present one and is only compared with it
    pub(crate) is_repeating: bool,
    /// `true` if the current value is a choice; choices are not checked against the choices of the field, nor
    /// by rules that are functions
    pub(crate) reads_choice: bool,
    /// the variant that the last tag has chosen: the number of its field after that of the tag, or 0
    pub(crate) chosen_variant: Option<usize>,
    /// the last secret that kept its present value because its control was empty
    pub(crate) kept_secret: Path,
    /// `true` if the submission is a row request
    pub(crate) asks_for_rows: bool,
    /// `true` if the submitted page was truncated
    page_cut: bool,
    /// the number of pairs and members so far
    pub(crate) pairs: u32,
    /// up to this number of pairs, no exact check is needed
    pub(crate) most_pairs: u32,
    /// the limit of the current nested form
    pub(crate) nested_pairs: PairLimit,
    pub(crate) changed: Vec<Path>,
    pub(crate) row_notes: RowNotes,
    /// `true` if an update kept a choice that may no longer be available
    pub(crate) keeps_choice: bool,
    /// the lists that lost blank items, if any
    pub(crate) origins: Option<Box<ItemOrigins>>,
    spec: &'static FormSchema,
    pub(crate) context: &'b (dyn Any + Send + Sync),
    /// the choices from the context, as far as they have been loaded
    pub(crate) offered: Offered,
    /// how many more bytes lists may leave unused
    pub(crate) spare_room: usize,
    /// the number of bytes that have been compared with the present value
    pub(crate) compared: usize,
    /// computes the length of the longest list in the present value
    pub(crate) find_longest_list: Option<&'b (dyn Fn() -> usize + 'b)>,
    /// the cached result of `find_longest_list`
    longest_list: Option<usize>,
    /// the files and the JSON of a multipart body
    #[cfg(feature = "multipart")]
    parts: Option<&'b ReceivedParts>,
}

/// The number of bytes that all lists of a body may leave unused: half of what binding may allocate in
/// addition to four times the body.
const SPARE_ROOM: usize = 32 * 1024;

impl<'b> BindContext<'b> {
    #[inline(always)]
    pub(crate) fn new(text: &'b str, format: Format, asked: Asked<'b>, query: bool) -> Self {
        let Asked { mode, spec, limits, context } = asked;
        BindContext {
            errors: Collector::new(),
            json: Reader::new(text, limits.max_depth),
            arena: Arena::new(text),
            limits: *limits,
            all_limits: limits,
            format,
            mode,
            query,
            secret: false,
            is_repeating: false,
            reads_choice: false,
            chosen_variant: None,
            kept_secret: Path::ROOT,
            asks_for_rows: false,
            page_cut: false,
            pairs: 0,
            most_pairs: limits.max_fields,
            nested_pairs: PairLimit::ANY,
            changed: Vec::new(),
            row_notes: RowNotes::NONE,
            keeps_choice: false,
            origins: None,
            spec,
            context,
            offered: Offered::NONE,
            spare_room: SPARE_ROOM,
            compared: 0,
            find_longest_list: None,
            longest_list: None,
            #[cfg(feature = "multipart")]
            parts: None,
        }
    }
    /// Sets the files and the JSON of a multipart body.
    #[cfg(feature = "multipart")]
    pub(crate) fn with_parts(mut self, parts: Option<&'b ReceivedParts>) -> Self {
        self.parts = parts;
        self.arena.has_markers = parts.is_some();
        self
    }
    #[cfg(feature = "multipart")]
    pub(crate) fn parts(&self) -> Option<&'b ReceivedParts> {
        self.parts
    }
    /// Returns the raw value of a pair.
    #[inline(always)]
    #[cfg_attr(
        not(feature = "multipart"),
        expect(clippy::unused_self, reason = "used by the feature `multipart`")
    )]
    pub(crate) fn raw_of_pair(&self, text: &'b str, escaping: Escaping) -> RawValue<'b> {
        // a marker begins with a control character
        #[cfg(feature = "multipart")]
        if escaping == Escaping::Percent
            && self.parts.is_some()
            && let Some(given) = part_marker(text)
        {
            return RawValue(given);
        }
        RawValue::text(text, escaping)
    }
    /// Returns the length of the longest list in the present value. A list that repeats the present one is
    /// never longer.
    #[cold]
    pub(crate) fn longest_list(&mut self) -> usize {
        *self.longest_list.get_or_insert_with(|| self.find_longest_list.map_or(0, |find| find()))
    }
    /// Returns the context that the form was bound with (`bind_with(&context, ..)`), if its type is `C`.
    pub fn context<C: 'static>(&self) -> Option<&'b C> {
        context_as(self.context)
    }
    /// Returns whether the value is one of the field's choices. Compares its text first, then its canonical
    /// text.
    pub(crate) fn offers(
        &mut self,
        field: &'static FieldSchema,
        value: &(impl ChoiceValue + ?Sized),
    ) -> bool {
        self.offered.offers(field, value, self.context)
    }
    /// Records, in an update, that the value of the current field differs from the present one.
    pub(crate) fn note_change(&mut self) {
        self.changed.push(self.errors.here());
    }
    /// Records that the current field is a new form. Applying the update does not overwrite a form that was
    /// created in the meantime.
    pub(crate) fn note_new_form(&mut self) {
        self.changed.push(self.errors.here().then(FORM));
    }
    /// Discards the recorded changes of the current field and of everything in it.
    pub(crate) fn forget_changes(&mut self) {
        let here = self.errors.here();
        self.changed.retain(|noted| !noted.starts_with(here));
    }
    /// Records the positions on the page of the items of the current list.
    #[cold]
    #[inline(never)]
    pub(crate) fn note_origins(&mut self, runs: &[Run]) {
        let here = self.errors.here();
        self.origins.get_or_insert_default().add(here, runs);
    }
    /// Discards the recorded positions of items in the current field, whose value is not kept.
    pub(crate) fn forget_origins(&mut self) {
        let here = self.errors.here();
        if let Some(origins) = &mut self.origins {
            origins.forget(here);
        }
    }
    /// Reports a problem with the current value.
    #[inline(always)]
    pub fn problem(&mut self, problem: Problem) {
        self.errors.problem(problem.0);
    }
    #[inline(always)]
    pub(crate) fn fault(&mut self, fault: Fault) {
        self.errors.problem(fault);
    }
    /// Reports a problem and returns `None`.
    #[inline(always)]
    pub(crate) fn refuse<T>(&mut self, fault: Fault) -> Option<T> {
        self.errors.problem(fault);
        None
    }
    /// Reports that the current value has the wrong type: `required` for a JSON `null`, else `invalid`.
    #[cold]
    #[inline(never)]
    pub fn misfit(&mut self, raw: &RawValue<'b>) {
        let null = matches!(raw.0, Given::Json) && self.json.eat_null();
        self.errors.problem(if null { Fault::Required } else { Fault::Invalid });
    }
    /// Rejects the body as a whole, because it cannot be read.
    #[cold]
    #[inline(never)]
    pub(crate) fn fatal(&mut self, why: Unreadable) {
        self.json.stop(why);
        self.errors.fatal(why);
    }
    /// Returns whether the body has been rejected as a whole.
    pub(crate) fn is_fatal(&self) -> bool {
        self.errors.is_fatal() || self.json.fault().is_some()
    }
    /// Enters the current field or item. Returns `false`, and rejects the body, if it is nested too deeply.
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
    /// Counts pairs or members. Returns `false`, and rejects the body, if there are too many.
    #[inline(always)]
    pub(crate) fn count(&mut self, pairs: u32) -> bool {
        self.pairs += pairs;
        self.pairs <= self.most_pairs || self.count_exactly()
    }
    #[cold]
    #[inline(never)]
    fn count_exactly(&mut self) -> bool {
        // a form with more fields than the limit can still be submitted
        let of_body = self.spec.most_pairs(self.all_limits);
        self.most_pairs = of_body.min(self.nested_pairs.total);
        if self.pairs <= self.most_pairs {
            return true;
        }
        let reported = if self.most_pairs < of_body { self.nested_pairs.reported } else { of_body };
        self.fatal(Unreadable::TooManyFields(reported));
        false
    }
    /// Reports that the submitted page was truncated. The values that it left out must not be taken for
    /// removed.
    #[cold]
    pub(crate) fn report_cut_page(&mut self) {
        if !std::mem::replace(&mut self.page_cut, true) {
            self.errors.problem_at(Path::ROOT.then(FORM), Fault::PageCut);
        }
    }
    /// Handles a key that does not belong to any field. Reports it unless the form lets it through.
    #[cold]
    #[inline(never)]
    pub(crate) fn unknown_key(&mut self, spec: &FormSchema, key: &str, syntax: KeySyntax) {
        if matches!(self.format, Format::Form) && key == CUT_KEY && self.errors.form() == Path::ROOT {
            return self.report_cut_page();
        }
        if !spec.lets_through(key) {
            let form = self.errors.form();
            if !self.is_delete_marker(form, key) {
                self.errors.unknown(form, key, syntax);
            }
        }
    }
    /// Returns whether `key`, in the form at a path, is the marker that deletes a row.
    #[cold]
    pub(crate) fn is_delete_marker(&self, form: Path, key: &str) -> bool {
        is_delete_marker(self.spec, form, key)
    }
    /// Returns the raw text of the current value. Reports a problem and returns `None` if the value is not a
    /// text.
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
    /// Rejects the body if a text that no field decodes is not UTF-8. Whether a body is valid UTF-8 must not
    /// depend on its keys.
    #[cold]
    pub(crate) fn check_encoding(&mut self, raw: &RawValue<'b>) {
        if let Given::Text(text, Escaping::Percent) = raw.0
            && !urlencoded::is_utf8(text)
        {
            self.fatal(Unreadable::Encoding);
        }
    }
    /// Returns whether the value is a JSON `null`, and reads it in that case.
    #[inline(always)]
    pub(crate) fn is_null(&mut self, raw: &RawValue<'b>) -> bool {
        matches!(raw.0, Given::Json) && self.json.eat_null()
    }
    /// Returns whether the value is blank, and reads it in that case.
    ///
    /// A JSON `null` is blank, and so is an empty text in an urlencoded body. In JSON, an empty text is blank
    /// only for a text field. If the field strips its text, white space counts as empty.
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
    /// Formats the state without any submitted value.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("BindContext")
            .field("format", &self.format)
            .field("mode", &self.mode)
            .finish_non_exhaustive()
    }
}
