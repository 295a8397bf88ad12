//! An index of a field's options, computed once for a page instead of for each row.

use super::{UiStrings, escape, options::OptionSource};
use crate::schema::FieldSchema;
use std::sync::OnceLock;

/// Up to this many options, a linear search is faster.
pub(super) const MAX_LINEAR_SEARCH: usize = 16;

/// An index of the options of one field by value, and the bytes that they take in a page.
#[derive(Debug)]
pub(super) struct OptionIndex {
    by_value: Vec<u32>,
    /// the bytes of values and labels, escaped
    texts: usize,
    /// the bytes of the names of groups, escaped
    groups: usize,
    /// the number of groups that have a name
    named_groups: usize,
}

impl OptionIndex {
    fn new(options: OptionSource<'_>, words: &'static UiStrings) -> Self {
        let (mut texts, mut groups, mut named_groups, mut last) = (0, 0, 0, "");
        for (value, label, group) in options.iter(words) {
            texts += escape::length(value) + escape::length(label);
            if group != last && !group.is_empty() {
                groups += escape::length(group);
                named_groups += 1;
            }
            last = group;
        }
        let mut by_value: Vec<u32> = (0..u32::try_from(options.len()).unwrap_or(u32::MAX)).collect();
        by_value.sort_by_key(|i| options.get(*i as usize, words).0);
        OptionIndex { by_value, texts, groups, named_groups }
    }
    /// Returns the index of the option with a value.
    pub(super) fn position(
        &self,
        options: OptionSource<'_>,
        value: &str,
        words: &'static UiStrings,
    ) -> Option<usize> {
        let found = self.by_value.binary_search_by_key(&value, |i| options.get(*i as usize, words).0).ok()?;
        Some(self.by_value[found] as usize)
    }
    /// Returns the bytes of all options in a control, if each option takes `each` bytes besides its texts, and each
    /// named group `each_group` bytes besides its name.
    pub(super) fn bytes(&self, each: usize, each_group: usize) -> usize {
        self.texts + self.by_value.len() * each + self.groups + self.named_groups * each_group
    }
}

/// The indexes of the fields that the page has rendered so far, as a linked list.
#[derive(Debug, Default)]
pub(super) struct OptionIndexes(OnceLock<Box<IndexNode>>);

#[derive(Debug)]
struct IndexNode {
    field: &'static FieldSchema,
    order: OptionIndex,
    others: OptionIndexes,
}

impl OptionIndexes {
    pub(super) fn get(
        &self,
        field: &'static FieldSchema,
        options: OptionSource<'_>,
        words: &'static UiStrings,
    ) -> &OptionIndex {
        let mut current = self;
        loop {
            let node = current.0.get_or_init(|| {
                let order = OptionIndex::new(options, words);
                Box::new(IndexNode { field, order, others: OptionIndexes::default() })
            });
            if std::ptr::eq(node.field, field) {
                return &node.order;
            }
            current = &node.others;
        }
    }
}

impl Clone for OptionIndexes {
    /// Returns an empty list, because a view with other settings may have other options.
    fn clone(&self) -> Self {
        OptionIndexes::default()
    }
}
