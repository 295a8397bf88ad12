//! Lists and forms that are compared as a whole, with what a page shows of them.

use super::{Expected, is_hidden, is_said, text::as_compared};
use crate::{
    BindContext, FieldType, RawValue,
    bind::Mode,
    body::{Escaping, Given, json},
    error::path::{LEVELS, Path},
    field::initial::Shown,
    schema::{Access, FieldSchema, FormSchema, Kind, is_always_sent},
};
use std::borrow::Cow;

/// [`FieldType::repeats`] of a list: the same items in the same order; of choices, in any order.
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
        return whole(&shown, raw, &Kind::List(&T::KIND), field, cx);
    }
    let from = cx.json.mark();
    let mut next = items.iter();
    let in_order = each(raw, cx, |raw, cx| match next.next() {
        Some(item) => item.repeats(&raw, field, cx),
        None => is_blank_row(&raw, items.len(), &T::KIND, field, cx),
    });
    if in_order == Some(true) && next.next().is_none() {
        // what was read here is not read again
        return !matches!(raw.0, Given::Json) || cx.count(items.len() as u32);
    }
    cx.json.restore(from);
    in_order.is_some() && field.is_chosen() && {
        let shown = Shown::of_items(field, items, matches!(raw.0, Given::Json));
        whole(&shown, raw, &Kind::List(&T::KIND), field, cx)
    }
}

/// Returns whether the raw value, a form or nothing, repeats a form.
pub(crate) fn form<'b, T: FieldType>(
    value: &T,
    raw: &RawValue<'b>,
    field: &'static FieldSchema,
    cx: &mut BindContext<'b>,
) -> bool {
    whole(&Shown::of_field(field, value, matches!(raw.0, Given::Json)), raw, &T::KIND, field, cx)
}

fn whole<'b>(
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
    // what was read here is not read again
    repeats && cx.count(members)
}

/// Rows of a list that a submission repeats while it changes others: they stay as they are, with their secrets and
/// with what no one may set.
pub(crate) struct Kept<'p, T> {
    present: &'p [T],
    /// boxed, for a create has none
    search: Option<Box<Search>>,
}

struct Search {
    shown: Shown,
    taken: Vec<bool>,
    /// where the row is expected that follows the last one
    next: usize,
    /// how many comparisons with other rows than the expected one are left, and of how many bytes: time stays linear
    comparisons: usize,
    bytes: usize,
}

/// For each present row, and for each of their bytes.
const COMPARISONS: usize = 8;
/// For a list of few rows, and for rows of few bytes.
const FEW_COMPARISONS: usize = 4096;
const FEW_BYTES: usize = 64 * 1024;

impl<'p, T: FieldType> Kept<'p, T> {
    #[inline(always)]
    pub(crate) fn new(present: Option<&'p Vec<T>>) -> Self {
        Kept { present: present.map_or(&[], Vec::as_slice), search: None }
    }
    /// Returns the present row at that place.
    pub(crate) fn at(&self, k: usize) -> Option<&'p T> {
        self.present.get(k)
    }
    /// The present row that the raw one repeats: at its place, or where it was before others came or went.
    #[inline(always)]
    pub(crate) fn take<'b>(
        &mut self,
        raw: &RawValue<'b>,
        field: &'static FieldSchema,
        cx: &mut BindContext<'b>,
    ) -> Option<&'p T> {
        if self.present.is_empty() { None } else { self.find(raw, field, cx) }
    }
    /// The present secret at that place: a page shows none, and sends its control empty.
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
        // it may be the one that was there, changed
        self.next = (next + 1).min(self.taken.len());
        None
    }
}

/// Hands over each raw item of a list until one is not as it should be. None: it is no list.
fn each<'b>(
    raw: &RawValue<'b>,
    cx: &mut BindContext<'b>,
    mut is_right: impl FnMut(RawValue<'b>, &mut BindContext<'b>) -> bool,
) -> Option<bool> {
    match raw.0 {
        Given::Json if cx.json.first() == b'[' => {
            let mut more = cx.json.open(b']');
            while more {
                cx.json.blanks();
                if !is_right(RawValue::JSON, cx) {
                    return Some(false);
                }
                more = cx.json.more(b']');
            }
            Some(cx.json.fault().is_none())
        }
        Given::List(list) => {
            let mut k = 0;
            while let Some(item) = cx.arena.item(list, k) {
                if !is_right(item, cx) {
                    return Some(false);
                }
                k += 1;
            }
            Some(true)
        }
        _ => None,
    }
}

/// Returns whether a row after `len` others is one that no one filled in, as a page has them where a list needs some. Of
/// choices, a blank one says in a partial update that none is chosen; elsewhere it is not one of them.
fn is_blank_row<'b>(
    raw: &RawValue<'b>,
    len: usize,
    kind: &Kind,
    field: &FieldSchema,
    cx: &BindContext<'b>,
) -> bool {
    let says_none_is_chosen = len == 0 && cx.mode == Mode::Partial;
    let may_be_blank = !matches!(raw.0, Given::Json) && (says_none_is_chosen || !field.is_chosen());
    may_be_blank && cx.arena.is_blank(raw, kind, field.strip)
}

/// Returns whether a browser sends nothing for what is shown there.
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

/// Returns whether what is shown there is what absence stands for.
fn is_nothing(shown: &Shown, kind: &Kind, field: &FieldSchema, path: Path) -> bool {
    match kind {
        Kind::Form(_) => !shown.has_form(path),
        Kind::List(_) => shown.len_at(path) == 0,
        Kind::Boolean if !field.optional => shown.at(path).is_none_or(|text| text == "false"),
        _ => shown.at(path).is_none_or(str::is_empty),
    }
}

/// A raw value beside what is shown of the present one.
struct Comparison<'c, 'b> {
    shown: &'c Shown,
    cx: &'c mut BindContext<'b>,
    /// how many members of JSON objects and items of JSON lists were read
    members: u32,
}

impl<'b> Comparison<'_, 'b> {
    fn value(
        &mut self,
        raw: &RawValue<'b>,
        kind: &'static Kind,
        field: &'static FieldSchema,
        path: Path,
    ) -> bool {
        match kind {
            Kind::Form(spec) => self.form(raw, kind, spec(), path),
            Kind::List(item) => self.list(raw, item, field, path),
            // it is not shown: what is left blank is not changed
            kind if is_hidden(field, kind) => matches!(raw.0, Given::Text("", _)),
            kind => {
                let text = self.shown.at(path);
                if let (Given::Json, None) = (raw.0, text) {
                    return self.cx.json.eat_null();
                }
                let expected = Expected { page: text.unwrap_or_default(), json: text };
                let is_said = is_said(raw, expected, kind, field, self.cx);
                self.cx.keeps_choice |= is_said && field.is_chosen();
                is_said
            }
        }
    }
    fn form(&mut self, raw: &RawValue<'b>, kind: &Kind, spec: &'static FormSchema, path: Path) -> bool {
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
                let around = self.cx.narrow(spec);
                let seen = self.object(spec, path);
                self.cx.widen(spec, around);
                seen
            }
            Given::Form(form) => self.entries(form, spec, path),
            // a row of which a page says that it is there, and nothing else
            Given::Absent => Some(0),
            _ => None,
        };
        let is_json = matches!(raw.0, Given::Json);
        seen.is_some_and(|seen| {
            let mut fields = spec.fields.iter().enumerate().filter(|(i, _)| seen >> i & 1 == 0);
            fields.all(|(i, field)| self.may_be_absent(field, path.then(i as u16), is_json))
        })
    }
    /// The fields whose keys came, all as they are shown.
    fn entries(&mut self, form: u32, spec: &'static FormSchema, path: Path) -> Option<u64> {
        let (mut seen, mut at) = (0u64, self.cx.arena.first(form));
        while let Some((i, raw, next)) = self.cx.arena.entry(at) {
            let field = spec.fields.get(i)?;
            seen |= 1 << i;
            if !self.value(&raw, &field.kind, field, path.then(i as u16)) {
                return None;
            }
            at = next;
        }
        Some(seen)
    }
    /// The same, of a JSON object.
    fn object(&mut self, spec: &'static FormSchema, path: Path) -> Option<u64> {
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
    fn may_be_absent(&self, field: &'static FieldSchema, path: Path, is_json: bool) -> bool {
        if field.access == Access::ReadOnly || is_hidden(field, &field.kind) {
            return true;
        }
        if is_json {
            let is_said = matches!(field.kind, Kind::Boolean) && !field.optional;
            return !is_said && !field.has_default && is_nothing(self.shown, &field.kind, field, path);
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
        let in_order = each(raw, self.cx, |raw, cx| {
            let is_right = if k < len {
                let mut comparison = Comparison { shown, cx, members: 0 };
                let is_right = comparison.value(&raw, item, field, path.then(k as u16));
                read += comparison.members;
                is_right
            } else {
                is_blank_row(&raw, len, item, field, cx)
            };
            k += 1;
            is_right
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
                self.set(raw, field, path, len)
            }
            // JSON may say `null` for a list that is none
            None if len == 0 && matches!(raw.0, Given::Json) => self.cx.json.eat_null(),
            _ => false,
        }
    }
    /// Choices in any order, and in the spelling of the present list or of what there is to choose from. Of a page, one that is
    /// there twice is sent once.
    fn set(&mut self, raw: &RawValue<'b>, field: &'static FieldSchema, path: Path, len: usize) -> bool {
        let mut said = Vec::new();
        let all = each(raw, self.cx, |raw, cx| {
            // more than there are cannot be the same
            let text = if said.len() < len { choice(&raw, cx) } else { None };
            text.map(|text| said.push(as_compared(text))).is_some()
        });
        let shown = (0..len).filter_map(|k| self.shown.at(path.then(k as u16)));
        let mut shown: Vec<_> = shown.map(|text| as_compared(Cow::Borrowed(text))).collect();
        self.cx.keeps_choice = true;
        let is_json = matches!(raw.0, Given::Json);
        all == Some(true)
            && (is_same_set(&mut said, &mut shown, is_json) || {
                let context = self.cx.context;
                self.cx.offered.resolved(field, context).is_some_and(|choices| {
                    let as_chosen = |text: &mut Cow<'_, str>| {
                        if let Some(i) = choices.read(text, field) {
                            *text = Cow::Owned(choices.shown(i).to_owned());
                        }
                    };
                    said.iter_mut().for_each(as_chosen);
                    shown.iter_mut().for_each(as_chosen);
                    is_same_set(&mut said, &mut shown, is_json)
                })
            })
    }
}

fn is_same_set(said: &mut [Cow<'_, str>], shown: &mut Vec<Cow<'_, str>>, is_json: bool) -> bool {
    said.sort_unstable();
    shown.sort_unstable();
    *said == **shown
        || (!is_json && {
            let mut once = shown.clone();
            once.dedup();
            *said == *once
        })
}

/// The text of a choice.
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
