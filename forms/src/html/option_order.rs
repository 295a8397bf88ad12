//! What all controls of a field with many options have in common: found and added up once for a page, not for each row.

use super::{UiStrings, escape, options::Options};
use crate::schema::FieldSchema;
use std::sync::OnceLock;

/// Fields with so few options are quicker to go through.
pub(super) const FEW: usize = 16;

/// The options of one field, by their values, and the bytes that they take on a page at least.
#[derive(Debug)]
pub(super) struct OptionOrder {
    by_value: Vec<u32>,
    /// of values and labels, escaped
    texts: usize,
    /// of the names of groups, escaped
    groups: usize,
    /// how many groups have a name
    named_groups: usize,
}

impl OptionOrder {
    fn new(options: Options<'_>, words: &'static UiStrings) -> Self {
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
        OptionOrder { by_value, texts, groups, named_groups }
    }
    /// The place of the option with that value.
    pub(super) fn position(
        &self,
        options: Options<'_>,
        value: &str,
        words: &'static UiStrings,
    ) -> Option<usize> {
        let found = self.by_value.binary_search_by_key(&value, |i| options.get(*i as usize, words).0).ok()?;
        Some(self.by_value[found] as usize)
    }
    /// The bytes of all options in a control where each takes so many besides its texts, and each named group so many besides
    /// its name.
    pub(super) fn bytes(&self, each: usize, each_group: usize) -> usize {
        self.texts + self.by_value.len() * each + self.groups + self.named_groups * each_group
    }
}

/// What is known of the fields of a page that have been drawn.
#[derive(Debug, Default)]
pub(super) struct OptionOrders(OnceLock<Box<Known>>);

#[derive(Debug)]
struct Known {
    field: &'static FieldSchema,
    order: OptionOrder,
    others: OptionOrders,
}

impl OptionOrders {
    pub(super) fn get(
        &self,
        field: &'static FieldSchema,
        options: Options<'_>,
        words: &'static UiStrings,
    ) -> &OptionOrder {
        let mut here = self;
        loop {
            let known = here.0.get_or_init(|| {
                let order = OptionOrder::new(options, words);
                Box::new(Known { field, order, others: OptionOrders::default() })
            });
            if std::ptr::eq(known.field, field) {
                return &known.order;
            }
            here = &known.others;
        }
    }
}

impl Clone for OptionOrders {
    /// Empty: a page that is drawn in another way asks anew.
    fn clone(&self) -> Self {
        OptionOrders::default()
    }
}
