//! Values of nested forms and lists, until all of the body was seen. Nothing is allocated until such a key comes, and
//! then in proportion to the pairs that came.

use super::{
    chunks::Chunks,
    entry::{Entry, FRESH, NONE, STRANGER, Slot},
    lists::Lists,
};
use crate::{
    RawValue,
    body::{Escaping, Given, is_blank_text},
    schema::{FieldSchema, FormSchema, Kind},
};

/// The form that the body itself is.
pub(crate) const ROOT: u32 = 0;

#[derive(Debug)]
pub(crate) struct Arena<'b> {
    body: &'b str,
    /// apart, because few bodies have any, and all of them make and drop an arena
    waiting: Option<Box<Waiting>>,
}

/// A form is a chain of entries in the order of its fields, and its number is that of the first. A level of a key takes two
/// bytes of a body at the least, and one entry.
#[derive(Debug)]
struct Waiting {
    entries: Chunks<Entry>,
    lists: Lists,
    /// the form and the entry that were asked for last: the next key seldom comes before it
    last: (u32, u32),
    /// what came for forms that state limits, in the order of their numbers
    counts: Chunks<(u32, Count)>,
}

/// How much came for a form.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Count {
    pub(crate) pairs: u32,
    pub(crate) bytes: u32,
}

/// In the number of a list: it is the one text of the entry of that number.
const ONE: u32 = 1 << 31;

/// Where a slot stands.
#[derive(Debug, Clone, Copy)]
pub(crate) enum At {
    Entry(u32),
    Item(u32, u32),
}

impl Waiting {
    /// With the form that the body itself is.
    #[cold]
    fn new() -> Box<Self> {
        let mut entries = Chunks::new();
        entries.push(Entry::new(FRESH, NONE));
        Box::new(Waiting { entries, lists: Lists::default(), last: (ROOT, ROOT), counts: Chunks::new() })
    }
    /// The entry of a field of that form, which is made if there is none.
    fn entry_of(&mut self, form: u32, field: usize) -> Option<u32> {
        let mut at = form;
        // keys come in the order of fields, or again and again
        if self.last.0 == form
            && let Some(last) = self.entries.get(self.last.1 as usize)
            && last.field() <= field
        {
            at = self.last.1;
        }
        let new = self.entries.len() as u32;
        loop {
            let entry = self.entries.get_mut(at as usize)?;
            match entry.field() {
                own if own == field => {}
                FRESH => *entry = Entry::new(field, NONE),
                own if own > field => {
                    // the first entry keeps its number, which is that of the form
                    let behind = std::mem::replace(entry, Entry::new(field, new));
                    self.entries.push(behind);
                }
                _ if entry.next() != NONE => {
                    at = entry.next();
                    continue;
                }
                _ => {
                    entry.set_next(new);
                    at = new;
                    self.entries.push(Entry::new(field, NONE));
                }
            }
            self.last = (form, at);
            return Some(at);
        }
    }
}

impl<'b> Arena<'b> {
    #[inline(always)]
    pub(crate) const fn new(body: &'b str) -> Self {
        Arena { body, waiting: None }
    }
    /// How much can come for any form.
    pub(crate) fn most(&self) -> Count {
        /// The shortest pair of a form within: `a.b&`.
        const PAIR: u32 = 4;
        let bytes = self.body.len() as u32;
        Count { pairs: bytes / PAIR + 1, bytes }
    }
    pub(crate) fn is_empty(&self) -> bool {
        self.waiting.is_none()
    }
    /// The slot of a field of that form: a new one, if the field had none.
    pub(crate) fn slot(&mut self, form: u32, field: usize) -> At {
        let waiting = self.waiting.get_or_insert_with(Waiting::new);
        At::Entry(waiting.entry_of(form, field).unwrap_or(NONE))
    }
    pub(crate) fn get(&self, at: At) -> Slot {
        let slot = self.waiting.as_ref().and_then(|waiting| match at {
            At::Entry(entry) => waiting.entries.get(entry as usize).map(|entry| entry.slot()),
            At::Item(list, k) => waiting.lists.get(list, k as usize),
        });
        slot.unwrap_or(Slot::Empty)
    }
    pub(crate) fn set(&mut self, at: At, slot: Slot) {
        let Some(waiting) = &mut self.waiting else { return };
        match at {
            At::Entry(entry) => {
                if let Some(entry) = waiting.entries.get_mut(entry as usize) {
                    entry.set_slot(slot);
                }
            }
            At::Item(list, k) => waiting.lists.set(list, k as usize, slot),
        }
    }
    /// Counts one more pair of a form that states limits.
    #[cold]
    pub(crate) fn count(&mut self, form: u32, bytes: u32) -> Count {
        let Some(waiting) = &mut self.waiting else { return Count::default() };
        // forms get their numbers in the order in which they are first counted
        let (mut from, mut to) = (0, waiting.counts.len());
        while from < to {
            let middle = usize::midpoint(from, to);
            match waiting.counts.get(middle) {
                Some((before, _)) if *before < form => from = middle + 1,
                _ => to = middle,
            }
        }
        if waiting.counts.get(from).is_none_or(|(found, _)| *found != form) {
            waiting.counts.push((form, Count::default()));
        }
        let Some((_, count)) = waiting.counts.get_mut(from) else { return Count::default() };
        count.pairs += 1;
        count.bytes += bytes;
        *count
    }
    /// The form at that slot: a new one where there was nothing. None: something else is there.
    pub(crate) fn form(&mut self, at: At) -> Option<u32> {
        match self.get(at) {
            Slot::Form(form) => Some(form),
            Slot::Empty => {
                let entries = &mut self.waiting.as_mut()?.entries;
                let form = entries.len() as u32;
                entries.push(Entry::new(FRESH, NONE));
                self.set(at, Slot::Form(form));
                Some(form)
            }
            _ => None,
        }
    }
    /// The list at that slot: a new one where there was nothing. None: something else is there.
    pub(crate) fn list(&mut self, at: At) -> Option<u32> {
        match self.get(at) {
            Slot::List(list) => Some(list),
            Slot::Empty => {
                let list = self.waiting.as_mut()?.lists.add();
                self.set(at, Slot::List(list));
                Some(list)
            }
            one @ (Slot::One { .. } | Slot::EscapedOne { .. }) => {
                self.set(at, Slot::Empty);
                let list = self.list(at)?;
                self.push(list, one.item());
                Some(list)
            }
            _ => None,
        }
    }
    /// The first item of a list, in the place of the list.
    pub(crate) fn set_one(&mut self, at: At, text: Slot) {
        self.set(
            at,
            match text {
                Slot::Text { start, end } => Slot::One { start, end },
                Slot::EscapedText { start, end } => Slot::EscapedOne { start, end },
                other => other,
            },
        );
    }
    pub(crate) fn len(&self, list: u32) -> usize {
        if list & ONE != 0 { 1 } else { self.waiting.as_ref().map_or(0, |waiting| waiting.lists.len(list)) }
    }
    /// One more item.
    pub(crate) fn push(&mut self, list: u32, slot: Slot) -> At {
        let k = self.len(list) as u32;
        if let Some(waiting) = &mut self.waiting {
            waiting.lists.push(list, slot);
        }
        At::Item(list, k)
    }
    fn raw(&self, slot: Slot) -> RawValue<'b> {
        RawValue(match slot.item() {
            Slot::Empty => Given::Absent,
            // a list of one is its text by now
            Slot::Duplicate | Slot::One { .. } | Slot::EscapedOne { .. } => Given::Duplicate,
            Slot::Text { start, end } => {
                Given::Text(&self.body[start as usize..end as usize], Escaping::None)
            }
            Slot::EscapedText { start, end } => {
                Given::Text(&self.body[start as usize..end as usize], Escaping::Percent)
            }
            Slot::Form(form) => Given::Form(form),
            Slot::List(list) => Given::List(list),
        })
    }
    /// The item of a list.
    pub(crate) fn item(&self, list: u32, k: usize) -> Option<RawValue<'b>> {
        let waiting = self.waiting.as_ref()?;
        let slot = match list & ONE {
            0 => waiting.lists.get(list, k)?,
            _ if k > 0 => return None,
            _ => waiting.entries.get((list & !ONE) as usize)?.slot().item(),
        };
        Some(self.raw(slot))
    }
    /// A key that no field of that form has. A form of which nothing else came was filled in all the same.
    #[cold]
    pub(crate) fn stranger(&mut self, form: u32) {
        let at = self.slot(form, STRANGER);
        self.set(at, Slot::Duplicate);
    }
    /// The first entry of a form; with [`entry`](Self::entry), a walk over all of them, in the order of the fields.
    pub(crate) fn first(&self, form: u32) -> u32 {
        let first = self.waiting.as_ref().and_then(|waiting| waiting.entries.get(form as usize));
        if first.is_some_and(|first| first.field() != FRESH) { form } else { NONE }
    }
    /// The field and value of an entry, and the entry behind it.
    pub(crate) fn entry(&self, at: u32) -> Option<(usize, RawValue<'b>, u32)> {
        let entry = self.waiting.as_ref()?.entries.get(at as usize)?;
        let raw = match entry.slot() {
            Slot::One { .. } | Slot::EscapedOne { .. } => RawValue(Given::List(ONE | at)),
            slot => self.raw(slot),
        };
        Some((entry.field(), raw, entry.next()))
    }
    /// Whether all values of a form are blank: then the form was not filled in.
    fn is_blank_form(&self, form: u32, spec: &FormSchema) -> bool {
        let mut at = self.first(form);
        while let Some((i, raw, next)) = self.entry(at) {
            let is_blank = |field: &FieldSchema| self.is_blank(&raw, &field.kind, field.strip);
            if !spec.fields.get(i).is_some_and(is_blank) {
                return false;
            }
            at = next;
        }
        true
    }
    fn is_blank_list(&self, list: u32, kind: &Kind, strip: bool) -> bool {
        (0..self.len(list)).all(|k| self.item(list, k).is_none_or(|item| self.is_blank(&item, kind, strip)))
    }
    /// Whether a value of that kind, or an item of a list of it, is one that no one filled in.
    pub(crate) fn is_blank(&self, raw: &RawValue<'b>, kind: &Kind, strip: bool) -> bool {
        match raw.0 {
            Given::Text("", _) | Given::Absent => true,
            Given::Text(text, escaping) => {
                strip && kind.of_item().is_stripped() && is_blank_text(text, escaping)
            }
            Given::Form(form) => kind.form().is_some_and(|spec| self.is_blank_form(form, spec)),
            Given::List(list) => self.is_blank_list(list, kind, strip),
            Given::Duplicate | Given::Json => false,
        }
    }
}
