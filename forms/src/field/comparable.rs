//! Types whose values can be ordered: a date can be later than another, a number greater.

use super::FieldType;

/// A type whose values can be compared with those of another field: `after = from`, `at_least = lowest`.
///
/// Implemented for numbers, dates, times and durations, and for an `Option` of one. To implement it for your
/// own type:
///
/// ```
/// # use forms::{BindContext, FieldSchema, FieldType, Kind, RawValue};
/// # use std::borrow::Cow;
/// # #[derive(Debug, Clone, Copy, PartialEq)]
/// struct Metres(u32);
/// # impl FieldType for Metres {
/// #     type Subject = Self;
/// #     const KIND: Kind = u32::KIND;
/// #     fn clean<'b>(raw: &RawValue<'b>, field: &'static FieldSchema, cx: &mut BindContext<'b>) -> Option<Self> {
/// #         u32::clean(raw, field, cx).map(Metres)
/// #     }
/// #     fn to_text(&self) -> Option<Cow<'_, str>> { self.0.to_text() }
/// # }
///
/// impl forms::Comparable for Metres {
///     type Value = u32;
///     fn comparable(&self) -> Option<&u32> { Some(&self.0) }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "a value of type `{Self}` cannot be compared with another field",
    label = "this rule needs a number, a date, a time or a length of time, or an `Option` of one",
    note = "for a type of your own: implement `forms::Comparable`"
)]
pub trait Comparable: FieldType {
    /// The compared type. Both fields must have the same.
    type Value: PartialOrd;
    /// Returns the value to compare, or `None` if there is no value.
    fn comparable(&self) -> Option<&Self::Value>;
}

impl<T: Comparable> Comparable for Option<T> {
    type Value = T::Value;
    fn comparable(&self) -> Option<&T::Value> {
        self.as_ref().and_then(T::comparable)
    }
}

macro_rules! comparable {
    ($t:ty) => {
        impl crate::Comparable for $t {
            type Value = Self;
            fn comparable(&self) -> Option<&Self> {
                Some(self)
            }
        }
    };
}
pub(crate) use comparable;
