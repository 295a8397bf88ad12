//! Values of nested forms and lists, until all of the body was seen. Nothing is allocated until such a key comes, and
//! then in proportion to the pairs that came.

use crate::{
    Raw,
    raw::{Escaping, Given},
};

const NONE: u32 = u32::MAX;
/// The form that the body itself is.
pub(super) const ROOT: u32 = 0;

/// A form is a chain of entries, a list a vector of slots.
#[derive(Debug)]
pub(crate) struct Arena<'b> {
    body: &'b str,
    entries: Vec<Entry>,
    /// the newest entry of each form
    forms: Vec<u32>,
    lists: Vec<Vec<Slot>>,
}

#[derive(Debug, Clone, Copy)]
struct Entry {
    slot: Slot,
    next: u32,
    field: u16,
}

/// A place for a value: bounds within the body, or the number of a form or a list.
#[derive(Debug, Clone, Copy)]
pub(super) enum Slot {
    Empty,
    Duplicate,
    Text { start: u32, end: u32 },
    EscapedText { start: u32, end: u32 },
    Form(u32),
    List(u32),
}

/// Where a slot stands.
#[derive(Debug, Clone, Copy)]
pub(super) enum At {
    Entry(u32),
    Item(u32, u32),
}

impl<'b> Arena<'b> {
    #[inline(always)]
    pub(crate) const fn new(body: &'b str) -> Self {
        Arena { body, entries: Vec::new(), forms: Vec::new(), lists: Vec::new() }
    }
    pub(super) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
    /// The slot of a field of that form: a new one, if the field had none.
    pub(super) fn slot(&mut self, form: u32, field: usize) -> At {
        if self.forms.is_empty() {
            self.forms.push(NONE);
        }
        let head = self.forms[form as usize];
        let mut at = head;
        while at != NONE {
            let entry = &self.entries[at as usize];
            if usize::from(entry.field) == field {
                return At::Entry(at);
            }
            at = entry.next;
        }
        let new = self.entries.len() as u32;
        self.entries.push(Entry { slot: Slot::Empty, next: head, field: field as u16 });
        self.forms[form as usize] = new;
        At::Entry(new)
    }
    pub(super) fn get(&self, at: At) -> Slot {
        match at {
            At::Entry(entry) => self.entries[entry as usize].slot,
            At::Item(list, k) => self.lists[list as usize][k as usize],
        }
    }
    pub(super) fn set(&mut self, at: At, slot: Slot) {
        match at {
            At::Entry(entry) => self.entries[entry as usize].slot = slot,
            At::Item(list, k) => self.lists[list as usize][k as usize] = slot,
        }
    }
    /// The form at that slot: a new one where there was nothing. None: something else is there.
    pub(super) fn form(&mut self, at: At) -> Option<u32> {
        match self.get(at) {
            Slot::Form(form) => Some(form),
            Slot::Empty => {
                let form = self.forms.len() as u32;
                self.forms.push(NONE);
                self.set(at, Slot::Form(form));
                Some(form)
            }
            _ => None,
        }
    }
    /// The list at that slot: a new one where there was nothing. None: something else is there.
    pub(super) fn list(&mut self, at: At) -> Option<u32> {
        match self.get(at) {
            Slot::List(list) => Some(list),
            Slot::Empty => {
                let list = self.lists.len() as u32;
                self.lists.push(Vec::new());
                self.set(at, Slot::List(list));
                Some(list)
            }
            _ => None,
        }
    }
    pub(super) fn len(&self, list: u32) -> usize {
        self.lists[list as usize].len()
    }
    /// One more item.
    pub(super) fn push(&mut self, list: u32, slot: Slot) -> At {
        let items = &mut self.lists[list as usize];
        items.push(slot);
        At::Item(list, items.len() as u32 - 1)
    }
    fn raw(&self, slot: Slot) -> Raw<'b> {
        Raw(match slot {
            Slot::Empty => Given::Absent,
            Slot::Duplicate => Given::Duplicate,
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
    pub(crate) fn item(&self, list: u32, k: usize) -> Option<Raw<'b>> {
        self.lists[list as usize].get(k).map(|slot| self.raw(*slot))
    }
    /// The newest entry of a form; with [`entry`](Self::entry), a walk over all of them.
    pub(super) fn newest(&self, form: u32) -> u32 {
        self.forms.get(form as usize).copied().unwrap_or(NONE)
    }
    /// The field and value of an entry, and the entry before it.
    pub(super) fn entry(&self, at: u32) -> Option<(usize, Raw<'b>, u32)> {
        let entry = self.entries.get(at as usize)?;
        Some((entry.field.into(), self.raw(entry.slot), entry.next))
    }
    /// Whether all values of a form are blank: then the form was not filled in.
    pub(crate) fn is_blank_form(&self, form: u32) -> bool {
        let mut at = self.newest(form);
        while let Some((_, raw, next)) = self.entry(at) {
            if !self.is_blank(&raw) {
                return false;
            }
            at = next;
        }
        true
    }
    pub(crate) fn is_blank_list(&self, list: u32) -> bool {
        self.lists[list as usize].iter().all(|slot| self.is_blank(&self.raw(*slot)))
    }
    pub(super) fn is_blank_slot(&self, slot: Slot) -> bool {
        self.is_blank(&self.raw(slot))
    }
    pub(crate) fn is_blank(&self, raw: &Raw<'b>) -> bool {
        match raw.0 {
            Given::Text(text, Escaping::None) => text.trim().is_empty(),
            Given::Text(text, _) => super::decode(text).is_ok_and(|(text, _)| text.trim().is_empty()),
            Given::Form(form) => self.is_blank_form(form),
            Given::List(list) => self.is_blank_list(list),
            Given::Absent => true,
            Given::Duplicate | Given::Json => false,
        }
    }
}
