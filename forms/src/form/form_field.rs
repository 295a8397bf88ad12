//! One trait for all that the derive needs from the type of a field.
//!
//! The compiler reports an unmet bound once for each place that names it, unless the reports are identical. The derive
//! names only this trait for a field's type, so a type that cannot be bound is reported once.

use super::NestedField;
use crate::{
    Problem,
    field::{Changes, Field, FieldInput, FieldType, Shown},
    schema::FieldSchema,
};
use std::marker::PhantomData;

macro_rules! form_field {
    ($(#[$about:meta])* $name:ident for $($bound:tt)*) => {
        $(#[$about])*
        #[doc(hidden)]
        pub trait $name: Sized + 'static {
            const ROW: Field<Self>;
            fn read(input: FieldInput<'_, '_, Self>, out: &mut Option<Self>);
            fn read_or(input: FieldInput<'_, '_, Self>, out: &mut Option<Self>, default: fn() -> Self);
            fn read_and_clean(
                input: FieldInput<'_, '_, Self>,
                out: &mut Option<Self>,
                default: Option<fn() -> Self>,
                clean: impl FnOnce(Self) -> Result<Self, Problem>,
            );
            fn locked(input: FieldInput<'_, '_, Self>);
            fn locked_or(input: FieldInput<'_, '_, Self>, out: &mut Option<Self>, default: fn() -> Self);
            fn write(self, changes: &mut Changes<'_>, i: usize, field: &'static FieldSchema, target: &mut Self);
            fn show(&self, shown: &mut Shown, i: usize, field: &'static FieldSchema);
            fn show_default(of: PhantomData<Self>, shown: &mut Shown, i: usize, field: &'static FieldSchema, default: fn() -> Self);
            fn show_defaults_within(of: PhantomData<Self>, shown: &mut Shown, i: usize);
        }

        #[diagnostic::do_not_recommend]
        impl<T: $($bound)*> $name for T {
            const ROW: Field<T> = Field::new("_");
            #[inline(always)]
            fn read(input: FieldInput<'_, '_, T>, out: &mut Option<T>) {
                input.read(out);
            }
            #[inline(always)]
            fn read_or(input: FieldInput<'_, '_, T>, out: &mut Option<T>, default: fn() -> T) {
                input.read_or(out, default);
            }
            #[inline(always)]
            fn read_and_clean(
                input: FieldInput<'_, '_, T>,
                out: &mut Option<T>,
                default: Option<fn() -> T>,
                clean: impl FnOnce(T) -> Result<T, Problem>,
            ) {
                input.read_and_clean(out, default, clean);
            }
            #[inline(always)]
            fn locked(input: FieldInput<'_, '_, T>) {
                input.locked();
            }
            #[inline(always)]
            fn locked_or(input: FieldInput<'_, '_, T>, out: &mut Option<T>, default: fn() -> T) {
                input.locked_or(out, default);
            }
            #[inline(always)]
            fn write(self, changes: &mut Changes<'_>, i: usize, field: &'static FieldSchema, target: &mut T) {
                changes.field(i, field, self, target);
            }
            #[inline(always)]
            fn show(&self, shown: &mut Shown, i: usize, field: &'static FieldSchema) {
                shown.field(i, field, self);
            }
            #[inline(always)]
            fn show_default(
                _: PhantomData<T>,
                shown: &mut Shown,
                i: usize,
                field: &'static FieldSchema,
                default: fn() -> T,
            ) {
                shown.default_of(i, field, default);
            }
            #[inline(always)]
            fn show_defaults_within(_: PhantomData<T>, shown: &mut Shown, i: usize) {
                shown.defaults_within::<T>(i);
            }
        }
    };
}

form_field! {
    /// The type of a field that is not marked `nested`.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` cannot be a form field",
        label = "no form can bind a value of this type",
        note = "a struct of fields: write `#[form(nested)]` here, and `#[derive(forms::Form, Clone, PartialEq)]` with `#[form(fields = all)]` on the struct",
        note = "an enum without data: write `#[derive(forms::Choice, Clone, Copy, PartialEq)]` on it",
        note = "a type of `jiff`, `chrono`, `time`, `rust_decimal`, `bigdecimal`, `uuid` or `url`: enable the feature of `forms` with that name, and use the version that `forms` supports",
        note = "any other type: implement `forms::FieldType` for it, or leave the field out of the form"
    )]
    FormField for FieldType
}

form_field! {
    /// The type of a field that is marked `nested`.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` cannot be nested in a form",
        label = "`nested` needs a form that derives `Clone` and `PartialEq`, an `Option` or a `Vec` of one",
        note = "write all of this on the struct: `#[derive(forms::Form, Clone, PartialEq)]` and `#[form(fields = all)]`",
        note = "for a value that is not a struct of fields, remove `nested`"
    )]
    NestedFormField for FieldType + NestedField
}
