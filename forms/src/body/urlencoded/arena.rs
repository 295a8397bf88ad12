//! Values of nested forms and lists, until all of the body was seen. Nothing is allocated until such a key comes, and
//! then in proportion to the pairs that came.

use super::chunks::Chunks;
use crate::{
    RawValue,
    body::{Escaping, Given, is_blank_text},
    schema::{FieldSchema, FormSchema, Kind},
};

const NONE: u32 = u32::MAX;
/// The field of an entry that says that there was a key which the form does not have: it was filled in.
const STRANGER: u16 = u16::MAX;
/// The form that the body itself is.
pub(crate) const ROOT: u32 = 0;

#[derive(Debug)]
pub(crate) struct Arena<'b> {
    body: &'b str,
    /// apart, because few bodies have any, and all of them make and drop an arena
    waiting: Option<Box<Waiting>>,
}

/// A form is a chain of entries, a list a vector of slots.
#[derive(Debug)]
struct Waiting {
    entries: Chunks<Entry>,
    /// the newest entry of each form
    forms: Chunks<u32>,
    lists: Chunks<Chunks<Packed>>,
    /// what came for forms that state limits, in the order of their numbers
    counts: Chunks<(u32, Count)>,
}

/// How much came for a form.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Count {
    pub(crate) pairs: u32,
    pub(crate) bytes: u32,
}

#[derive(Debug, Clone, Copy)]
struct Entry {
    slot: Packed,
    next: u32,
    field: u16,
}

/// A place for a value: bounds within the body, or the number of a form or a list.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Slot {
    Empty,
    Duplicate,
    Text {
        start: u32,
        end: u32,
    },
    EscapedText {
        start: u32,
        end: u32,
    },
    Form(u32),
    List(u32),
    /// A list of one text, which most short lists stay.
    One {
        start: u32,
        end: u32,
    },
    EscapedOne {
        start: u32,
        end: u32,
    },
}

/// In the number of a list: it is the one text of the entry of that number.
const ONE: u32 = 1 << 31;

/// A slot in eight bytes: an item of a list may take no more than two bytes of a body. The kind stands above the length,
/// which is less than [`MOST_BYTES`](crate::schema::MOST_BYTES).
#[derive(Debug, Clone, Copy)]
struct Packed(u32, u32);

const KIND: u32 = crate::schema::MOST_BYTES.trailing_zeros();

impl From<Slot> for Packed {
    fn from(slot: Slot) -> Self {
        match slot {
            Slot::Empty => Packed(0, 0),
            Slot::Duplicate => Packed(0, 1 << KIND),
            Slot::Text { start, end } => Packed(start, 2 << KIND | (end - start)),
            Slot::EscapedText { start, end } => Packed(start, 3 << KIND | (end - start)),
            Slot::Form(form) => Packed(form, 4 << KIND),
            Slot::List(list) => Packed(list, 5 << KIND),
            Slot::One { start, end } => Packed(start, 6 << KIND | (end - start)),
            Slot::EscapedOne { start, end } => Packed(start, 7 << KIND | (end - start)),
        }
    }
}

impl From<Packed> for Slot {
    fn from(Packed(first, second): Packed) -> Self {
        let end = first.wrapping_add(second & ((1 << KIND) - 1));
        match second >> KIND {
            0 => Slot::Empty,
            2 => Slot::Text { start: first, end },
            3 => Slot::EscapedText { start: first, end },
            4 => Slot::Form(first),
            5 => Slot::List(first),
            6 => Slot::One { start: first, end },
            7 => Slot::EscapedOne { start: first, end },
            _ => Slot::Duplicate,
        }
    }
}

impl Slot {
    /// A text of no length, which says that nothing was filled in.
    pub(crate) fn is_empty_text(self) -> bool {
        matches!(self, Slot::Text { start, end } if start == end)
    }
    /// The item of a list of one.
    fn item(self) -> Slot {
        match self {
            Slot::One { start, end } => Slot::Text { start, end },
            Slot::EscapedOne { start, end } => Slot::EscapedText { start, end },
            other => other,
        }
    }
}

/// Where a slot stands.
#[derive(Debug, Clone, Copy)]
pub(crate) enum At {
    Entry(u32),
    Item(u32, u32),
}

impl Waiting {
    /// With the form that the body itself is.
    #[cold]
    #[expect(clippy::unnecessary_box_returns, reason = "it is made where a body without it has none")]
    fn new() -> Box<Self> {
        let mut forms = Chunks::new();
        forms.push(NONE);
        Box::new(Waiting { entries: Chunks::new(), forms, lists: Chunks::new(), counts: Chunks::new() })
    }
    fn newest(&self, form: u32) -> u32 {
        self.forms.get(form as usize).copied().unwrap_or(NONE)
    }
}

impl<'b> Arena<'b> {
    #[inline(always)]
    pub(crate) const fn new(body: &'b str) -> Self {
        Arena { body, waiting: None }
    }
    pub(crate) fn is_empty(&self) -> bool {
        self.waiting.is_none()
    }
    /// The slot of a field of that form: a new one, if the field had none.
    pub(crate) fn slot(&mut self, form: u32, field: usize) -> At {
        let waiting = self.waiting.get_or_insert_with(Waiting::new);
        let head = waiting.newest(form);
        let mut at = head;
        while let Some(entry) = waiting.entries.get(at as usize) {
            if usize::from(entry.field) == field {
                return At::Entry(at);
            }
            at = entry.next;
        }
        let new = waiting.entries.len() as u32;
        waiting.entries.push(Entry { slot: Slot::Empty.into(), next: head, field: field as u16 });
        if let Some(newest) = waiting.forms.get_mut(form as usize) {
            *newest = new;
        }
        At::Entry(new)
    }
    pub(crate) fn get(&self, at: At) -> Slot {
        let packed = self.waiting.as_ref().and_then(|waiting| match at {
            At::Entry(entry) => waiting.entries.get(entry as usize).map(|entry| entry.slot),
            At::Item(list, k) => waiting.lists.get(list as usize)?.get(k as usize).copied(),
        });
        packed.map_or(Slot::Empty, Slot::from)
    }
    pub(crate) fn set(&mut self, at: At, slot: Slot) {
        let packed = self.waiting.as_mut().and_then(|waiting| match at {
            At::Entry(entry) => waiting.entries.get_mut(entry as usize).map(|entry| &mut entry.slot),
            At::Item(list, k) => waiting.lists.get_mut(list as usize)?.get_mut(k as usize),
        });
        if let Some(packed) = packed {
            *packed = slot.into();
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
    fn slots(&self, list: u32) -> Option<&Chunks<Packed>> {
        self.waiting.as_ref()?.lists.get(list as usize)
    }
    /// The form at that slot: a new one where there was nothing. None: something else is there.
    pub(crate) fn form(&mut self, at: At) -> Option<u32> {
        match self.get(at) {
            Slot::Form(form) => Some(form),
            Slot::Empty => {
                let forms = &mut self.waiting.as_mut()?.forms;
                let form = forms.len() as u32;
                forms.push(NONE);
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
                let lists = &mut self.waiting.as_mut()?.lists;
                let list = lists.len() as u32;
                lists.push(Chunks::new());
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
        if list & ONE != 0 { 1 } else { self.slots(list).map_or(0, Chunks::len) }
    }
    /// One more item.
    pub(crate) fn push(&mut self, list: u32, slot: Slot) -> At {
        let k = self.len(list) as u32;
        let lists = self.waiting.as_mut().map(|waiting| &mut waiting.lists);
        if let Some(slots) = lists.and_then(|lists| lists.get_mut(list as usize)) {
            slots.push(slot.into());
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
        let slot = match list & ONE {
            0 => Slot::from(*self.slots(list)?.get(k)?),
            _ if k > 0 => return None,
            _ => Slot::from(self.waiting.as_ref()?.entries.get((list & !ONE) as usize)?.slot).item(),
        };
        Some(self.raw(slot))
    }
    /// A key that no field of that form has. A form of which nothing else came was filled in all the same.
    #[cold]
    pub(crate) fn stranger(&mut self, form: u32) {
        let at = self.slot(form, STRANGER.into());
        self.set(at, Slot::Duplicate);
    }
    /// The newest entry of a form; with [`entry`](Self::entry), a walk over all of them.
    pub(crate) fn newest(&self, form: u32) -> u32 {
        self.waiting.as_ref().map_or(NONE, |waiting| waiting.newest(form))
    }
    /// The field and value of an entry, and the entry before it.
    pub(crate) fn entry(&self, at: u32) -> Option<(usize, RawValue<'b>, u32)> {
        let entry = self.waiting.as_ref()?.entries.get(at as usize)?;
        let raw = match entry.slot.into() {
            Slot::One { .. } | Slot::EscapedOne { .. } => RawValue(Given::List(ONE | at)),
            slot => self.raw(slot),
        };
        Some((entry.field.into(), raw, entry.next))
    }
    /// Whether all values of a form are blank: then the form was not filled in.
    fn is_blank_form(&self, form: u32, spec: &FormSchema) -> bool {
        let mut at = self.newest(form);
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
