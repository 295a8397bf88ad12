//! The integers of [`std::num`] that are not zero.

use super::{
    Field, FieldInput, FieldType, NumberField, comparable,
    number::{Range, integer, is_spelled_like_choice},
    validate,
};
use crate::{
    BindContext, RawValue,
    error::Code,
    schema::{FieldSchema, Kind, Number},
};
use std::{
    borrow::Cow,
    num::{
        NonZeroI8, NonZeroI16, NonZeroI32, NonZeroI64, NonZeroIsize, NonZeroU8, NonZeroU16, NonZeroU32,
        NonZeroU64, NonZeroUsize,
    },
};

/// The error of a zero between negative and positive numbers. Without negative numbers it is `min_value`.
pub(crate) const ZERO: Code = Code::new("zero", "{Label} must not be 0.");

/// The rules of the types without negative numbers.
static AT_LEAST_ONE: FieldSchema = Field::<u64>::new("value").min(Number::Integer(1)).build();

macro_rules! non_zero {
    ($($t:ty, $inner:ty, $of_type:expr, $codes:expr;)*) => { $(
        impl FieldType for $t {
            type Subject = Self;
            const KIND: Kind = Kind::Integer;
            const OF_TYPE: Option<&'static FieldSchema> = $of_type;
            const CODES: &'static [Code] = $codes;
            const HASHES: bool = true;
            fn hash_value<H: std::hash::Hasher>(&self, state: &mut H) {
                std::hash::Hash::hash(self, state);
            }
            fn clean<'b>(raw: &RawValue<'b>, field: &'static FieldSchema, cx: &mut BindContext<'b>) -> Option<Self> {
                static RANGE: Range =
                    Range { min: Number::Integer(<$t>::MIN.get() as i128), max: Number::Integer(<$t>::MAX.get() as i128) };
                let bounds = const {
                    let high = <$t>::MAX.get() as i128;
                    (<$t>::MIN.get() as i64, if high > i64::MAX as i128 { i64::MAX } else { high as i64 })
                };
                let value = integer(raw, field, bounds, &RANGE, cx)? as $inner;
                let Some(value) = Self::new(value) else {
                    cx.problem(ZERO.problem());
                    return None;
                };
                (is_spelled_like_choice(raw, &value, field, cx) && validate(&value, field, cx)).then_some(value)
            }
            fn fill(input: FieldInput<'_, '_, Self>, out: &mut Option<Self>) {
                *out = Self::clean(input.raw, input.field, input.context);
            }
            fn to_text(&self) -> Option<Cow<'_, str>> {
                Some(Cow::Owned(self.to_string()))
            }
        }
        impl NumberField for $t {
            const WHOLE: bool = true;
        }
        comparable!($t);
    )* };
}
non_zero! {
    NonZeroU8, u8, Some(&AT_LEAST_ONE), &[];
    NonZeroU16, u16, Some(&AT_LEAST_ONE), &[];
    NonZeroU32, u32, Some(&AT_LEAST_ONE), &[];
    NonZeroU64, u64, Some(&AT_LEAST_ONE), &[];
    NonZeroUsize, usize, Some(&AT_LEAST_ONE), &[];
    NonZeroI8, i8, None, &[ZERO];
    NonZeroI16, i16, None, &[ZERO];
    NonZeroI32, i32, None, &[ZERO];
    NonZeroI64, i64, None, &[ZERO];
    NonZeroIsize, isize, None, &[ZERO];
}
