//! Newtypes with rules of their own, by `#[derive(FieldType)]`. A value of such a type has met its rules.

use super::{
    Comparable, DateTimeField, DecimalField, Field, FieldInput, FieldType, ListField, NumberField, TextField,
    ZonedField, initial::Shown,
};
use crate::{
    BindContext, RawValue,
    error::{Code, Fault, path::Path},
    schema::{ChoiceText, FieldSchema, FormSchema, Kind, ListSize, TextFormat, WrittenBy},
};
use std::{any::Any, borrow::Cow, hash::Hasher};

/// A newtype with rules. `#[derive(FieldType)]` implements it, and this implements [`FieldType`].
#[doc(hidden)]
pub trait Newtype: Sized + 'static {
    /// The type of the value.
    type Inner: FieldType;
    /// The builder of the schema of the value.
    const ROW: Field<Self::Inner> = Field::new("value");
    /// A form of one field, which has the rules.
    const SCHEMA: &'static FormSchema;
    /// Wraps a value that has met the rules.
    fn wrap(inner: Self::Inner, valid: Valid) -> Self;
    /// Returns the value.
    fn inner(&self) -> &Self::Inner;
}

/// Proof that a value has met the rules of a newtype. Only this module creates one.
#[doc(hidden)]
#[derive(Debug)]
pub struct Valid(());

/// Checks the type of the value in a newtype.
///
/// # Panics
/// At compile time, if the type does not fit.
pub const fn assert_newtype(value: &FieldSchema) {
    assert!(
        !value.optional,
        "a newtype holds a value: write the type without `Option`, and `Option` around the newtype where a value may be missing"
    );
    assert!(
        !matches!(value.kind.of_item(), Kind::Form(_)),
        "a newtype holds a single value, and this is a form: write its rules in the form, as `check`"
    );
    assert!(
        !matches!(value.kind.of_item(), Kind::File),
        "a newtype cannot hold a file: use `forms::upload::UploadedFile` as the type of the field, with its rules there"
    );
    assert!(
        !value.kind.is_secret(),
        "a newtype cannot hold a secret: use `forms::Password` as the type of the field, with its rules there"
    );
}

#[diagnostic::do_not_recommend]
impl<T: Newtype + Clone + PartialEq> FieldType for T {
    type Subject = <T::Inner as FieldType>::Subject;
    const KIND: Kind = T::Inner::KIND;
    const REQUIRED: bool = T::Inner::REQUIRED;
    // an empty text would be a value that has not met the rules
    const MAY_BE_EMPTY: bool = T::Inner::MAY_BE_EMPTY && !T::Inner::KIND.is_text();
    const NESTS_OPTIONS: bool = T::Inner::NESTS_OPTIONS;
    const FORMAT: Option<&'static TextFormat> = T::Inner::FORMAT;
    const OF_TYPE: Option<&'static FieldSchema> = Some(&T::SCHEMA.fields[0]);
    const INPUT: &'static [(&'static str, &'static str)] = T::Inner::INPUT;
    const DESCRIPTION: &'static str = T::Inner::DESCRIPTION;
    const CODES: &'static [Code] = T::Inner::CODES;
    const HAS_OFFSET: bool = T::Inner::HAS_OFFSET;
    const SIZE: ListSize = T::Inner::SIZE;
    const HASHES: bool = T::Inner::HASHES;

    fn clean<'b>(raw: &RawValue<'b>, field: &'static FieldSchema, cx: &mut BindContext<'b>) -> Option<Self> {
        FieldInput::new(raw, field, cx).clean()
    }
    fn to_text(&self) -> Option<Cow<'_, str>> {
        self.inner().to_text()
    }
    fn canonical_text(&self) -> Option<Cow<'_, str>> {
        self.inner().canonical_text()
    }
    fn is_blank(&self) -> bool {
        self.inner().is_blank()
    }
    fn has_text(&self, text: &str) -> bool {
        self.inner().has_text(text)
    }
    fn repeats<'b>(&self, raw: &RawValue<'b>, field: &'static FieldSchema, cx: &mut BindContext<'b>) -> bool {
        self.inner().repeats(raw, field, cx)
    }
    fn hash_value<H: Hasher>(&self, state: &mut H) {
        self.inner().hash_value(state);
    }
    fn fill(input: FieldInput<'_, '_, Self>, out: &mut Option<Self>) {
        let mut input = input.map(T::inner);
        input.field = with_rules_of::<T>(input.field);
        let inner = input.reborrow().clean();
        *out = non_empty(inner, input.context).map(|inner| T::wrap(inner, Valid(())));
    }
    fn read_choice(
        text: &str,
        by: WrittenBy,
        field: &'static FieldSchema,
        context: &(dyn Any + Send + Sync),
    ) -> Option<ChoiceText> {
        T::Inner::read_choice(text, by, field, context)
    }
    fn absent(field: &'static FieldSchema, cx: &mut BindContext<'_>) -> Option<Self> {
        let inner = T::Inner::absent(with_rules_of::<T>(field), cx);
        non_empty(inner, cx).map(|inner| T::wrap(inner, Valid(())))
    }
    fn show(&self, shown: &mut Shown) {
        self.inner().show(shown);
    }
}

/// Returns the schema if it has the rules of the type, as each schema for a field of the type has. A schema for
/// another type is replaced by that of the newtype itself.
#[inline(always)]
fn with_rules_of<T: Newtype>(field: &'static FieldSchema) -> &'static FieldSchema {
    let own = const { &T::SCHEMA.fields[0] };
    if field.has_rules_of_type(own) { field } else { own }
}

/// Refuses an empty text, to which no rule was applied.
#[inline(always)]
fn non_empty<T: FieldType>(inner: Option<T>, cx: &mut BindContext<'_>) -> Option<T> {
    if const { T::KIND.is_text() && T::MAY_BE_EMPTY } && inner.as_ref().is_some_and(T::is_blank) {
        return cx.refuse(Fault::Required);
    }
    inner
}

#[diagnostic::do_not_recommend]
impl<T: Newtype<Inner: TextField> + Clone + PartialEq> TextField for T {}
#[diagnostic::do_not_recommend]
impl<T: Newtype<Inner: NumberField> + Clone + PartialEq> NumberField for T {
    const WHOLE: bool = T::Inner::WHOLE;
}
#[diagnostic::do_not_recommend]
impl<T: Newtype<Inner: DecimalField> + Clone + PartialEq> DecimalField for T {}
#[diagnostic::do_not_recommend]
impl<T: Newtype<Inner: ListField> + Clone + PartialEq> ListField for T {}
#[diagnostic::do_not_recommend]
impl<T: Newtype<Inner: DateTimeField> + Clone + PartialEq> DateTimeField for T {
    const HAS_DATE: bool = T::Inner::HAS_DATE;
    const HAS_TIME: bool = T::Inner::HAS_TIME;
    const IN_PARTS: bool = T::Inner::IN_PARTS;
}
#[diagnostic::do_not_recommend]
impl<T: Newtype<Inner: ZonedField> + Clone + PartialEq> ZonedField for T {}
#[diagnostic::do_not_recommend]
impl<T: Newtype<Inner: Comparable> + Clone + PartialEq> Comparable for T {
    type Value = <T::Inner as Comparable>::Value;
    fn comparable(&self) -> Option<&Self::Value> {
        self.inner().comparable()
    }
}

/// Returns a JSON document with this value under the name of the field.
pub(crate) fn document<T: FieldType>(value: &T, field: &'static FieldSchema) -> String {
    let shown = Shown::of_field(field, value, true);
    let mut json = format!("{{\"{}\":", field.name.as_str());
    write(&shown, Path::ROOT, &T::KIND, &mut json);
    json.push('}');
    json
}

fn write(shown: &Shown, path: Path, kind: &Kind, json: &mut String) {
    match (kind, shown.at(path)) {
        (Kind::List(item), _) => {
            json.push('[');
            for k in 0..shown.len_at(path) {
                if k > 0 {
                    json.push(',');
                }
                write(shown, path.then(u16::try_from(k).unwrap_or(u16::MAX)), item, json);
            }
            json.push(']');
        }
        (_, None) => json.push_str("null"),
        (Kind::Boolean | Kind::Json, Some(text)) => json.push_str(text),
        // `NaN` and the infinities are not numbers in JSON, and are refused as texts
        (Kind::Integer | Kind::Float, Some(text)) if text.ends_with(|c: char| c.is_ascii_digit()) => {
            json.push_str(text);
        }
        (_, Some(text)) => json.push_str(&serde_json::Value::from(text).to_string()),
    }
}
