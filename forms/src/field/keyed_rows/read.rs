//! Reads the rows of a body, and matches them with the present ones.

use super::{
    key::{RowIndex, RowKey, SubmittedKey},
    order::{self, Source},
};
use crate::{
    BindContext, FieldType, RawValue,
    bind::{ListNote, Mode, Run, json},
    body::{Format, Given, json::unescape},
    error::{Fault, path::FORM},
    field::{Field, FieldInput, list::has_valid_count},
    schema::{FieldSchema, FormSchema, MOST_ITEMS},
};
use std::borrow::Cow;

/// The marker that deletes a row.
static DELETE: FieldSchema = Field::<bool>::new(crate::schema::DELETE_KEY).build();

/// Implements [`FieldType::fill`] for a list whose rows have a key. A raw value that is absent stands for a list
/// without rows.
pub(in crate::field) fn fill<T: FieldType>(input: FieldInput<'_, '_, Vec<T>>, out: &mut Option<Vec<T>>) {
    let FieldInput { raw, field, present, context: cx } = input;
    let Some(key) = RowKey::<T>::of(field) else { return cx.fault(Fault::Invalid) };
    let first_note = Notes { changes: cx.changed.len(), lists: cx.row_notes.len() };
    let mut rows = RowReader::new(key, field, present.map_or(&[], Vec::as_slice));
    let most = rows.most(cx);
    let submitted = match raw.0 {
        Given::Json if cx.json.first() == b'[' => {
            if !cx.enter() {
                return;
            }
            let mut k = 0;
            while json::next_item(k, most, cx) {
                // a row takes more memory than its text: count it before it is created
                if !cx.count(1) {
                    break;
                }
                let from = cx.json.place();
                rows.submit(&RawValue::JSON, k, &mut |cx| json::items_ahead(&cx.json, most + 1 - k), cx);
                if cx.json.place() == from {
                    json::skip_item(const { &T::KIND }, field, cx);
                }
                k += 1;
            }
            cx.leave();
            k
        }
        Given::List(list) => {
            if !cx.enter() {
                return;
            }
            let submitted = cx.arena.len(list);
            let is_blank = |cx: &BindContext<'_>, k: usize| {
                let item = cx.arena.item(list, k);
                item.is_none_or(|item| cx.arena.is_blank(&item, const { &T::KIND }, field.strip))
            };
            for k in 0..submitted.min(most + 1) {
                cx.errors.at(k);
                // a blank row is one of a page that was not filled in
                if !is_blank(cx, k)
                    && let Some(item) = cx.arena.item(list, k)
                {
                    let ahead =
                        &mut |cx: &BindContext<'_>| (k..submitted).filter(|k| !is_blank(cx, *k)).count();
                    rows.submit(&item, k, ahead, cx);
                }
            }
            cx.leave();
            submitted
        }
        Given::Absent => 0,
        Given::Json if cx.is_null(raw) => 0,
        _ => return cx.fault(Fault::InvalidList),
    };
    if submitted > most {
        return cx.fault(Fault::MaxItems(field.most_items(&cx.limits)));
    }
    if has_valid_count(rows.count(cx), field, cx) {
        *out = rows.finish(first_note, present.is_some(), cx);
    }
}

/// How many changes and lists were noted before a list was read.
#[derive(Clone, Copy)]
struct Notes {
    changes: usize,
    lists: usize,
}

/// What a body does with a present row.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    LeftOut,
    Named,
    Deleted,
}

/// A row of the body that becomes a row of the value.
#[derive(Clone, Copy)]
struct BodyRow {
    /// its index in the body
    page: u16,
    /// the index of the present row with its key
    present: Option<u32>,
}

/// The rows of a body, while they are read.
struct RowReader<'p, T: 'static> {
    key: &'static RowKey<T>,
    field: &'static FieldSchema,
    present: &'p [T],
    index: RowIndex<'p, T>,
    fates: Vec<Fate>,
    rows: Vec<BodyRow>,
    /// the values of `rows`, as long as all of them are valid
    values: Option<Vec<T>>,
    /// the number of new rows, and of rows that do not match a present one
    new: usize,
}

impl<'p, T: FieldType> RowReader<'p, T> {
    fn new(key: &'static RowKey<T>, field: &'static FieldSchema, present: &'p [T]) -> Self {
        RowReader {
            key,
            field,
            present,
            index: RowIndex::new(present, key),
            fates: vec![Fate::LeftOut; present.len()],
            rows: Vec::new(),
            values: Some(Vec::new()),
            new: 0,
        }
    }
    /// Returns the maximum number of rows in a body: each present row may be named, and as many may be new as the list
    /// may have.
    fn most(&self, cx: &BindContext<'_>) -> usize {
        (self.field.most_items(&cx.limits) as usize + self.present.len()).min(MOST_ITEMS as usize)
    }
    /// Reads row `k` of the body. `ahead` returns the number of rows that are left, this one included.
    fn submit<'b>(
        &mut self,
        raw: &RawValue<'b>,
        k: usize,
        ahead: &mut dyn FnMut(&BindContext<'b>) -> usize,
        cx: &mut BindContext<'b>,
    ) {
        let present = match self.identify(raw, cx) {
            Identity::Present(present) => Some(present),
            Identity::New => {
                self.new += 1;
                None
            }
            Identity::Deleted => return,
            Identity::Rejected => {
                // counts as a row, so that a list of such rows is not reported as too short as well
                self.new += 1;
                self.values = None;
                return;
            }
        };
        let mut value = None;
        let present_row = present.map(|p| &self.present[p]);
        T::fill(FieldInput { raw, field: self.field, present: present_row, context: cx }, &mut value);
        if let (Some(filled), Some(p)) = (&value, present)
            // a rule of the row's form may have changed the key
            && !self.key.column().is_same(filled, &self.present[p])
        {
            cx.fault(Fault::UnknownRow);
            value = None;
        }
        match (value, &mut self.values) {
            (Some(value), Some(values)) => {
                if values.capacity() == 0 {
                    values.reserve_exact(ahead(cx).max(1));
                    self.rows.reserve_exact(values.capacity());
                }
                values.push(value);
                self.rows.push(BodyRow { page: k as u16, present: present.map(|p| p as u32) });
            }
            (None, _) => self.values = None,
            _ => {}
        }
    }
    /// Finds out which row is meant. Reports a row that matches no present one and cannot be new.
    fn identify<'b>(&mut self, raw: &RawValue<'b>, cx: &mut BindContext<'b>) -> Identity {
        let marks = match raw.0 {
            Given::Json if cx.json.first() == b'{' => {
                let from = cx.json.mark();
                let marks = self.marks_of_object(cx);
                cx.json.restore(from);
                marks
            }
            Given::Form(form) => self.marks_of_form(form, cx),
            Given::Duplicate => {
                cx.fault(Fault::Duplicate);
                return Identity::Rejected;
            }
            // not a row at all: its type reports it
            _ => return Identity::New,
        };
        let Some(Marks { key, is_deleted }) = marks else { return Identity::Rejected };
        let present = match key {
            SubmittedKey::Missing if is_deleted => return Identity::Deleted,
            SubmittedKey::Missing if !self.field.can_add => {
                cx.fault(Fault::CannotAdd);
                return Identity::Rejected;
            }
            SubmittedKey::Missing => return Identity::New,
            SubmittedKey::Text(key) => self.index.find(&key),
        };
        let Some(present) = present else {
            cx.fault(Fault::UnknownRow);
            return Identity::Rejected;
        };
        if self.fates[present] != Fate::LeftOut {
            cx.fault(Fault::Duplicate);
            return Identity::Rejected;
        }
        self.fates[present] = if is_deleted { Fate::Deleted } else { Fate::Named };
        // a deleted row is not read, and it may have a secret
        cx.secret |= is_deleted && T::KIND.form().is_some_and(FormSchema::may_hold_secret);
        if is_deleted { Identity::Deleted } else { Identity::Present(present) }
    }
    /// Reads the key of a row, and whether it is marked as deleted, from its values in the arena.
    fn marks_of_form(&self, form: u32, cx: &mut BindContext<'_>) -> Option<Marks> {
        let (mut key, mut marker) = (RawValue::ABSENT, RawValue::ABSENT);
        let mut at = cx.arena.first(form);
        while let Some((i, raw, next)) = cx.arena.entry(at) {
            if i == self.key.place() {
                key = raw;
            } else if i == crate::body::urlencoded::DELETE_MARKER {
                marker = raw;
            }
            at = next;
        }
        let is_deleted = Self::read_marker(&marker, cx);
        Marks::of(self.read_key(&key, cx), is_deleted)
    }
    /// Reads the key of a row, and whether it is marked as deleted, from its JSON object.
    fn marks_of_object(&self, cx: &mut BindContext<'_>) -> Option<Marks> {
        let field = self.key_field()?;
        let (mut key, mut is_deleted) = (None, None);
        let mut more = cx.json.open(b'}');
        while more {
            let (name, is_escaped) = cx.json.key()?;
            let name = if is_escaped { Cow::Owned(unescape(name)) } else { Cow::Borrowed(name) };
            cx.json.blanks();
            let from = cx.json.place();
            if key.is_none() && *name == *field.name.as_str() {
                key = Some(self.read_key(&RawValue::JSON, cx));
            } else if self.field.deletes_by(&name) {
                let marker = if is_deleted.is_none() { RawValue::JSON } else { RawValue::DUPLICATE };
                let value = Self::read_marker(&marker, cx);
                is_deleted = Some(is_deleted.unwrap_or(Some(false)).and(value));
            }
            if cx.json.place() == from {
                cx.json.skip();
            }
            if key.is_some() && !self.field.can_delete {
                break;
            }
            more = cx.json.more(b'}');
        }
        Marks::of(key.unwrap_or(Some(SubmittedKey::Missing)), is_deleted.unwrap_or(Some(false)))
    }
    fn key_field(&self) -> Option<&'static FieldSchema> {
        T::KIND.form()?.fields.get(self.key.place())
    }
    /// Reads a key. Returns `None` and reports a problem at the key if it is not a value of its type.
    fn read_key<'b>(&self, raw: &RawValue<'b>, cx: &mut BindContext<'b>) -> Option<SubmittedKey> {
        let field = self.key_field()?;
        if !cx.enter() {
            return None;
        }
        cx.errors.at(self.key.place());
        let key = if let Given::Duplicate = raw.0 {
            cx.refuse(Fault::Duplicate)
        } else {
            self.key.column().read(raw, field, cx)
        };
        cx.leave();
        key
    }
    /// Reads the marker that deletes a row. Returns `None` and reports a problem at the row if it is invalid.
    fn read_marker<'b>(raw: &RawValue<'b>, cx: &mut BindContext<'b>) -> Option<bool> {
        match raw.0 {
            Given::Absent => Some(false),
            Given::Duplicate => cx.refuse(Fault::Duplicate),
            _ => bool::clean(raw, &DELETE, cx),
        }
    }
    /// Returns whether a present row that the body leaves out is deleted.
    ///
    /// In a form's body it is not: the page has a control for each of its rows, and a row that it does not have was
    /// added after the page was made. A locked list must be repeated as a whole.
    fn deletes_left_out(&self, cx: &BindContext<'_>) -> bool {
        let is_whole = cx.mode == Mode::Update && matches!(cx.format, Format::Json);
        cx.is_repeating || (self.field.can_delete && is_whole)
    }
    fn is_deleted(&self, p: usize, cx: &BindContext<'_>) -> bool {
        match self.fates[p] {
            Fate::Deleted => true,
            Fate::Named => false,
            // a row without a key cannot be named
            Fate::LeftOut => self.deletes_left_out(cx) && self.key.column().text(&self.present[p]).is_some(),
        }
    }
    /// Returns the number of rows that the list then has.
    fn count(&self, cx: &BindContext<'_>) -> usize {
        self.new + (0..self.present.len()).filter(|p| !self.is_deleted(*p, cx)).count()
    }
    /// Returns the rows of the value in their order. Notes which rows are new and deleted, and where the rows of the
    /// body are in the value.
    fn finish(mut self, first: Notes, is_update: bool, cx: &mut BindContext<'_>) -> Option<Vec<T>> {
        let mut values = self.values.take()?;
        let is_kept = |p: &usize| self.fates[*p] == Fate::LeftOut && !self.is_deleted(*p, cx);
        let kept: Vec<usize> = (0..self.present.len()).filter(is_kept).collect();
        let body = self.rows.iter().map(|row| row.present);
        let sources = order::of_rows(body, &kept, self.field.can_order || cx.is_repeating);
        values.reserve_exact(kept.len());
        values.extend(kept.iter().map(|p| self.present[*p].clone()));
        let places: Vec<u32> = sources
            .iter()
            .map(|source| match source {
                Source::Body(i) => *i,
                Source::Kept(i) => self.rows.len() as u32 + i,
            })
            .collect();
        self.note_origins(&sources, cx);
        if is_update {
            self.note_changes(&sources, &kept, first, cx);
        }
        order::permute(&mut values, places);
        Some(values)
    }
    /// Notes the rows that are new or deleted, and moves the noted changes from the index of their row in the body to
    /// that in the value.
    fn note_changes(&self, sources: &[Source], kept: &[usize], first: Notes, cx: &mut BindContext<'_>) {
        let list = cx.errors.here();
        let level = list.len();
        let most_page = self.rows.iter().map(|row| usize::from(row.page) + 1).max().unwrap_or(0);
        let mut in_value = vec![0u16; most_page];
        for (r, source) in sources.iter().enumerate() {
            if let Source::Body(i) = source {
                let row = self.rows[*i as usize];
                in_value[usize::from(row.page)] = r as u16;
                if row.present.is_none() {
                    cx.changed.push(list.then(row.page).then(FORM));
                }
            }
        }
        for path in &mut cx.changed[first.changes..] {
            *path = path.replace(level, in_value[usize::from(path.get(level))]);
        }
        for note in cx.row_notes.since(first.lists) {
            note.list = note.list.replace(level, in_value[usize::from(note.list.get(level))]);
        }
        let present = |source: &Source| match source {
            Source::Body(i) => self.rows[*i as usize].present,
            Source::Kept(i) => Some(kept[*i as usize] as u32),
        };
        // new rows are at the end unless the body says otherwise
        let is_reordered = !sources.is_sorted_by_key(|source| present(source).unwrap_or(u32::MAX));
        let deleted = (0..self.present.len()).filter(|p| self.is_deleted(*p, cx));
        let deleted: Vec<Box<str>> = deleted
            .filter_map(|p| self.key.column().text(&self.present[p]).map(|text| text.into_owned().into()))
            .collect();
        if is_reordered || !deleted.is_empty() {
            cx.changed.push(list.then(FORM));
            cx.row_notes.add(ListNote { list, deleted, is_reordered });
        }
        // `apply` looks for the changes of each row
        cx.changed[first.changes..].sort_unstable();
    }
    /// Notes where each row of the value is in the body, if that is another place.
    fn note_origins(&self, sources: &[Source], cx: &mut BindContext<'_>) {
        let page = |source: &Source| match source {
            Source::Body(i) => self.rows[*i as usize].page,
            Source::Kept(_) => Run::NOT_ON_PAGE,
        };
        let mut runs: Vec<Run> = Vec::new();
        for (r, source) in (0u16..).zip(sources) {
            let page = page(source);
            let continues = match runs.last() {
                None => page == r,
                Some(run) if page == Run::NOT_ON_PAGE => run.page == page,
                Some(run) => run.page != Run::NOT_ON_PAGE && run.page + (r - run.clean) == page,
            };
            if !continues {
                runs.push(Run { clean: r, page });
            }
        }
        if !runs.is_empty() {
            cx.note_origins(&runs);
        }
    }
}

/// Which row is meant.
enum Identity {
    /// the present row with this index
    Present(usize),
    New,
    Deleted,
    /// none; reported
    Rejected,
}

/// What a row says about itself.
struct Marks {
    key: SubmittedKey,
    is_deleted: bool,
}

impl Marks {
    fn of(key: Option<SubmittedKey>, is_deleted: Option<bool>) -> Option<Self> {
        Some(Marks { key: key?, is_deleted: is_deleted? })
    }
}
