//! One key of a nested form or a list: where its value waits.

use crate::{
    Limits,
    bind::{BindContext, CUT_KEY, ROWS_KEY},
    body::{
        key::{self, Index, Rest, split},
        urlencoded::{At, Count, ROOT, Slot},
    },
    error::{
        KeySyntax, Unreadable,
        path::{LEVELS, Path},
    },
    schema::{FieldSchema, FormSchema, Kind},
};

/// Puts the value of `key`, which is in the body from `start` to `end` in a pair that begins at `from`, where it waits for its form to be
/// complete; or reports the key as unknown.
#[inline(never)]
#[expect(clippy::too_many_arguments, reason = "each is a register; a struct would be built for every key")]
pub(super) fn place(
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
    let mut place = Place { spec, syntax, form: ROOT, path: Path::ROOT, limits, deepest, bytes, most, cx };
    let mut rest = key;
    loop {
        // each form and each list on the way has added a level
        if place.path.len() >= place.deepest {
            let deepest = place.deepest as u32;
            return place.cx.fatal(Unreadable::TooDeep(deepest));
        }
        match place.step(rest, text) {
            Some(behind) => rest = behind,
            None => return,
        }
    }
}

struct Place<'p, 'b> {
    spec: &'static FormSchema,
    syntax: KeySyntax,
    form: u32,
    path: Path,
    /// those that hold in the form that we are in
    limits: Limits,
    /// how many levels a path may have there
    deepest: usize,
    /// of the pair
    bytes: u32,
    /// how much may come for the form that we are in: no more is ever counted
    most: Count,
    cx: &'p mut BindContext<'b>,
}

impl Place<'_, '_> {
    /// Into the nested form that the key goes on in, with what is left of the key; none: the pair is done with.
    fn step<'k>(&mut self, key: &'k str, text: Slot) -> Option<&'k str> {
        let (name, rest) = split(key);
        let Some(i) = self.spec.position(name) else { return self.unknown(key) };
        let field = &self.spec.fields[i];
        if self.spec.has_flattened() {
            self.limits = self.spec.limits_of_field(i, self.limits);
        }
        match (&field.kind, rest) {
            (Kind::Form(spec), Rest::Sub(behind)) => {
                let at = self.slot(i);
                let form = self.cx.arena.form(at);
                self.enter(at, form, spec(), behind)
            }
            (Kind::List(Kind::Form(spec)), Rest::ItemSub(index, behind)) => {
                let at = self.slot(i);
                let list = self.list(at)?;
                let item = self.item_slot(index, list, field)?;
                let form = self.cx.arena.form(item);
                self.enter(item, form, spec(), behind)
            }
            (Kind::List(item), Rest::End | Rest::Append | Rest::Item(_)) if !item.is_compound() => {
                let at = self.slot(i);
                self.list_item(at, rest, field, text);
                None
            }
            (Kind::List(item), Rest::Item(_) | Rest::Deeper(..)) => self.inner_item(i, item, rest, text, key),
            (Kind::List(_), Rest::End) if text.is_empty_text() => {
                // `phones=` says that there are none; beside rows it says nothing
                let at = self.slot(i);
                self.list(at);
                None
            }
            (_, Rest::End) => {
                let at = self.slot(i);
                let slot = if let Slot::Empty = self.cx.arena.get(at) { text } else { Slot::Duplicate };
                self.cx.arena.set(at, slot);
                None
            }
            _ => self.unknown(key),
        }
    }
    /// What stands at an item that is a form or a list, or further within it: `phones[0]=`, `cells[0][1]=a`.
    ///
    /// Of an item that may send nothing else, a page says by `phones[0]=` that it is there; with a value, only a list of
    /// scalars has such a key.
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
            let (index, behind) = match rest {
                Rest::Item(index) if item.is_compound() => (index, ""),
                Rest::Deeper(index, behind) | Rest::ItemSub(index, behind) => (index, behind),
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
                Kind::Form(_) if behind.is_empty() => return None,
                Kind::Form(spec) => {
                    let form = self.cx.arena.form(at);
                    return self.enter(at, form, spec(), behind);
                }
                Kind::List(inner) => (item, rest) = (inner, key::rest(behind)),
                _ => return None,
            }
        }
    }
    fn slot(&mut self, i: usize) -> At {
        self.path = self.path.then(i as u16);
        self.cx.arena.slot(self.form, i)
    }
    /// Into a nested form, with the rest of the key; none: a value of another shape was there, and now there is none, or
    /// the form's own limits refuse the pair.
    fn enter<'k>(
        &mut self,
        at: At,
        form: Option<u32>,
        spec: &'static FormSchema,
        behind: &'k str,
    ) -> Option<&'k str> {
        let Some(form) = form else {
            self.cx.arena.set(at, Slot::Duplicate);
            return None;
        };
        self.form = form;
        self.spec = spec;
        if spec.states_limits { self.narrow(behind) } else { Some(behind) }
    }
    /// Counts the pair against the limits that the nested form states.
    #[cold]
    fn narrow<'k>(&mut self, behind: &'k str) -> Option<&'k str> {
        self.limits = self.spec.narrowed(self.limits);
        self.deepest = self.deepest.min(self.path.len() + self.spec.limits.max_depth as usize);
        let (bytes, pairs) = (self.spec.limits.max_body_bytes, self.spec.most_pairs(&self.limits));
        // a count for each form takes more than the form does
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
            self.most = Count { pairs: pairs.min(self.most.pairs), bytes: bytes.min(self.most.bytes) };
        }
        if behind.len() > self.spec.longest_key(&self.limits) {
            return self.unknown(behind);
        }
        Some(behind)
    }
    fn list(&mut self, at: At) -> Option<u32> {
        let list = self.cx.arena.list(at);
        if list.is_none() {
            self.cx.arena.set(at, Slot::Duplicate);
        }
        list
    }
    /// The slot of an item, which is made where it is the next one; none: it has no place.
    fn item_slot(&mut self, index: Index, list: u32, field: &FieldSchema) -> Option<At> {
        let k = self.item(index, list, field)?;
        self.path = self.path.then(k as u16);
        Some(if k == self.cx.arena.len(list) {
            self.cx.arena.push(list, Slot::Empty)
        } else {
            At::Item(list, k as u32)
        })
    }
    /// How many items of a list wait that has so many. In an update a list may repeat the present one, which may be longer than
    /// a list can become: whether it does is found when all of it is here.
    fn most_items(&mut self, field: &FieldSchema, have: usize) -> usize {
        let most = field.most_items(&self.limits) as usize;
        if have <= most { most } else { most.max(self.cx.longest_list()) }
    }
    /// The place of an item, contiguous in the order of arrival; none: it has none.
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
    /// `tags=a`, `tags[]=a`, `tags[0]=a`: one counter for all three.
    fn list_item(&mut self, at: At, rest: Rest<'_>, field: &FieldSchema, text: Slot) {
        if matches!(at, At::Entry(_))
            && self.cx.arena.get(at) == Slot::Empty
            && matches!(rest, Rest::End | Rest::Append | Rest::Item(Index::At(0)))
        {
            return self.cx.arena.set_one(at, text);
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
            // an item that is there already, given again
            Some(k) if k < have => self.cx.arena.set(At::Item(list, k as u32), Slot::Duplicate),
            Some(_) => self.surplus(list, have, most),
            None => {}
        }
    }
    /// Counts items beyond the one that is one too many: the first of them takes a place of its own, so that the list is
    /// refused even if items before it are blank and left out.
    #[cold]
    fn surplus(&mut self, list: u32, have: usize, most: usize) {
        if have == most + 1 {
            self.cx.arena.push(list, Slot::Duplicate);
        }
    }
    fn unknown<'k>(&mut self, key: &str) -> Option<&'k str> {
        if self.path == Path::ROOT && key == CUT_KEY {
            self.cx.page_is_cut();
            return None;
        }
        let is_button = self.path == Path::ROOT && key == ROWS_KEY;
        self.cx.asks_for_rows |= is_button;
        // a button of a page is no unknown key in the end: then this report gives way to another
        if is_button || !self.spec.lets_through(key) {
            self.cx.errors.unknown(self.path, key, self.syntax);
            if self.form != ROOT {
                self.cx.arena.stranger(self.form);
            }
        }
        None
    }
}

/// Whether such a key is one of a list of those items: asked before anything is kept of it.
pub(super) fn is_key_of_item(mut item: &Kind, mut rest: Rest<'_>, is_empty: bool) -> bool {
    loop {
        match (item, rest) {
            (Kind::List(inner), Rest::Item(_)) => {
                return is_empty || !inner.is_compound();
            }
            (Kind::List(inner), Rest::Deeper(_, behind)) => (item, rest) = (inner, key::rest(behind)),
            (Kind::Form(_), Rest::ItemSub(..)) => return true,
            (Kind::Form(_), Rest::Item(_)) => return is_empty,
            (Kind::Form(_) | Kind::List(_), _) => return false,
            (_, Rest::Append | Rest::Item(_)) => return true,
            _ => return false,
        }
    }
}
