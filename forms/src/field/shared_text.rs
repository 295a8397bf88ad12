//! The other types of the standard library that own a text: `Box<str>`, `Arc<str>` and `Cow<'static, str>`. They
//! are read like a `String`.

use super::{FieldInput, FieldType, FromText, TextField, text::clean_text, text::fill_text};
use crate::{
    BindContext, RawValue,
    error::Fault,
    schema::{FieldSchema, Kind},
};
use std::{borrow::Cow, sync::Arc};

macro_rules! texts {
    ($($t:ty, $empty:expr;)*) => { $(
        impl FromText for $t {
            const MAY_BE_EMPTY: bool = true;
            #[inline(always)]
            fn make(text: Cow<'_, str>, _: &'static FieldSchema, _: &mut BindContext<'_>, out: &mut Option<Self>) {
                *out = Some(text.into_owned().into());
            }
        }

        impl FieldType for $t {
            type Subject = str;
            const KIND: Kind = Kind::Text;
            const MAY_BE_EMPTY: bool = true;
            const HASHES: bool = true;
            fn hash_value<H: std::hash::Hasher>(&self, state: &mut H) {
                std::hash::Hash::hash(self, state);
            }
            fn clean<'b>(
                raw: &RawValue<'b>,
                field: &'static FieldSchema,
                cx: &mut BindContext<'b>,
            ) -> Option<Self> {
                clean_text(raw, field, cx)
            }
            fn to_text(&self) -> Option<Cow<'_, str>> {
                Some(Cow::Borrowed(self))
            }
            fn fill(input: FieldInput<'_, '_, Self>, out: &mut Option<Self>) {
                fill_text(input, out);
            }
            fn absent(field: &'static FieldSchema, cx: &mut BindContext<'_>) -> Option<Self> {
                if field.required { cx.refuse(Fault::Required) } else { Some($empty) }
            }
        }

        impl TextField for $t {}
    )* };
}
texts! {
    Box<str>, Box::from("");
    Arc<str>, Arc::from("");
    Cow<'static, str>, Cow::Borrowed("");
}
