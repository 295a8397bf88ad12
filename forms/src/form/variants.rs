//! Enums whose variants are forms.

use super::{Filling, Form, Report, Visit, VisitFields};
use crate::{
    BindContext, RawValue,
    bind::{Mode, json, urlencoded},
    body::Given,
    field::{Changes, Field, FieldInput, FieldType, Shown},
    schema::{FieldSchema, FormSchema, Kind},
};

fn schema_of<F: Form>() -> &'static FormSchema {
    F::SCHEMA
}

/// Returns the schema of the field that holds the form of a variant.
#[doc(hidden)]
#[must_use]
pub const fn variant_row<F: Form>(
    name: &'static str,
    rust_name: &'static str,
    label: &'static str,
    help: &'static str,
) -> FieldSchema {
    let mut field = Field::<bool>::new(name).rust_name(rust_name).label(label).help(help).build();
    field.kind = Kind::Form(schema_of::<F>);
    // the tag is what must be given
    field.required = false;
    field
}

/// Reads the tag of an enum, and records which variant it chooses. `present` returns the tag of the present value, and
/// `place` the number of a variant's field after that of the tag, or 0 for a variant without data.
#[doc(hidden)]
pub fn read_tag<P, T: FieldType>(
    input: FieldInput<'_, '_, P>,
    present: impl FnOnce(&P) -> T,
    place: impl FnOnce(&T) -> usize,
) -> Option<T> {
    let present = input.present.map(present);
    let FieldInput { raw, field, context, .. } = input;
    let mut tag = None;
    FieldInput { raw, field, present: present.as_ref(), context: &mut *context }.read(&mut tag);
    context.chosen_variant = tag.as_ref().map(place);
    tag
}

/// Reads the fields of the chosen variant. `present` returns their present values, or `None` if the present value is
/// another variant.
#[doc(hidden)]
pub fn fill_variant<'r, 'm, F: Form, P>(
    input: FieldInput<'r, '_, P>,
    draft: &mut F::Draft,
    present: impl FnOnce(&'r P) -> Option<F::Present<'m>>,
) {
    let FieldInput { raw, present: outer, context: cx, .. } = input;
    let form = match raw.0 {
        Given::Json => None,
        Given::Form(form) => Some(form),
        // a variant may have no field that a browser always sends
        Given::Absent => Some(u32::MAX),
        _ => return cx.misfit(raw),
    };
    let (is_update, present) = (outer.is_some(), outer.and_then(present));
    if is_update && present.is_none() {
        cx.note_change();
    }
    if !cx.enter() {
        return;
    }
    let mut filling = Filling::<F> { draft: std::mem::take(draft), present };
    let around = cx.narrow(F::SCHEMA);
    match form {
        None => json::variant(F::SCHEMA, &mut filling, cx),
        Some(form) => urlencoded::nested(form, F::SCHEMA, &mut filling, cx),
    }
    cx.widen(F::SCHEMA, around);
    if !cx.is_fatal() {
        F::check(&filling.draft, &mut Report::new(cx));
    }
    cx.leave();
    *draft = filling.draft;
}

/// Ignores the fields of a variant that is not chosen: a page without a script sends those of all variants.
#[doc(hidden)]
pub fn skip_variant<P>(input: FieldInput<'_, '_, P>) {
    let FieldInput { field, context, .. } = input;
    context.secret |= field.kind.form().is_some_and(FormSchema::may_hold_secret);
}

/// Returns whether a form body chooses no variant for an optional enum.
#[doc(hidden)]
pub fn has_blank_tag(raw: &RawValue<'_>, cx: &BindContext<'_>) -> bool {
    let Given::Form(form) = raw.0 else { return false };
    let mut has_tag = false;
    let mut at = cx.arena.first(form);
    while let Some((i, raw, next)) = cx.arena.entry(at) {
        match (i, raw.0) {
            (0, Given::Text("", _)) => has_tag = true,
            // a tag that is not blank, or an unknown key
            (0 | crate::schema::MOST_FIELDS.., _) => return false,
            _ => {}
        }
        at = next;
    }
    // without a tag, a partial update keeps the variant
    has_tag || cx.mode != Mode::Partial
}

impl Changes<'_> {
    /// Applies the fields of a variant that the model has too. It is field `i` of the enum, whose fields are `fields`.
    pub fn variant(&mut self, i: usize, fields: &'static [FieldSchema], write: impl FnOnce(&mut Self)) {
        let (tag, variant) = (self.place(0), self.place(i));
        if !self.is_noted_whole() {
            if self.is_noted(tag) {
                // the model has changed to the variant that the submission changes to
                self.written.conflicts.push(tag);
                return;
            }
            if !self.is_noted(variant) {
                return;
            }
        }
        let written = self.written.paths.len();
        self.inside(variant, write);
        if self.written.paths.len() > written {
            self.note_name(i, fields);
        }
    }
    /// Replaces the variant of the model by another one, whose data is field `i` of the enum; 0 if it has no data.
    pub fn other_variant<T>(&mut self, i: usize, fields: &'static [FieldSchema], value: T, target: &mut T) {
        let (tag, variant) = (self.place(0), self.place(i));
        if !self.is_noted_whole() && !self.is_noted(tag) {
            if i > 0 && self.is_noted(variant) {
                // the submission changes fields of a variant that the model no longer has
                self.written.conflicts.push(tag);
            }
            return;
        }
        *target = value;
        self.written.paths.push(tag);
        self.note_name(0, fields);
        if i > 0 {
            self.written.paths.push(variant);
            self.note_name(i, fields);
        }
    }
}

impl Shown {
    /// Adds the form of a variant, which is field `i` of the enum.
    #[doc(hidden)]
    pub fn variant<F: Form>(&mut self, i: usize, present: &F::Present<'_>) {
        self.inside(i, |shown| F::show(present, shown));
    }
    /// Adds the defaults of a variant, which is field `i` of the enum.
    #[doc(hidden)]
    pub fn variant_defaults<F: Form>(&mut self, i: usize) {
        self.within_field(i, F::show_defaults);
    }
}

impl<V> Visit<'_, V> {
    /// Visits the fields of a variant, which is field `i` of the enum, if it is wanted.
    pub fn variant<F: VisitFields<V>>(&mut self, i: usize, present: &F::Present<'_>) {
        const ALL: [u16; crate::schema::MOST_FIELDS] = {
            let (mut all, mut i) = ([0; crate::schema::MOST_FIELDS], 0);
            while i < all.len() {
                all[i] = i as u16;
                i += 1;
            }
            all
        };
        if self.is_wanted(i) {
            F::visit_fields(present, 0, &ALL, self.visitor);
        }
    }
}
