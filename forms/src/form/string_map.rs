//! Maps with declared keys as fields: `#[form(keys = ["en", "de"])] titles: BTreeMap<String, String>`.
//!
//! Such a map is bound as a nested form with an optional field for each key. The key is the name of the field, so it is
//! found in the schema like any other name, and no key of a client enters a map.

use super::{Form, clean_nested, fill_nested, show_nested};
use crate::{
    BindContext, Problem, RawValue,
    body::Given,
    error::Fault,
    field::{Changes, Field, FieldInput, FieldType, Shown},
    schema::{FieldSchema, FixedOption, FormSchema, Kind, Name},
};
use std::{
    borrow::Cow,
    collections::{BTreeMap, HashMap},
    fmt,
    hash::BuildHasher,
};

/// The declared keys of a map. The derive implements it.
#[doc(hidden)]
pub trait MapKeys: 'static {
    /// The type of the values.
    type Value: FieldType;
    /// A form with a field of type `Option<Value>` for each key.
    const SCHEMA: &'static FormSchema;
}

/// Returns a field for each key, with the rules of the value.
///
/// # Panics
/// At compile time, if there are not `N` keys, or if one is not a name on the wire.
#[must_use]
pub const fn fields_of_keys<const N: usize>(value: FieldSchema, keys: &[FixedOption]) -> [FieldSchema; N] {
    assert!(keys.len() == N, "the table has another number of keys");
    let mut fields = [value; N];
    let mut i = 0;
    while i < N {
        fields[i].name = Name::new(keys[i].value);
        fields[i].rust_name = keys[i].value;
        fields[i].label = keys[i].label;
        i += 1;
    }
    fields
}

/// The values of a map by the number of the key. It is the form that is bound.
#[doc(hidden)]
pub struct Keyed<K: MapKeys> {
    values: Vec<Option<K::Value>>,
}

impl<K: MapKeys> Clone for Keyed<K> {
    fn clone(&self) -> Self {
        Keyed { values: self.values.clone() }
    }
}

impl<K: MapKeys> PartialEq for Keyed<K> {
    fn eq(&self, other: &Self) -> bool {
        self.values == other.values
    }
}

impl<K: MapKeys> fmt::Debug for Keyed<K> {
    /// Formats nothing of the values.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Keyed").finish_non_exhaustive()
    }
}

impl<K: MapKeys> Keyed<K> {
    fn empty() -> Self {
        Keyed { values: K::SCHEMA.fields.iter().map(|_| None).collect() }
    }
    fn of(map: &impl StringMap<K::Value>) -> Self {
        let value = |field: &FieldSchema| map.value(field.name.as_str()).cloned();
        Keyed { values: K::SCHEMA.fields.iter().map(value).collect() }
    }
    /// Writes the values of all keys to a map. Other keys of it stay.
    fn write_to(self, map: &mut impl StringMap<K::Value>) {
        for (field, value) in K::SCHEMA.fields.iter().zip(self.values) {
            map.set(field.name.as_str(), value);
        }
    }
    fn into_map<M: StringMap<K::Value>>(self, present: Option<&M>) -> M {
        let mut map = present.cloned().unwrap_or_default();
        self.write_to(&mut map);
        map
    }
}

impl<K: MapKeys> Form for Keyed<K> {
    type Model = Self;
    type Draft = Vec<Option<Option<K::Value>>>;
    type Present<'m> = &'m Self;
    type Context = ();
    const SCHEMA: &'static FormSchema = K::SCHEMA;

    fn field(draft: &mut Self::Draft, i: usize, input: FieldInput<'_, '_, &Self>) {
        draft.resize_with(K::SCHEMA.fields.len(), || None);
        if let Some(out) = draft.get_mut(i) {
            input.and_then(|present| present.values.get(i)).read(out);
        }
    }
    fn finish(draft: Self::Draft) -> Option<Self> {
        draft.into_iter().collect::<Option<Vec<_>>>().map(|values| Keyed { values })
    }
    fn apply(self, model: &mut Self, changes: &mut Changes<'_>) {
        self.merge(model, changes);
    }
    fn merge(self, target: &mut Self, changes: &mut Changes<'_>) {
        let fields = K::SCHEMA.fields.iter().zip(&mut target.values);
        for (i, (value, (field, target))) in self.values.into_iter().zip(fields).enumerate() {
            changes.field(i, field, value, target);
        }
    }
    fn show(present: &&Self, shown: &mut Shown) {
        for (i, (field, value)) in K::SCHEMA.fields.iter().zip(&present.values).enumerate() {
            shown.field(i, field, value);
        }
    }
}

impl<K: MapKeys> FieldType for Keyed<K> {
    type Subject = Self;
    const KIND: Kind = Kind::Form(|| K::SCHEMA);
    const REQUIRED: bool = false;
    const MAY_BE_EMPTY: bool = true;
    const MERGES: bool = true;

    fn clean<'b>(raw: &RawValue<'b>, field: &'static FieldSchema, cx: &mut BindContext<'b>) -> Option<Self> {
        clean_nested(raw, field, cx)
    }
    fn to_text(&self) -> Option<Cow<'_, str>> {
        None
    }
    fn is_blank(&self) -> bool {
        self.values.iter().all(Option::is_none)
    }
    fn fill(input: FieldInput<'_, '_, Self>, out: &mut Option<Self>) {
        let FieldInput { raw, field, present, context: cx } = input;
        if matches!(raw.0, Given::Text("", _)) || cx.is_null(raw) {
            *out = Self::absent(field, cx);
            if let (Some(value), Some(present)) = (&*out, present)
                && value != present
            {
                cx.note_change();
            }
            return;
        }
        fill_nested(FieldInput { raw, field, present, context: &mut *cx }, out);
        if field.required && out.as_ref().is_some_and(Self::is_blank) {
            *out = cx.refuse(Fault::Required);
        }
    }
    fn absent(field: &'static FieldSchema, cx: &mut BindContext<'_>) -> Option<Self> {
        if field.required { cx.refuse(Fault::Required) } else { Some(Self::empty()) }
    }
    fn note_change(&self, _: &Self, _: &mut BindContext<'_>) {}
    fn apply(self, target: &mut Self, changes: &mut Changes<'_>) -> bool {
        super::apply_nested(self, target, changes)
    }
    fn show(&self, shown: &mut Shown) {
        show_nested(self, shown);
    }
}

/// A map whose keys are texts.
trait StringMap<V>: Clone + Default {
    fn value(&self, key: &str) -> Option<&V>;
    fn set(&mut self, key: &str, value: Option<V>);
}

impl<V: Clone> StringMap<V> for BTreeMap<String, V> {
    fn value(&self, key: &str) -> Option<&V> {
        self.get(key)
    }
    fn set(&mut self, key: &str, value: Option<V>) {
        match value {
            Some(value) => drop(self.insert(key.to_owned(), value)),
            None => drop(self.remove(key)),
        }
    }
}

impl<V: Clone, S: BuildHasher + Clone + Default> StringMap<V> for HashMap<String, V, S> {
    fn value(&self, key: &str) -> Option<&V> {
        self.get(key)
    }
    fn set(&mut self, key: &str, value: Option<V>) {
        match value {
            Some(value) => drop(self.insert(key.to_owned(), value)),
            None => drop(self.remove(key)),
        }
    }
}

/// The type of a field that is marked `keys`. The functions are those of [`FormField`](super::FormField).
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a map of the declared values",
    label = "`keys` needs a `BTreeMap<String, T>` or a `HashMap<String, T>`, where a form can bind `T`"
)]
pub trait MapField<K: MapKeys>: Sized + 'static {
    fn read(input: FieldInput<'_, '_, Self>, out: &mut Option<Self>);
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
}

macro_rules! map_field {
    ([$($generics:tt)*] $t:ty) => {
        #[diagnostic::do_not_recommend]
        impl<K: MapKeys, $($generics)*> MapField<K> for $t {
            fn read(input: FieldInput<'_, '_, Self>, out: &mut Option<Self>) {
                let FieldInput { raw, field, present, context } = input;
                let (keyed, mut value) = (present.map(Keyed::<K>::of), None);
                FieldInput { raw, field, present: keyed.as_ref(), context }.read(&mut value);
                *out = value.map(|value| value.into_map(present));
            }
            fn read_and_clean(
                input: FieldInput<'_, '_, Self>,
                out: &mut Option<Self>,
                _default: Option<fn() -> Self>,
                clean: impl FnOnce(Self) -> Result<Self, Problem>,
            ) {
                let FieldInput { raw, field, present, context } = input;
                let (keyed, mut value) = (present.map(Keyed::<K>::of), None);
                let clean = |value: Keyed<K>| clean(value.into_map(present)).map(|map| Keyed::of(&map));
                FieldInput { raw, field, present: keyed.as_ref(), context }.read_and_clean(&mut value, None, clean);
                *out = value.map(|value| value.into_map(present));
            }
            fn locked(input: FieldInput<'_, '_, Self>) {
                let FieldInput { raw, field, present, context } = input;
                let keyed = present.map(Keyed::<K>::of);
                FieldInput { raw, field, present: keyed.as_ref(), context }.locked();
            }
            fn locked_or(input: FieldInput<'_, '_, Self>, out: &mut Option<Self>, default: fn() -> Self) {
                *out = Some(input.present.cloned().unwrap_or_else(default));
                <Self as MapField<K>>::locked(input);
            }
            fn write(self, changes: &mut Changes<'_>, i: usize, field: &'static FieldSchema, target: &mut Self) {
                let mut keyed = Keyed::<K>::of(target);
                changes.field(i, field, Keyed::<K>::of(&self), &mut keyed);
                keyed.write_to(target);
            }
            fn show(&self, shown: &mut Shown, i: usize, field: &'static FieldSchema) {
                shown.field(i, field, &Keyed::<K>::of(self));
            }
        }
    };
}
map_field!([] BTreeMap<String, K::Value>);
map_field!([S: BuildHasher + Clone + Default + 'static] HashMap<String, K::Value, S>);

/// Returns the builder of the schema of a map.
#[must_use]
pub const fn map_row<K: MapKeys>(name: &'static str) -> Field<Keyed<K>> {
    Field::new("_").named(name)
}
