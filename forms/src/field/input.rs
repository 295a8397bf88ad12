//! The input of one field.

use super::FieldType;
use crate::{BindContext, RawValue, schema::FieldSchema};

/// The input of one field: its raw value, and everything that is needed to read it.
///
/// [`FieldType::fill`] turns it into a value. Before that, the methods in `access.rs` decide whether the field
/// may be set at all. `T` is the type of the present value: the type of the field, or the
/// [`Present`](crate::Form::Present) of the form that has the field.
#[derive(Debug)]
pub struct FieldInput<'r, 'b, T> {
    /// The raw value.
    pub raw: &'r RawValue<'b>,
    /// The declaration of the field.
    pub field: &'static FieldSchema,
    /// The present value, in an update.
    pub present: Option<&'r T>,
    /// The state of the binding.
    pub context: &'r mut BindContext<'b>,
}

impl<'r, 'b, T> FieldInput<'r, 'b, T> {
    /// Creates an input without a present value.
    #[inline(always)]
    pub fn new(raw: &'r RawValue<'b>, field: &'static FieldSchema, context: &'r mut BindContext<'b>) -> Self {
        FieldInput { raw, field, present: None, context }
    }
    /// Returns the same input, to be used again after the returned one.
    #[inline(always)]
    pub fn reborrow(&mut self) -> FieldInput<'_, 'b, T> {
        FieldInput { raw: self.raw, field: self.field, present: self.present, context: self.context }
    }
    /// Replaces the present value by a part of it.
    #[inline(always)]
    pub fn map<U>(self, part: impl FnOnce(&'r T) -> &'r U) -> FieldInput<'r, 'b, U> {
        self.and_then(|present| Some(part(present)))
    }
    /// Replaces the present value by a part of it that may be missing.
    #[inline(always)]
    pub fn and_then<U>(self, part: impl FnOnce(&'r T) -> Option<&'r U>) -> FieldInput<'r, 'b, U> {
        let FieldInput { raw, field, present, context } = self;
        FieldInput { raw, field, present: present.and_then(part), context }
    }
}

impl<T: FieldType> FieldInput<'_, '_, T> {
    /// Returns the value. Implements [`FieldType::clean`] for types that implement [`FieldType::fill`].
    #[inline(always)]
    pub(crate) fn clean(self) -> Option<T> {
        let mut out = None;
        T::fill(self, &mut out);
        out
    }
}
