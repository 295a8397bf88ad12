//! Rules that belong to the type of a field: a newtype with `#[derive(FieldType)]`.

use super::{FieldSchema, Message, Number, RuleSet};

impl FieldSchema {
    /// Adds the rules of the field's type where the field has none of its own. The builder has checked that
    /// those of the field are at least as tight.
    pub(crate) const fn with_type_rules(mut self, of_type: &'static FieldSchema) -> Self {
        self.strip = of_type.strip;
        self.multiline = of_type.multiline;
        self.lenient |= of_type.lenient;
        self.unique_items |= of_type.unique_items;
        self.ordered |= of_type.ordered;
        self.min_length = greatest(self.min_length, of_type.min_length);
        self.min_items = greatest(self.min_items, of_type.min_items);
        self.max_length = least(self.max_length, of_type.max_length);
        self.max_items = least(self.max_items, of_type.max_items);
        self.max_digits = least(self.max_digits, of_type.max_digits);
        self.decimal_places = least(self.decimal_places, of_type.decimal_places);
        self.max_nodes = least(self.max_nodes, of_type.max_nodes);
        macro_rules! unless_set {
            ($($name:ident)*) => { $(
                if self.$name.is_none() {
                    self.$name = of_type.$name;
                }
            )* };
        }
        unless_set!(min max step format pattern choices read_choice time_zone earliest latest widget);
        macro_rules! unless_empty {
            ($($name:ident)*) => { $(
                if self.$name.is_empty() {
                    self.$name = of_type.$name;
                }
            )* };
        }
        unless_empty!(one_of input_formats autocomplete help);
        self
    }
    /// Returns the custom rules: those of the field, and those of its type.
    pub(crate) fn rule_sets(&self) -> impl Iterator<Item = &'static dyn RuleSet> {
        std::iter::successors(Some(self), |schema| schema.of_type).filter_map(|schema| schema.rules)
    }
    /// Returns the custom message for this code: that of the field, or else that of its type.
    pub(crate) fn message(&self, code: &str) -> Option<&'static str> {
        std::iter::successors(Some(self), |schema| schema.of_type)
            .find_map(|schema| Message::find(schema.messages, code))
    }
    /// Returns whether the values of this field meet the rules of a type.
    pub(crate) fn has_rules_of_type(&'static self, of_type: &'static FieldSchema) -> bool {
        std::iter::successors(Some(self), |schema| schema.of_type).any(|schema| std::ptr::eq(schema, of_type))
    }
    /// Returns whether the field has custom rules or choices.
    pub(crate) const fn asks_for_judgement(&self) -> bool {
        let by_type = match self.of_type {
            Some(of_type) => of_type.is_judged,
            None => false,
        };
        by_type || self.rules.is_some() || self.choices.is_some()
    }
}

const fn greatest(one: u32, other: u32) -> u32 {
    if one > other { one } else { other }
}

const fn least(one: u32, other: u32) -> u32 {
    if one < other { one } else { other }
}

/// Returns whether the number is at most the other one, if there is another one.
pub(crate) const fn is_at_most(number: Number, bound: Option<Number>) -> bool {
    match (number, bound) {
        (_, None) => true,
        (Number::Integer(number), Some(Number::Integer(bound))) => number <= bound,
        (number, Some(bound)) => number.as_f64() <= bound.as_f64(),
    }
}

/// Returns whether the number is at least the other one, if there is another one.
pub(crate) const fn is_at_least(number: Number, bound: Option<Number>) -> bool {
    match (number, bound) {
        (_, None) => true,
        (Number::Integer(number), Some(Number::Integer(bound))) => number >= bound,
        (number, Some(bound)) => number.as_f64() >= bound.as_f64(),
    }
}
