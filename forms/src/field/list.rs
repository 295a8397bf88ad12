//! Lists of values as fields.

use super::{
    Changes, FieldInput, FieldType,
    initial::Shown,
    keyed_rows,
    repeats::{self, PresentRows},
    unique::are_unique,
};
use crate::{
    BindContext, RawValue,
    bind::{Mode, Run, json},
    body::Given,
    error::{Code, Fault},
    schema::{ChoiceText, FieldSchema, Kind, TextFormat, WrittenBy},
};
use std::{any::Any, borrow::Cow, hash::Hasher};

#[diagnostic::do_not_recommend]
impl<T: FieldType> FieldType for Vec<T> {
    type Subject = T::Subject;
    const KIND: Kind = Kind::List(&T::KIND);
    const REQUIRED: bool = false;
    const MAY_BE_EMPTY: bool = true;
    const NESTS_OPTIONS: bool = T::NESTS_OPTIONS;
    const FORMAT: Option<&'static TextFormat> = T::FORMAT;
    const OF_TYPE: Option<&'static FieldSchema> = T::OF_TYPE;
    const INPUT: &'static [(&'static str, &'static str)] = T::INPUT;
    const DESCRIPTION: &'static str = T::DESCRIPTION;
    const CODES: &'static [Code] = T::CODES;
    const HAS_OFFSET: bool = T::HAS_OFFSET;
    const HASHES: bool = T::HASHES;
    fn hash_value<H: Hasher>(&self, state: &mut H) {
        state.write_usize(self.len());
        for item in self {
            item.hash_value(state);
        }
    }

    fn clean<'b>(raw: &RawValue<'b>, field: &'static FieldSchema, cx: &mut BindContext<'b>) -> Option<Self> {
        FieldInput::new(raw, field, cx).clean()
    }
    fn to_text(&self) -> Option<Cow<'_, str>> {
        None
    }
    fn read_choice(
        text: &str,
        by: WrittenBy,
        field: &'static FieldSchema,
        context: &(dyn Any + Send + Sync),
    ) -> Option<ChoiceText> {
        T::read_choice(text, by, field, context)
    }
    fn is_blank(&self) -> bool {
        self.is_empty()
    }
    fn fill(input: FieldInput<'_, '_, Self>, out: &mut Option<Self>) {
        if input.field.row_key.is_some() {
            return keyed_rows::fill(input, out);
        }
        let FieldInput { raw, field, present, context: cx } = input;
        let (mut items, from) = (Items::new(PresentRows::new(present)), cx.json.place());
        let k = match raw.0 {
            Given::Json if cx.json.first() == b'[' => items.read_array(field, cx),
            Given::List(list) => items.read_list(list, field, cx),
            // `null` is treated like a missing key
            Given::Json if cx.is_null(raw) => Some(0),
            _ => return cx.fault(Fault::InvalidList),
        };
        let Some(k) = k else { return };
        // a page with only empty secrets keeps all of them, even if the list has grown since
        if const { T::KIND.is_secret() }
            && items.is_all_blank
            && let Some(present) = present.filter(|present| !present.is_empty())
        {
            cx.kept_secret = cx.errors.here();
            *out = Some(present.clone());
            return;
        }
        if has_valid_count(k, field, cx)
            && let Some(items) = items.finish(from, cx)
            && (!field.unique_items || are_unique(&items, cx))
        {
            *out = Some(items);
        }
    }
    /// A browser sends nothing for an empty list, and JSON may omit it.
    fn absent(field: &'static FieldSchema, cx: &mut BindContext<'_>) -> Option<Self> {
        has_valid_count(0, field, cx).then(Vec::new)
    }
    fn apply(self, target: &mut Self, changes: &mut Changes<'_>) -> bool {
        match changes.field {
            Some(field) if field.row_key.is_some() => keyed_rows::apply(self, target, field, changes),
            _ => changes.write(target, self),
        }
    }
    fn show(&self, shown: &mut Shown) {
        shown.items(self);
    }
    fn repeats<'b>(&self, raw: &RawValue<'b>, field: &'static FieldSchema, cx: &mut BindContext<'b>) -> bool {
        #[cfg(feature = "multipart")]
        if const { matches!(T::KIND, Kind::File) } {
            return super::file::is_empty_control(raw, cx);
        }
        repeats::items(self, raw, field, cx)
    }
}

/// The items read so far.
///
/// Allocates no more memory than all items will need. `kept` is `None` after an invalid item, because the
/// list is then rejected.
struct Items<'p, T> {
    kept: Option<Vec<T>>,
    /// the present rows, to keep the unchanged ones
    present: PresentRows<'p, T>,
    /// the number of items if it is known in advance, else 0
    all: usize,
    /// the number of the list in the arena, for an urlencoded body
    list: u32,
    /// `true` if every item of an urlencoded body is blank
    is_all_blank: bool,
}

/// Up to this length, a list of small items grows like any vector.
const GROWS_FREELY: usize = 1024;
/// The maximum size of a small item in bytes.
const SMALL_ITEM: usize = 32;
/// The maximum initial capacity of a list of small items. Moving the items is most of the cost of a short
/// list.
const INITIAL_CAPACITY: usize = 16;

impl<'p, T: FieldType> Items<'p, T> {
    fn new(present: PresentRows<'p, T>) -> Self {
        Items { kept: Some(Vec::new()), present, all: 0, list: 0, is_all_blank: false }
    }
    /// Reads a JSON array. Returns the number of its items, or `None` if the body is rejected.
    #[inline(never)]
    fn read_array(&mut self, field: &'static FieldSchema, cx: &mut BindContext<'_>) -> Option<usize> {
        if !cx.enter() {
            return None;
        }
        let (mut k, most) = (0, field.most_items(&cx.limits) as usize);
        while json::next_item(k, most, cx) {
            // a row takes more memory than its text: count it before it is created
            if const { T::KIND.is_compound() } && !cx.count(1) {
                break;
            }
            // reserve room only in the outermost form, which has few lists
            if k == 0 && cx.errors.is_in_outermost_field() {
                self.begin(cx.json.bytes_ahead() / 8);
            }
            let from = cx.json.place();
            // the empty text may be one of the allowed texts
            let is_value = cx.json.first() == b'"' && field.one_of.contains(&"");
            let asked = T::REQUIRED && const { T::KIND.is_text() } && !is_value;
            if asked && cx.is_blank(&RawValue::JSON, const { &T::KIND }, field.strip) {
                let chosen = !field.one_of.is_empty();
                self.refuse(if chosen { Fault::InvalidChoice } else { Fault::Required }, cx);
            } else {
                self.push(FieldInput::new(&RawValue::JSON, field, cx), k);
            }
            // check a value that the item type did not read
            if cx.json.place() == from {
                cx.json.skip();
            }
            k += 1;
        }
        if const { !T::KIND.is_compound() } {
            cx.count(k as u32);
        }
        cx.leave();
        Some(k)
    }
    /// Reads the items of an urlencoded list. Returns the number of those that are not dropped, or `None` if
    /// the body is rejected.
    #[inline(never)]
    fn read_list(
        &mut self,
        list: u32,
        field: &'static FieldSchema,
        cx: &mut BindContext<'_>,
    ) -> Option<usize> {
        if !cx.enter() {
            return None;
        }
        let (mut k, mut blank, mut dropped) = (0, 0, 0);
        let (mut runs, mut noted) = (Vec::new(), 0);
        // look at one surplus item too: it may be blank
        let most = field.most_items(&cx.limits) as usize + 1;
        let submitted = cx.arena.len(list);
        self.all = submitted.min(most);
        self.list = list;
        self.begin(self.all);
        // A blank item is a control that was not filled in, and is dropped. Controls for choices are
        // different: a browser sends only the chosen ones, so that a blank item is invalid. The exception is
        // a partial update, in which a blank item means that nothing is chosen.
        let drops = !field.is_chosen() || cx.mode == Mode::Partial || const { T::KIND.is_compound() };
        while k < most
            && let Some(item) = cx.arena.item(list, k)
        {
            cx.errors.at(k);
            if !cx.arena.is_blank(&item, const { &T::KIND }, field.strip) || field.one_of.contains(&"") {
                if dropped > noted {
                    noted = dropped;
                    runs.push(Run { clean: (k - dropped) as u16, page: k as u16 });
                }
                self.push(FieldInput::new(&item, field, cx), k);
            } else {
                blank += 1;
                match (self.keeps_blank(&item, field, k, cx), drops) {
                    (true, _) if dropped > noted => {
                        noted = dropped;
                        runs.push(Run { clean: (k - dropped) as u16, page: k as u16 });
                    }
                    (true, _) => {}
                    (false, true) => dropped += 1,
                    (false, false) => self.refuse(Fault::InvalidChoice, cx),
                }
            }
            k += 1;
        }
        cx.leave();
        self.is_all_blank = blank == k;
        if !runs.is_empty() {
            cx.note_origins(&runs);
        }
        Some(if submitted > most { submitted } else { k - dropped })
    }
    /// Reserves room for an expected number of items.
    fn begin(&mut self, items: usize) {
        if let Some(kept) = &mut self.kept
            && size_of::<T>() <= SMALL_ITEM
        {
            kept.reserve_exact(items.clamp(1, INITIAL_CAPACITY));
        }
    }
    fn refuse(&mut self, fault: Fault, cx: &mut BindContext<'_>) {
        self.kept = None;
        cx.fault(fault);
    }
    /// Keeps the present item if a blank one replaces it: a secret, which a page does not display, or an
    /// unchanged row. Returns whether it did.
    #[inline(always)]
    fn keeps_blank<'b>(
        &mut self,
        raw: &RawValue<'b>,
        field: &'static FieldSchema,
        k: usize,
        cx: &mut BindContext<'b>,
    ) -> bool {
        let present = if const { T::KIND.is_secret() } {
            self.present.secret(k)
        } else if const { T::KIND.is_compound() } {
            self.present.take(raw, field, cx)
        } else {
            None
        };
        let Some(present) = present else { return false };
        if let Some(kept) = &mut self.kept {
            kept.push(present.clone());
        }
        true
    }
    /// Reads item `k` of the body.
    #[inline(always)]
    fn push(&mut self, input: FieldInput<'_, '_, T>, k: usize) {
        let FieldInput { raw, field, context: cx, .. } = input;
        if let Given::Duplicate = raw.0 {
            return self.refuse(Fault::Duplicate, cx);
        }
        if self.kept.as_ref().is_some_and(|kept| kept.len() == kept.capacity()) {
            self.make_room(field, k, cx);
        }
        let mut item = self.present.take(raw, field, cx).cloned();
        if item.is_none() {
            // rows have no identity, so that the row at the same position is used only if nothing may change
            let present = if cx.is_repeating { self.present.at(k) } else { None };
            T::fill(FieldInput { raw, field, present, context: cx }, &mut item);
        }
        match (item, &mut self.kept) {
            (Some(item), Some(kept)) => kept.push(item),
            (None, _) => self.kept = None,
            _ => {}
        }
    }
    /// Makes room for item `k`.
    ///
    /// Large items are counted first, so that no memory stays unused. The capacity for small items is
    /// doubled, up to the number of remaining items. If that number is unknown, twice the remaining bytes of
    /// the body are the limit.
    #[cold]
    #[inline(never)]
    fn make_room(&mut self, field: &FieldSchema, k: usize, cx: &BindContext<'_>) {
        let Some(kept) = &mut self.kept else { return };
        let len = kept.len();
        if len < const { if size_of::<T>() <= SMALL_ITEM { GROWS_FREELY } else { 1 } } {
            return;
        }
        let more = if size_of::<T>() > SMALL_ITEM {
            if self.all > 0 {
                let is_kept = |k: &usize| {
                    let item = cx.arena.item(self.list, *k);
                    item.is_some_and(|item| !cx.arena.is_blank(&item, &T::KIND, field.strip))
                };
                (k..self.all).filter(is_kept).count()
            } else {
                json::items_ahead(&cx.json, field.most_items(&cx.limits) as usize + 1 - k)
            }
        } else if self.all > 0 {
            len.min(self.all.saturating_sub(k))
        } else {
            // grow by at least a sixteenth, so that small items are not moved over and over
            len.min(2 * cx.json.bytes_ahead() / size_of::<T>().max(1)).max(len / 16)
        };
        kept.reserve_exact(more.max(1));
    }
    /// Returns the items. Frees unused memory if the body has exceeded its budget of unused bytes.
    fn finish(self, from: usize, cx: &mut BindContext<'_>) -> Option<Vec<T>> {
        let mut kept = self.kept?;
        let unused = (kept.capacity() - kept.len()) * size_of::<T>();
        if unused <= cx.spare_room {
            cx.spare_room -= unused;
        } else {
            // an item takes at least two bytes of the body
            let text = (cx.json.place() - from).max(2 * self.all);
            give_back(&mut kept, unused, text);
        }
        Some(kept)
    }
}

#[cold]
#[inline(never)]
fn give_back<T>(kept: &mut Vec<T>, unused: usize, text: usize) {
    if unused > text {
        kept.shrink_to_fit();
    }
}

/// Returns whether the number of items is within the limits. Reports a problem otherwise.
pub(super) fn has_valid_count(items: usize, field: &'static FieldSchema, cx: &mut BindContext<'_>) -> bool {
    let most = field.most_items(&cx.limits);
    if items < field.min_items as usize {
        // an empty list counts as missing if it is required
        cx.fault(if items == 0 && field.required {
            Fault::Required
        } else {
            Fault::MinItems(field.min_items)
        });
    } else if items > most as usize {
        cx.fault(Fault::MaxItems(most));
    } else {
        return true;
    }
    false
}
