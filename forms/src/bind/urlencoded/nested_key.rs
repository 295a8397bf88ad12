//! Resolves the key of a nested form or a list, and stores its value in the arena.

use crate::{
    Limits,
    bind::{
        BindContext, CUT_KEY, ROWS_KEY,
        resolve::{KeyTarget, resolve},
    },
    body::{
        key::{self, Index, Rest},
        urlencoded::{DELETE_MARKER, PairCount, ROOT, Slot, SlotPosition},
    },
    error::{
        KeySyntax, Unreadable,
        path::{LEVELS, Path},
    },
    schema::{FieldSchema, FormSchema, Kind, MOST_ITEMS},
};

/// Stores the value of `key` in the arena, or reports the key as unknown. The pair begins at `from`; its
/// value is the range from `start` to `end` of the body.
#[inline(never)]
#[expect(clippy::too_many_arguments, reason = "each is a register; a struct would be built for every key")]
pub(super) fn store(
    key: &str,
    syntax: KeySyntax,
    from: usize,
    start: usize,
    end: usize,
    escaped: bool,
    spec: &'static FormSchema,
    cx: &mut BindContext<'_>,
) {
    let bytes = (end - from) as u32;
    let (start, end) = (start as u32, end as u32);
    let text = if escaped { Slot::EscapedText { start, end } } else { Slot::Text { start, end } };
    let limits = cx.limits;
    let deepest = LEVELS.min(limits.max_depth as usize);
    let most = cx.arena.most();
    let mut walk = KeyWalk { spec, syntax, form: ROOT, path: Path::ROOT, limits, deepest, bytes, most, cx };
    let mut rest = key;
    loop {
        // each form and each list on the way adds a level
        if walk.path.len() >= walk.deepest {
            let deepest = walk.deepest as u32;
            return walk.cx.fatal(Unreadable::TooDeep(deepest));
        }
        match walk.step(rest, text) {
            Some(after) => rest = after,
            None => return,
        }
    }
}

struct KeyWalk<'p, 'b> {
    spec: &'static FormSchema,
    syntax: KeySyntax,
    form: u32,
    path: Path,
    /// the limits in the current form
    limits: Limits,
    /// the maximum number of levels of a path in the current form
    deepest: usize,
    /// the length of the pair
    bytes: u32,
    /// an upper bound of what can be submitted for the current form; limits above it need no count
    most: PairCount,
    cx: &'p mut BindContext<'b>,
}

impl KeyWalk<'_, '_> {
    /// Resolves the first name of a key. Returns the rest if the key continues in a nested form, or `None`
    /// once the pair has been handled.
    fn step<'k>(&mut self, key: &'k str, text: Slot) -> Option<&'k str> {
        let Some((i, field, target)) = resolve(self.spec, key) else {
            return self.without_field(key, text);
        };
        if self.spec.has_flattened() {
            self.limits = self.spec.limits_of_field(i, self.limits);
        }
        let Some(target) = target else { return self.unknown(key) };
        match target {
            KeyTarget::Form(spec, after) => {
                let at = self.slot(i);
                let form = self.cx.arena.form(at);
                return self.enter(at, form, spec, after);
            }
            KeyTarget::Row(index, spec, after) => {
                let at = self.slot(i);
                let list = self.list(at)?;
                let item = self.item_slot(index, list, field)?;
                let form = self.cx.arena.form(item);
                return self.enter(item, form, spec, after);
            }
            KeyTarget::CompoundItem(item, rest) => return self.inner_item(i, item, rest, text, key),
            KeyTarget::Item(_, rest) => {
                let at = self.slot(i);
                self.list_item(at, rest, field, text);
            }
            KeyTarget::List if text.is_empty_text() => {
                // `phones=` means that the list is empty; it has no effect next to rows
                let at = self.slot(i);
                self.list(at);
            }
            KeyTarget::List | KeyTarget::Value => {
                let at = self.slot(i);
                self.put(at, text);
            }
        }
        None
    }
    /// Handles the key of an item that is a form or a list, or of a value in it: `phones[0]=`,
    /// `cells[0][1]=a`.
    ///
    /// A page sends `phones[0]=` to state that the item exists, even if the item sends nothing else. With a
    /// value, such a key is valid only for a list of scalars.
    #[cold]
    fn inner_item<'k>(
        &mut self,
        i: usize,
        mut item: &'static Kind,
        mut rest: Rest<'k>,
        text: Slot,
        key: &str,
    ) -> Option<&'k str> {
        let field = &self.spec.fields[i];
        if !is_key_of_item(item, rest, text.is_empty_text()) {
            return self.unknown(key);
        }
        let mut at = self.slot(i);
        loop {
            let (index, after) = match rest {
                Rest::Item(index) if item.is_compound() => (index, ""),
                Rest::Deeper(index, after) | Rest::ItemSub(index, after) => (index, after),
                Rest::End if text.is_empty_text() => {
                    self.list(at);
                    return None;
                }
                _ => {
                    self.list_item(at, rest, field, text);
                    return None;
                }
            };
            let list = self.list(at)?;
            at = self.item_slot(index, list, field)?;
            if self.path.len() >= self.deepest && matches!(item, Kind::List(_)) {
                self.cx.fatal(Unreadable::TooDeep(self.deepest as u32));
                return None;
            }
            match item {
                Kind::Form(_) if after.is_empty() => return None,
                Kind::Form(spec) => {
                    let form = self.cx.arena.form(at);
                    return self.enter(at, form, spec(), after);
                }
                Kind::List(inner) => (item, rest) = (inner, key::rest(after)),
                _ => return None,
            }
        }
    }
    fn slot(&mut self, i: usize) -> SlotPosition {
        self.path = self.path.then(i as u16);
        self.cx.arena.slot(self.form, i)
    }
    /// Enters a nested form. Returns the rest of the key, or `None` if the slot contains another kind of
    /// value or the limits of the form reject the pair.
    fn enter<'k>(
        &mut self,
        at: SlotPosition,
        form: Option<u32>,
        spec: &'static FormSchema,
        after: &'k str,
    ) -> Option<&'k str> {
        let Some(form) = form else {
            self.cx.arena.set(at, Slot::Duplicate);
            return None;
        };
        self.form = form;
        self.spec = spec;
        if spec.states_limits { self.narrow(after) } else { Some(after) }
    }
    /// Counts the pair against the limits of the nested form.
    #[cold]
    fn narrow<'k>(&mut self, after: &'k str) -> Option<&'k str> {
        self.limits = self.spec.narrowed(self.limits);
        self.deepest = self.deepest.min(self.path.len() + self.spec.limits.max_depth as usize);
        let (bytes, pairs) = (self.spec.limits.max_body_bytes, self.spec.most_pairs(&self.limits));
        // a count per form takes more memory than the form, so that forms are only counted if they could
        // exceed their limits
        if pairs < self.most.pairs || bytes < self.most.bytes {
            let count = self.cx.arena.count(self.form, self.bytes);
            if count.pairs > pairs {
                self.cx.fatal(Unreadable::TooManyFields(pairs));
                return None;
            }
            if count.bytes > bytes {
                self.cx.fatal(Unreadable::TooLarge(bytes));
                return None;
            }
            self.most = PairCount { pairs: pairs.min(self.most.pairs), bytes: bytes.min(self.most.bytes) };
        }
        if after.len() > self.spec.longest_key(&self.limits) {
            return self.unknown(after);
        }
        Some(after)
    }
    fn list(&mut self, at: SlotPosition) -> Option<u32> {
        let list = self.cx.arena.list(at);
        if list.is_none() {
            self.cx.arena.set(at, Slot::Duplicate);
        }
        list
    }
    /// Returns the slot of an item, and adds the next item if necessary. Returns `None` if the index is out
    /// of range.
    fn item_slot(&mut self, index: Index, list: u32, field: &FieldSchema) -> Option<SlotPosition> {
        let k = self.item(index, list, field)?;
        self.path = self.path.then(k as u16);
        Some(if k == self.cx.arena.len(list) {
            self.cx.arena.push(list, Slot::Empty)
        } else {
            SlotPosition::Item(list, k as u32)
        })
    }
    /// Returns the maximum number of items to store for a list that has `have` items. In an update, a list
    /// may repeat a present one that exceeds the limit. Whether it does is known only after the whole list
    /// has been read.
    fn most_items(&mut self, field: &FieldSchema, have: usize) -> usize {
        let most = field.most_items(&self.limits) as usize;
        match field.row_key {
            None if have <= most => most,
            None => most.max(self.cx.longest_list()),
            // each present row may be named, also to delete it
            Some(_) => (most + self.cx.longest_list()).min(MOST_ITEMS as usize),
        }
    }
    /// Returns the position of an item. Indices must be contiguous in the order of arrival; returns `None`
    /// otherwise.
    fn item(&mut self, index: Index, list: u32, field: &FieldSchema) -> Option<usize> {
        let have = self.cx.arena.len(list);
        let most = self.most_items(field, have);
        match index {
            Index::At(k) if k <= have && k <= most => Some(k),
            Index::At(k) if k > most && have > most => {
                self.surplus(list, have, most);
                None
            }
            _ => {
                self.cx.errors.index_problem_at(self.path);
                None
            }
        }
    }
    /// Stores an item: `tags=a`, `tags[]=a` or `tags[0]=a`. All three spellings share one counter.
    fn list_item(&mut self, at: SlotPosition, rest: Rest<'_>, field: &FieldSchema, text: Slot) {
        if matches!(at, SlotPosition::Entry(_))
            && self.cx.arena.get(at) == Slot::Empty
            && matches!(rest, Rest::End | Rest::Append | Rest::Item(Index::At(0)))
        {
            return self.cx.arena.set_single_item(at, text);
        }
        let Some(list) = self.list(at) else { return };
        let have = self.cx.arena.len(list);
        let most = self.most_items(field, have);
        let k = match rest {
            Rest::Item(index) => self.item(index, list, field),
            _ => Some(have),
        };
        match k {
            Some(k) if k == have && have <= most => {
                self.cx.arena.push(list, text);
            }
            // a repeated item
            Some(k) if k < have => self.cx.arena.set(SlotPosition::Item(list, k as u32), Slot::Duplicate),
            Some(_) => self.surplus(list, have, most),
            None => {}
        }
    }
    /// Handles surplus items after the first. The next one is stored as invalid, so that the list is rejected
    /// even if blank items before it are left out. Any others are dropped.
    #[cold]
    fn surplus(&mut self, list: u32, have: usize, most: usize) {
        if have == most + 1 {
            self.cx.arena.push(list, Slot::Duplicate);
        }
    }
    /// Handles a key that no field has: the marker that deletes a row, or an unknown key.
    #[cold]
    fn without_field<'k>(&mut self, key: &str, text: Slot) -> Option<&'k str> {
        if !self.cx.is_delete_marker(self.path, key) {
            return self.unknown(key);
        }
        let at = self.cx.arena.slot(self.form, DELETE_MARKER);
        self.put(at, text);
        None
    }
    /// Stores a single value, which may be given once.
    fn put(&mut self, at: SlotPosition, text: Slot) {
        let slot = if let Slot::Empty = self.cx.arena.get(at) { text } else { Slot::Duplicate };
        self.cx.arena.set(at, slot);
    }
    fn unknown<'k>(&mut self, key: &str) -> Option<&'k str> {
        if self.path == Path::ROOT && key == CUT_KEY {
            self.cx.report_cut_page();
            return None;
        }
        let is_button = self.path == Path::ROOT && key == ROWS_KEY;
        self.cx.asks_for_rows |= is_button;
        // the key of a button is not unknown in a valid row request, which replaces this report
        if is_button || !self.spec.lets_through(key) {
            self.cx.errors.unknown(self.path, key, self.syntax);
            if self.form != ROOT {
                self.cx.arena.note_unknown_key(self.form);
            }
        }
        None
    }
}

/// Returns whether a key is valid for an item of a list. This is checked before anything is stored.
pub(super) fn is_key_of_item(mut item: &Kind, mut rest: Rest<'_>, is_empty: bool) -> bool {
    loop {
        match (item, rest) {
            (Kind::List(inner), Rest::Item(_)) => {
                return is_empty || !inner.is_compound();
            }
            (Kind::List(inner), Rest::Deeper(_, after)) => (item, rest) = (inner, key::rest(after)),
            (Kind::Form(_), Rest::ItemSub(..)) => return true,
            (Kind::Form(_), Rest::Item(_)) => return is_empty,
            (Kind::Form(_) | Kind::List(_), _) => return false,
            (_, Rest::Append | Rest::Item(_)) => return true,
            _ => return false,
        }
    }
}
