//! Stores the values of nested forms and lists until the whole body has been read.
//!
//! Allocates nothing until such a key is found, and then in proportion to the number of pairs.

use super::{
    chunks::Chunks,
    entry::{Entry, FRESH, NONE, Slot, UNKNOWN_KEY},
    lists::Lists,
};
#[cfg(feature = "multipart")]
use crate::body::part_marker;
use crate::{
    RawValue,
    body::{Escaping, Given, is_blank_text},
    schema::{FieldSchema, FormSchema, Kind},
};

/// The number of the outermost form: the body itself.
pub(crate) const ROOT: u32 = 0;

#[derive(Debug)]
pub(crate) struct Arena<'b> {
    body: &'b str,
    /// `true` if the body was multipart: texts may be markers of parts
    #[cfg(feature = "multipart")]
    pub(crate) has_markers: bool,
    /// boxed, because few bodies have any values to store, and every body creates and drops an arena
    storage: Option<Box<Storage>>,
}

/// The stored values of all nested forms and lists.
///
/// A form is a linked list of entries in the order of its fields. The number of its first entry is the number
/// of the form. Each level of a key adds at most one entry and takes at least two bytes of the body.
#[derive(Debug)]
struct Storage {
    entries: Chunks<Entry>,
    lists: Lists,
    /// the form and entry of the previous lookup: the next key rarely belongs to an earlier field
    last: (u32, u32),
    /// the counts of forms with their own limits, sorted by form number
    counts: Chunks<(u32, PairCount)>,
}

/// The pairs and bytes that were submitted for a form.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct PairCount {
    pub(crate) pairs: u32,
    pub(crate) bytes: u32,
}

/// A flag in the number of a list: the list has one item, the text of the entry with that number.
const SINGLE_ITEM: u32 = 1 << 31;

/// The position of a slot.
#[derive(Debug, Clone, Copy)]
pub(crate) enum SlotPosition {
    Entry(u32),
    Item(u32, u32),
}

impl Storage {
    /// Creates the storage with an empty outermost form.
    #[cold]
    fn new() -> Box<Self> {
        let mut entries = Chunks::new();
        entries.push(Entry::new(FRESH, NONE));
        Box::new(Storage { entries, lists: Lists::default(), last: (ROOT, ROOT), counts: Chunks::new() })
    }
    /// Returns the entry of a field, and adds it if it is missing.
    fn entry_of(&mut self, form: u32, field: usize) -> Option<u32> {
        let mut at = form;
        // most keys come in the order of the fields, or repeat the previous field
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
                    // the first entry keeps its number, because it is also the number of the form
                    let moved = std::mem::replace(entry, Entry::new(field, new));
                    self.entries.push(moved);
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
        Arena {
            body,
            #[cfg(feature = "multipart")]
            has_markers: false,
            storage: None,
        }
    }
    /// Returns an upper bound of what can be submitted for any form.
    pub(crate) fn most(&self) -> PairCount {
        /// The length of the shortest pair of a nested form: `a.b&`.
        const PAIR: u32 = 4;
        let bytes = self.body.len() as u32;
        PairCount { pairs: bytes / PAIR + 1, bytes }
    }
    pub(crate) fn is_empty(&self) -> bool {
        self.storage.is_none()
    }
    /// Returns the slot of a field. Adds an empty slot if the field has none.
    pub(crate) fn slot(&mut self, form: u32, field: usize) -> SlotPosition {
        let storage = self.storage.get_or_insert_with(Storage::new);
        SlotPosition::Entry(storage.entry_of(form, field).unwrap_or(NONE))
    }
    pub(crate) fn get(&self, at: SlotPosition) -> Slot {
        let slot = self.storage.as_ref().and_then(|storage| match at {
            SlotPosition::Entry(entry) => storage.entries.get(entry as usize).map(|entry| entry.slot()),
            SlotPosition::Item(list, k) => storage.lists.get(list, k as usize),
        });
        slot.unwrap_or(Slot::Empty)
    }
    pub(crate) fn set(&mut self, at: SlotPosition, slot: Slot) {
        let Some(storage) = &mut self.storage else { return };
        match at {
            SlotPosition::Entry(entry) => {
                if let Some(entry) = storage.entries.get_mut(entry as usize) {
                    entry.set_slot(slot);
                }
            }
            SlotPosition::Item(list, k) => storage.lists.set(list, k as usize, slot),
        }
    }
    /// Counts one more pair for a form with its own limits, and returns the new count.
    #[cold]
    pub(crate) fn count(&mut self, form: u32, bytes: u32) -> PairCount {
        let Some(storage) = &mut self.storage else { return PairCount::default() };
        // forms are numbered in the order in which they are first counted
        let (mut from, mut to) = (0, storage.counts.len());
        while from < to {
            let middle = usize::midpoint(from, to);
            match storage.counts.get(middle) {
                Some((before, _)) if *before < form => from = middle + 1,
                _ => to = middle,
            }
        }
        if storage.counts.get(from).is_none_or(|(found, _)| *found != form) {
            storage.counts.push((form, PairCount::default()));
        }
        let Some((_, count)) = storage.counts.get_mut(from) else { return PairCount::default() };
        count.pairs += 1;
        count.bytes += bytes;
        *count
    }
    /// Returns the form in a slot, and adds a new one if the slot is empty. Returns `None` if the slot
    /// contains something else.
    pub(crate) fn form(&mut self, at: SlotPosition) -> Option<u32> {
        match self.get(at) {
            Slot::Form(form) => Some(form),
            Slot::Empty => {
                let entries = &mut self.storage.as_mut()?.entries;
                let form = entries.len() as u32;
                entries.push(Entry::new(FRESH, NONE));
                self.set(at, Slot::Form(form));
                Some(form)
            }
            _ => None,
        }
    }
    /// Returns the list in a slot, and adds a new one if the slot is empty. Returns `None` if the slot
    /// contains something else.
    pub(crate) fn list(&mut self, at: SlotPosition) -> Option<u32> {
        match self.get(at) {
            Slot::List(list) => Some(list),
            Slot::Empty => {
                let list = self.storage.as_mut()?.lists.add();
                self.set(at, Slot::List(list));
                Some(list)
            }
            single @ (Slot::SingleItem { .. } | Slot::EscapedSingleItem { .. }) => {
                self.set(at, Slot::Empty);
                let list = self.list(at)?;
                self.push(list, single.item());
                Some(list)
            }
            _ => None,
        }
    }
    /// Stores the only item of a list in the slot of the list itself.
    pub(crate) fn set_single_item(&mut self, at: SlotPosition, text: Slot) {
        self.set(
            at,
            match text {
                Slot::Text { start, end } => Slot::SingleItem { start, end },
                Slot::EscapedText { start, end } => Slot::EscapedSingleItem { start, end },
                other => other,
            },
        );
    }
    pub(crate) fn len(&self, list: u32) -> usize {
        if list & SINGLE_ITEM != 0 {
            1
        } else {
            self.storage.as_ref().map_or(0, |storage| storage.lists.len(list))
        }
    }
    /// Appends an item.
    pub(crate) fn push(&mut self, list: u32, slot: Slot) -> SlotPosition {
        let k = self.len(list) as u32;
        if let Some(storage) = &mut self.storage {
            storage.lists.push(list, slot);
        }
        SlotPosition::Item(list, k)
    }
    fn raw(&self, slot: Slot) -> RawValue<'b> {
        RawValue(match slot.item() {
            Slot::Empty => Given::Absent,
            // a single item has been replaced by its text above
            Slot::Duplicate | Slot::SingleItem { .. } | Slot::EscapedSingleItem { .. } => Given::Duplicate,
            Slot::Text { start, end } => {
                Given::Text(&self.body[start as usize..end as usize], Escaping::None)
            }
            Slot::EscapedText { start, end } => {
                let text = &self.body[start as usize..end as usize];
                #[cfg(feature = "multipart")]
                if self.has_markers
                    && let Some(given) = part_marker(text)
                {
                    return RawValue(given);
                }
                Given::Text(text, Escaping::Percent)
            }
            Slot::Form(form) => Given::Form(form),
            Slot::List(list) => Given::List(list),
        })
    }
    /// Returns an item of a list.
    pub(crate) fn item(&self, list: u32, k: usize) -> Option<RawValue<'b>> {
        let storage = self.storage.as_ref()?;
        let slot = match list & SINGLE_ITEM {
            0 => storage.lists.get(list, k)?,
            _ if k > 0 => return None,
            _ => storage.entries.get((list & !SINGLE_ITEM) as usize)?.slot().item(),
        };
        Some(self.raw(slot))
    }
    /// Records that the form has an unknown key. The form then counts as filled in, even without any other
    /// value.
    #[cold]
    pub(crate) fn note_unknown_key(&mut self, form: u32) {
        let at = self.slot(form, UNKNOWN_KEY);
        self.set(at, Slot::Duplicate);
    }
    /// Returns the number of the first entry of a form. Use it with [`entry`](Self::entry) to iterate over
    /// all entries in the order of the fields.
    pub(crate) fn first(&self, form: u32) -> u32 {
        let first = self.storage.as_ref().and_then(|storage| storage.entries.get(form as usize));
        if first.is_some_and(|first| first.field() != FRESH) { form } else { NONE }
    }
    /// Returns the field and value of an entry, and the number of the next entry.
    pub(crate) fn entry(&self, at: u32) -> Option<(usize, RawValue<'b>, u32)> {
        let entry = self.storage.as_ref()?.entries.get(at as usize)?;
        let raw = match entry.slot() {
            // a part that is JSON has the whole list
            #[cfg(feature = "multipart")]
            slot @ Slot::EscapedSingleItem { .. }
                if self.has_markers && matches!(self.raw(slot).0, Given::JsonPart(_)) =>
            {
                self.raw(slot)
            }
            Slot::SingleItem { .. } | Slot::EscapedSingleItem { .. } => {
                RawValue(Given::List(SINGLE_ITEM | at))
            }
            slot => self.raw(slot),
        };
        Some((entry.field(), raw, entry.next()))
    }
    /// Returns whether all values of a form are blank. Such a form was not filled in.
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
    /// Returns whether a value of the given kind, or an item of a list of that kind, is blank.
    pub(crate) fn is_blank(&self, raw: &RawValue<'b>, kind: &Kind, strip: bool) -> bool {
        match raw.0 {
            Given::Text("", _) | Given::Absent => true,
            Given::Text(text, escaping) => {
                strip && kind.of_item().is_stripped() && is_blank_text(text, escaping)
            }
            Given::Form(form) => kind.form().is_some_and(|spec| self.is_blank_form(form, spec)),
            Given::List(list) => self.is_blank_list(list, kind, strip),
            Given::Duplicate | Given::Json => false,
            #[cfg(feature = "multipart")]
            Given::File(_) | Given::JsonPart(_) => false,
        }
    }
}
