//! Compares lists and forms as a whole with the texts that a page displays for them.

use super::{Expected, is_hidden, matches_expected, text::as_compared};
use crate::{
    BindContext, FieldType, RawValue,
    bind::Mode,
    body::{Escaping, Given, json},
    error::path::{LEVELS, Path},
    field::initial::Shown,
    schema::{Access, ErasedRowKey, FieldSchema, FormSchema, Kind, is_always_sent},
};
use std::borrow::Cow;

/// Implements [`FieldType::repeats`] for a list. The items must be the same in the same order; choices may be
/// in any order.
pub(crate) fn items<'b, T: FieldType>(
    items: &[T],
    raw: &RawValue<'b>,
    field: &'static FieldSchema,
    cx: &mut BindContext<'b>,
) -> bool {
    if is_hidden(field, &T::KIND) {
        return false;
    }
    if const { T::KIND.holds_form() } {
        let shown = Shown::of_items(field, items, matches!(raw.0, Given::Json));
        return compare(&shown, raw, &Kind::List(&T::KIND), field, cx);
    }
    let from = cx.json.mark();
    let mut next = items.iter();
    let in_order = all_items(raw, cx, |raw, cx| match next.next() {
        Some(item) => item.repeats(&raw, field, cx),
        None => is_blank_row(&raw, items.len(), &T::KIND, field, cx),
    });
    if in_order == Some(true) && next.next().is_none() {
        // members and items that are compared here are counted here, because they are not read again
        return !matches!(raw.0, Given::Json) || cx.count(items.len() as u32);
    }
    cx.json.restore(from);
    in_order.is_some() && field.is_chosen() && {
        let shown = Shown::of_items(field, items, matches!(raw.0, Given::Json));
        compare(&shown, raw, &Kind::List(&T::KIND), field, cx)
    }
}

/// Returns whether the raw value repeats a form. Also used for a blank value.
pub(crate) fn form<'b, T: FieldType>(
    value: &T,
    raw: &RawValue<'b>,
    field: &'static FieldSchema,
    cx: &mut BindContext<'b>,
) -> bool {
    compare(&Shown::of_field(field, value, matches!(raw.0, Given::Json)), raw, &T::KIND, field, cx)
}

fn compare<'b>(
    shown: &Shown,
    raw: &RawValue<'b>,
    kind: &'static Kind,
    field: &'static FieldSchema,
    cx: &mut BindContext<'b>,
) -> bool {
    let from = cx.json.mark();
    let mut comparison = Comparison { shown, cx, members: 0 };
    let repeats = comparison.value(raw, kind, field, Path::ROOT);
    let members = comparison.members;
    if !repeats {
        cx.json.restore(from);
    }
    // members and items that are compared here are counted here, because they are not read again
    repeats && cx.count(members)
}

/// The present rows of a list.
///
/// A submission may repeat some rows and change others. The repeated rows are kept as they are, including
/// their secrets and read-only fields.
pub(crate) struct PresentRows<'p, T> {
    present: &'p [T],
    /// boxed, because it is not needed to create a value
    search: Option<Box<Search>>,
}

struct Search {
    shown: Shown,
    taken: Vec<bool>,
    /// the index of the row that is expected next
    next: usize,
    /// the remaining number of comparisons with other rows than the expected one, and the remaining bytes of
    /// such comparisons; both keep the time linear
    comparisons: usize,
    bytes: usize,
}

/// The limit of such comparisons per present row, and of compared bytes per byte of the present rows.
const COMPARISONS: usize = 8;
/// The minimum of these limits for short lists and short rows.
const FEW_COMPARISONS: usize = 4096;
const FEW_BYTES: usize = 64 * 1024;

impl<'p, T: FieldType> PresentRows<'p, T> {
    #[inline(always)]
    pub(crate) fn new(present: Option<&'p Vec<T>>) -> Self {
        PresentRows { present: present.map_or(&[], Vec::as_slice), search: None }
    }
    /// Returns the present row with the given index.
    pub(crate) fn at(&self, k: usize) -> Option<&'p T> {
        self.present.get(k)
    }
    /// Returns the present row that the raw value repeats. Other rows may have been added or removed before
    /// it.
    #[inline(always)]
    pub(crate) fn take<'b>(
        &mut self,
        raw: &RawValue<'b>,
        field: &'static FieldSchema,
        cx: &mut BindContext<'b>,
    ) -> Option<&'p T> {
        if self.present.is_empty() { None } else { self.find(raw, field, cx) }
    }
    /// Returns the present secret with the given index. A page does not display secrets and sends empty
    /// controls for them.
    #[cold]
    pub(crate) fn secret(&self, k: usize) -> Option<&'p T> {
        self.present.get(k).filter(|_| T::KIND.is_secret())
    }
    #[cold]
    #[inline(never)]
    fn find<'b>(
        &mut self,
        raw: &RawValue<'b>,
        field: &'static FieldSchema,
        cx: &mut BindContext<'b>,
    ) -> Option<&'p T> {
        let present = self.present;
        if is_hidden(field, &T::KIND) {
            return None;
        }
        let search = self.search.get_or_insert_with(|| {
            let shown = Shown::of_items(field, present, matches!(raw.0, Given::Json));
            let bytes = COMPARISONS * shown.text_bytes() + FEW_BYTES;
            let taken = vec![false; present.len()];
            let comparisons = (COMPARISONS * present.len()).max(FEW_COMPARISONS);
            Box::new(Search { shown, taken, next: 0, comparisons, bytes })
        });
        let k = search.find(raw, &T::KIND, field, cx)?;
        Some(&present[k])
    }
}

impl Search {
    fn find<'b>(
        &mut self,
        raw: &RawValue<'b>,
        kind: &'static Kind,
        field: &'static FieldSchema,
        cx: &mut BindContext<'b>,
    ) -> Option<usize> {
        let next = self.next;
        for k in (next..self.taken.len()).chain(0..next) {
            if self.taken[k] {
                continue;
            }
            if k != next {
                if self.comparisons == 0 || self.bytes == 0 {
                    break;
                }
                self.comparisons -= 1;
            }
            let (from, compared) = (cx.json.mark(), cx.compared);
            let mut comparison = Comparison { shown: &self.shown, cx, members: 0 };
            if comparison.value(raw, kind, field, Path::ROOT.then(k as u16)) {
                let members = comparison.members;
                self.taken[k] = true;
                self.next = k + 1;
                return cx.count(members).then_some(k);
            }
            cx.json.restore(from);
            if k != next {
                self.bytes = self.bytes.saturating_sub(cx.compared - compared);
            }
        }
        // the row may be the expected one with changes
        self.next = (next + 1).min(self.taken.len());
        None
    }
}

/// Calls `is_equal` for each raw item of a list until it returns `false`. Returns `None` if the raw value is
/// not a list.
fn all_items<'b>(
    raw: &RawValue<'b>,
    cx: &mut BindContext<'b>,
    mut is_equal: impl FnMut(RawValue<'b>, &mut BindContext<'b>) -> bool,
) -> Option<bool> {
    match raw.0 {
        Given::Json if cx.json.first() == b'[' => {
            let mut more = cx.json.open(b']');
            while more {
                cx.json.blanks();
                if !is_equal(RawValue::JSON, cx) {
                    return Some(false);
                }
                more = cx.json.more(b']');
            }
            Some(cx.json.fault().is_none())
        }
        Given::List(list) => {
            let mut k = 0;
            while let Some(item) = cx.arena.item(list, k) {
                if !is_equal(item, cx) {
                    return Some(false);
                }
                k += 1;
            }
            Some(true)
        }
        _ => None,
    }
}

/// Returns whether a raw row after the `len` present ones is blank and can be ignored. A page adds blank rows
/// to a list that needs more. For choices, a blank item counts only in a partial update, in which it means that
/// nothing is chosen.
fn is_blank_row<'b>(
    raw: &RawValue<'b>,
    len: usize,
    kind: &Kind,
    field: &FieldSchema,
    cx: &BindContext<'b>,
) -> bool {
    let clears_choices = len == 0 && cx.mode == Mode::Partial;
    let may_be_blank = !matches!(raw.0, Given::Json) && (clears_choices || !field.is_chosen());
    may_be_blank && cx.arena.is_blank(raw, kind, field.strip)
}

/// Returns whether a browser sends nothing for the value at a path.
pub(super) fn page_sends_nothing(
    shown: &Shown,
    kind: &'static Kind,
    field: &'static FieldSchema,
    path: Path,
) -> bool {
    match kind {
        Kind::Form(_) if !shown.has_form(path) => true,
        Kind::Form(spec) => spec().fields.iter().enumerate().all(|(i, field)| {
            field.access == Access::ReadOnly
                || (!is_always_sent(field, &field.kind)
                    && page_sends_nothing(shown, &field.kind, field, path.then(i as u16)))
        }),
        _ => is_nothing(shown, kind, field, path),
    }
}

/// Returns whether the value at a path is the one for a missing key.
fn is_nothing(shown: &Shown, kind: &Kind, field: &FieldSchema, path: Path) -> bool {
    match kind {
        Kind::Form(_) => !shown.has_form(path),
        Kind::List(_) => shown.len_at(path) == 0,
        Kind::Boolean if !field.optional => shown.at(path).is_none_or(|text| text == "false"),
        _ => shown.at(path).is_none_or(str::is_empty),
    }
}

/// Compares a raw value with the texts of the present value.
pub(super) struct Comparison<'c, 'b> {
    pub(super) shown: &'c Shown,
    pub(super) cx: &'c mut BindContext<'b>,
    /// the number of members of JSON objects and items of JSON lists read so far
    pub(super) members: u32,
}

impl<'b> Comparison<'_, 'b> {
    pub(super) fn value(
        &mut self,
        raw: &RawValue<'b>,
        kind: &'static Kind,
        field: &'static FieldSchema,
        path: Path,
    ) -> bool {
        match kind {
            Kind::Form(spec) => self.form(raw, kind, spec(), field, path),
            Kind::List(item) => self.list(raw, item, field, path),
            // pages do not display the value: a blank control means "unchanged"
            kind if is_hidden(field, kind) => matches!(raw.0, Given::Text("", _)),
            kind => {
                let text = self.shown.at(path);
                if let (Given::Json, None) = (raw.0, text) {
                    return self.cx.json.eat_null();
                }
                let expected = Expected { page: text.unwrap_or_default(), json: text };
                let is_match = matches_expected(raw, expected, kind, field, self.cx);
                self.cx.keeps_choice |= is_match && field.is_chosen();
                is_match
            }
        }
    }
    fn form(
        &mut self,
        raw: &RawValue<'b>,
        kind: &Kind,
        spec: &'static FormSchema,
        field: &'static FieldSchema,
        path: Path,
    ) -> bool {
        if !self.shown.has_form(path) {
            return match raw.0 {
                Given::Json => self.cx.json.eat_null(),
                _ => self.cx.arena.is_blank(raw, kind, false),
            };
        }
        if path.len() + 1 >= LEVELS {
            return false;
        }
        let seen = match raw.0 {
            Given::Json if self.cx.json.first() == b'{' => {
                let outer = self.cx.narrow(spec);
                let seen = self.object(spec, path);
                self.cx.widen(spec, outer);
                seen
            }
            Given::Form(form) => self.entries(form, spec, path),
            // a row without any other values, for which a page only states that it exists
            Given::Absent => Some(0),
            _ => None,
        };
        let is_json = matches!(raw.0, Given::Json);
        seen.is_some_and(|seen| {
            // a row without its key is a new one
            if let Some(key) = field.row_key.map(ErasedRowKey::index)
                && seen >> key & 1 == 0
                && self.shown.at(path.then(key as u16)).is_some()
            {
                return false;
            }
            let mut fields = spec.fields.iter().enumerate().filter(|(i, _)| seen >> i & 1 == 0);
            fields.all(|(i, field)| self.may_be_absent(field, path.then(i as u16), is_json))
        })
    }
    /// Compares the submitted values of a form. Returns a bit set of their fields, or `None` if one of them
    /// differs.
    fn entries(&mut self, form: u32, spec: &'static FormSchema, path: Path) -> Option<u64> {
        let (mut seen, mut at) = (0u64, self.cx.arena.first(form));
        while let Some((i, raw, next)) = self.cx.arena.entry(at) {
            let field = spec.fields.get(i)?;
            seen |= 1 << i;
            // the page has the fields of all variants
            let is_other_variant = spec.is_variant(i) && !self.shown.has_form(path.then(i as u16));
            if !is_other_variant && !self.value(&raw, &field.kind, field, path.then(i as u16)) {
                return None;
            }
            at = next;
        }
        Some(seen)
    }
    /// Like [`entries`](Self::entries), for a JSON object.
    fn object(&mut self, spec: &'static FormSchema, path: Path) -> Option<u64> {
        if spec.tags != 0 {
            return self.tagged_object(spec, path);
        }
        let (mut seen, mut more) = (0u64, self.cx.json.open(b'}'));
        while more {
            let (key, is_escaped) = self.cx.json.key()?;
            let key = if is_escaped { Cow::Owned(json::unescape(key)) } else { Cow::Borrowed(key) };
            let i = spec.position(&key).filter(|i| seen >> i & 1 == 0)?;
            let field = &spec.fields[i];
            seen |= 1 << i;
            self.members += 1;
            self.cx.json.blanks();
            if !self.value(&RawValue::JSON, &field.kind, field, path.then(i as u16)) {
                return None;
            }
            more = self.cx.json.more(b'}');
        }
        self.cx.json.fault().is_none().then_some(seen)
    }
    pub(super) fn may_be_absent(&self, field: &'static FieldSchema, path: Path, is_json: bool) -> bool {
        if field.access == Access::ReadOnly || is_hidden(field, &field.kind) {
            return true;
        }
        if is_json {
            let is_required_boolean = matches!(field.kind, Kind::Boolean) && !field.optional;
            return !is_required_boolean
                && !field.has_default
                && is_nothing(self.shown, &field.kind, field, path);
        }
        let is_sent = is_always_sent(field, &field.kind);
        (!is_sent || !field.has_default) && page_sends_nothing(self.shown, &field.kind, field, path)
    }
    fn list(
        &mut self,
        raw: &RawValue<'b>,
        item: &'static Kind,
        field: &'static FieldSchema,
        path: Path,
    ) -> bool {
        if is_hidden(field, item) {
            return false;
        }
        let len = self.shown.len_at(path);
        let (from, members) = (self.cx.json.mark(), self.members);
        let (shown, mut k, mut read) = (self.shown, 0, 0);
        let in_order = all_items(raw, self.cx, |raw, cx| {
            let is_equal = if k < len {
                let mut comparison = Comparison { shown, cx, members: 0 };
                let is_equal = comparison.value(&raw, item, field, path.then(k as u16));
                read += comparison.members;
                is_equal
            } else {
                is_blank_row(&raw, len, item, field, cx)
            };
            k += 1;
            is_equal
        });
        self.members += read;
        if let Given::Json = raw.0 {
            self.members += k as u32;
        }
        match in_order {
            Some(true) if k >= len => true,
            Some(_) if field.is_chosen() => {
                self.cx.json.restore(from);
                self.members = members;
                if let Given::Json = raw.0 {
                    self.members += len as u32;
                }
                self.is_same_choices(raw, field, path, len)
            }
            // JSON may contain `null` for a list that is `None`
            None if len == 0 && matches!(raw.0, Given::Json) => self.cx.json.eat_null(),
            _ => false,
        }
    }
    /// Compares choices in any order. They may be spelled like the present value or like the choices of the
    /// field. A browser sends a repeated choice only once.
    fn is_same_choices(
        &mut self,
        raw: &RawValue<'b>,
        field: &'static FieldSchema,
        path: Path,
        len: usize,
    ) -> bool {
        let mut submitted = Vec::new();
        let all = all_items(raw, self.cx, |raw, cx| {
            // a longer list cannot be equal
            let text = if submitted.len() < len { choice(&raw, cx) } else { None };
            text.map(|text| submitted.push(as_compared(text))).is_some()
        });
        let shown = (0..len).filter_map(|k| self.shown.at(path.then(k as u16)));
        let mut shown: Vec<_> = shown.map(|text| as_compared(Cow::Borrowed(text))).collect();
        self.cx.keeps_choice = true;
        let is_json = matches!(raw.0, Given::Json);
        all == Some(true)
            && (is_same_set(&mut submitted, &mut shown, is_json) || {
                let context = self.cx.context;
                self.cx.offered.resolved(field, context).is_some_and(|choices| {
                    let to_choice_text = |text: &mut Cow<'_, str>| {
                        if let Some(i) = choices.read(text, field) {
                            *text = Cow::Owned(choices.shown(i).to_owned());
                        }
                    };
                    submitted.iter_mut().for_each(to_choice_text);
                    shown.iter_mut().for_each(to_choice_text);
                    is_same_set(&mut submitted, &mut shown, is_json)
                })
            })
    }
}

fn is_same_set(submitted: &mut [Cow<'_, str>], shown: &mut Vec<Cow<'_, str>>, is_json: bool) -> bool {
    submitted.sort_unstable();
    shown.sort_unstable();
    *submitted == **shown
        || (!is_json && {
            let mut unique = shown.clone();
            unique.dedup();
            *submitted == *unique
        })
}

/// Returns the text of a choice.
fn choice<'b>(raw: &RawValue<'b>, cx: &mut BindContext<'b>) -> Option<Cow<'b, str>> {
    let (text, escaping) = match raw.0 {
        Given::Text(text, escaping) => (text, escaping),
        Given::Json if cx.json.is_at_number() => return cx.json.number().map(Cow::Borrowed),
        Given::Json if cx.json.first() == b'"' => cx.json.text()?,
        _ => return None,
    };
    match escaping {
        Escaping::Plain | Escaping::None => Some(Cow::Borrowed(text)),
        Escaping::Percent => crate::body::urlencoded::decode(text).ok().map(|(text, _)| Cow::Owned(text)),
        Escaping::Json => Some(Cow::Owned(json::unescape(text))),
    }
}
