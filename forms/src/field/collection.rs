//! Sets and arrays of values as fields. They are read as a `Vec`, and then converted, so that an item enters a set
//! only after its rules and the limits have accepted it.

use super::{
    DateTimeField, DecimalField, FieldInput, FieldType, ListField, NumberField, TextField, ZonedField,
    initial::Shown, repeats,
};
use crate::{
    BindContext, RawValue,
    error::{Code, Fault},
    schema::{ChoiceText, FieldSchema, Kind, ListSize, TextFormat, WrittenBy},
};
use std::{
    any::Any,
    borrow::Cow,
    collections::{BTreeSet, HashSet},
    hash::{Hash, Hasher},
};

/// A collection that is converted to and from a `Vec`.
trait Collection<T>: Sized {
    /// Converts the items, or returns what is wrong with them as a whole.
    fn of_items(items: Vec<T>) -> Result<Self, Fault>;
    /// Calls a function with the items, in the order of a page.
    fn with_items<R>(&self, read: impl FnOnce(&[T]) -> R) -> R;
}

impl<T: FieldType + Ord> Collection<T> for BTreeSet<T> {
    fn of_items(items: Vec<T>) -> Result<Self, Fault> {
        without_duplicates(items)
    }
    fn with_items<R>(&self, read: impl FnOnce(&[T]) -> R) -> R {
        read(&self.iter().cloned().collect::<Vec<_>>())
    }
}

impl<T: FieldType + Eq + Hash> Collection<T> for HashSet<T> {
    fn of_items(items: Vec<T>) -> Result<Self, Fault> {
        without_duplicates(items)
    }
    /// By their texts, so that two pages of one value are the same.
    fn with_items<R>(&self, read: impl FnOnce(&[T]) -> R) -> R {
        let mut items: Vec<T> = self.iter().cloned().collect();
        items.sort_by_cached_key(|item| item.to_text().map(Cow::into_owned));
        read(&items)
    }
}

/// Collects the items of a set. The list has been checked already, except for a set in another list.
fn without_duplicates<T, S: FromIterator<T> + Length>(items: Vec<T>) -> Result<S, Fault> {
    let count = items.len();
    let set: S = items.into_iter().collect();
    if set.length() == count { Ok(set) } else { Err(Fault::UniqueItems) }
}

trait Length {
    fn length(&self) -> usize;
}

impl<T> Length for BTreeSet<T> {
    fn length(&self) -> usize {
        self.len()
    }
}

impl<T> Length for HashSet<T> {
    fn length(&self) -> usize {
        self.len()
    }
}

impl<T: FieldType, const N: usize> Collection<T> for [T; N] {
    fn of_items(items: Vec<T>) -> Result<Self, Fault> {
        let few = items.len() < N;
        let count = N as u32;
        items.try_into().map_err(|_| if few { Fault::MinItems(count) } else { Fault::MaxItems(count) })
    }
    fn with_items<R>(&self, read: impl FnOnce(&[T]) -> R) -> R {
        read(self)
    }
}

macro_rules! collection {
    ([$($generics:tt)*] $t:ty, $size:expr, $required:expr) => {
        #[diagnostic::do_not_recommend]
        impl<$($generics)*> FieldType for $t {
            type Subject = T::Subject;
            const KIND: Kind = Kind::List(&T::KIND);
            const REQUIRED: bool = $required;
            const MAY_BE_EMPTY: bool = !$required;
            const NESTS_OPTIONS: bool = T::NESTS_OPTIONS;
            const SIZE: ListSize = {
                assert!(
                    !matches!(T::KIND, Kind::Form(_) | Kind::List(_) | Kind::Secret | Kind::Json | Kind::File) && !T::OPTIONAL,
                    "sets and arrays hold texts, numbers, dates, choices and other single values: use `Vec` for anything else"
                );
                $size
            };
            const FORMAT: Option<&'static TextFormat> = T::FORMAT;
            const OF_TYPE: Option<&'static FieldSchema> = T::OF_TYPE;
            const INPUT: &'static [(&'static str, &'static str)] = T::INPUT;
            const CODES: &'static [Code] = T::CODES;
            const HAS_OFFSET: bool = T::HAS_OFFSET;
            const HASHES: bool = T::HASHES;
            fn hash_value<H: Hasher>(&self, state: &mut H) {
                self.with_items(|items| items.iter().for_each(|item| item.hash_value(state)));
            }
            fn clean<'b>(
                raw: &RawValue<'b>,
                field: &'static FieldSchema,
                cx: &mut BindContext<'b>,
            ) -> Option<Self> {
                let items: Vec<T> = FieldInput::new(raw, field, cx).clean()?;
                Self::of_items(items).map_err(|fault| cx.fault(fault)).ok()
            }
            fn fill(input: FieldInput<'_, '_, Self>, out: &mut Option<Self>) {
                *out = Self::clean(input.raw, input.field, input.context);
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
                IntoIterator::into_iter(self).next().is_none()
            }
            fn absent(field: &'static FieldSchema, cx: &mut BindContext<'_>) -> Option<Self> {
                let items = <Vec<T>>::absent(field, cx)?;
                Self::of_items(items).map_err(|fault| cx.fault(fault)).ok()
            }
            fn show(&self, shown: &mut Shown) {
                self.with_items(|items| shown.items(items));
            }
            fn repeats<'b>(
                &self,
                raw: &RawValue<'b>,
                field: &'static FieldSchema,
                cx: &mut BindContext<'b>,
            ) -> bool {
                self.with_items(|items| repeats::items(items, raw, field, cx))
            }
        }

        impl<$($generics)*> ListField for $t {}
        impl<$($generics)*> TextField for $t where T: TextField {}
        impl<$($generics)*> NumberField for $t
        where
            T: NumberField,
        {
            const WHOLE: bool = T::WHOLE;
        }
        impl<$($generics)*> DecimalField for $t where T: DecimalField {}
        impl<$($generics)*> DateTimeField for $t
        where
            T: DateTimeField,
        {
            const HAS_DATE: bool = T::HAS_DATE;
            const HAS_TIME: bool = T::HAS_TIME;
            const IN_PARTS: bool = T::IN_PARTS;
        }
        impl<$($generics)*> ZonedField for $t where T: ZonedField {}
    };
}
collection!([T: FieldType + Ord] BTreeSet<T>, ListSize::Set, false);
collection!([T: FieldType + Eq + Hash] HashSet<T>, ListSize::Set, false);
collection!([T: FieldType, const N: usize] [T; N], ListSize::exactly(N), true);
