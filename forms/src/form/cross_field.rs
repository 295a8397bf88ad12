//! Rules that look at several fields of a form.

use super::field_ref::field_at;
use crate::{
    Comparable, FieldRef, Form, Problem, Report,
    error::Fault,
    field::FieldType,
    schema::{FieldSchema, Relation},
};
use std::{fmt, marker::PhantomData};

/// A field of the form `F` with whether something was given in it, for the rules that count such fields:
/// [`Report::at_least_one_of`] and its neighbours.
pub struct Presence<F> {
    field: &'static FieldSchema,
    /// none where what was given is not right
    is_given: Option<bool>,
    of: PhantomData<fn() -> F>,
}

impl<F: Form> Presence<F> {
    /// That field, with its value in the draft.
    ///
    /// # Panics
    /// If the field reference names no field, as that of a flattened form.
    pub fn of<T: FieldType>(field: FieldRef<F, T>, value: &Option<T>) -> Self {
        Presence { field: field_at(field), is_given: is_given(value.as_ref()), of: PhantomData }
    }
}

/// Whether the value is more than the empty one; none where it is not right.
pub(crate) fn is_given<T: FieldType>(value: Option<&T>) -> Option<bool> {
    value.map(|value| !value.is_blank())
}

/// A field reference, and its value in the draft.
type At<'v, F, T> = (FieldRef<F, T>, &'v Option<T>);

/// The rules between fields that a declaration names, as they are called in a `check`. A field that is not right has been
/// reported already: it breaks none of them.
///
/// ```
/// use forms::{Presence, Body, Draft, Form, Report};
///
/// #[derive(Form, Debug)]
/// #[form(fields = all, check = reachable)]
/// struct Contact {
///     #[form(email, label = "Email address")]
///     email: Option<String>,
///     phone: Option<String>,
///     call_me: bool,
/// }
///
/// fn reachable(contact: &Draft<Contact>, report: &mut Report<'_, Contact>) {
///     report.at_least_one_of(&[
///         Presence::of(Contact::EMAIL, &contact.email),
///         Presence::of(Contact::PHONE, &contact.phone),
///     ]);
///     report.required_if(contact.call_me == Some(true), (Contact::PHONE, &contact.phone));
/// }
///
/// let errors = Contact::bind(&Body::form("email=&call_me=on")).errors().to_string();
/// assert_eq!(errors, "phone: Enter phone.\nFill in email address or phone.\n");
/// ```
impl<F: Form> Report<'_, F> {
    /// The value must be the same as in the other field: code `mismatch` at the first, param `other` (its label).
    /// `#[form(equals = other)]`.
    pub fn equals<T: PartialEq>(&mut self, (at, value): At<'_, F, T>, (other_at, other): At<'_, F, T>) {
        if let (Some(value), Some(other)) = (value, other)
            && value != other
        {
            self.add(at, Problem::from(Fault::Mismatch(field_at(other_at))));
        }
    }
    /// The value must be another one than in the other field, unless nothing was given: code `same` at the first, param
    /// `other` (its label). `#[form(not_equals = other)]`.
    pub fn not_equals<T: FieldType>(&mut self, (at, value): At<'_, F, T>, (other_at, other): At<'_, F, T>) {
        if let (Some(value), Some(other)) = (value, other)
            && value == other
            && !value.is_blank()
        {
            self.add(at, Problem::from(Fault::Same(field_at(other_at))));
        }
    }
    /// A date or time must be later than that of the other field: code `after` at the first, param `other` (its label).
    /// `#[form(after = other)]`. Nothing is compared where one of them has no value.
    ///
    /// ```
    /// use forms::{Body, Draft, Form, Report};
    ///
    /// #[derive(Form)]
    /// #[form(fields = all, check = in_order)]
    /// struct Prices { lowest: u32, highest: Option<u32> }
    ///
    /// fn in_order(prices: &Draft<Prices>, report: &mut Report<'_, Prices>) {
    ///     report.at_least((Prices::HIGHEST, &prices.highest), (Prices::LOWEST, &prices.lowest));
    /// }
    ///
    /// let errors = Prices::bind(&Body::form("lowest=5&highest=4")).errors().to_string();
    /// assert_eq!(errors, "highest: Highest must be the same as or more than lowest.\n");
    /// assert!(Prices::bind(&Body::form("lowest=5&highest=")).is_valid());
    /// ```
    pub fn after<T: Comparable, U: Comparable<Value = T::Value>>(
        &mut self,
        field: At<'_, F, T>,
        other: At<'_, F, U>,
    ) {
        self.compare(Relation::After, field, other);
    }
    /// A date or time must be the same as that of the other field, or later: code `not_before`. Otherwise as [`after`](Self::after).
    pub fn not_before<T: Comparable, U: Comparable<Value = T::Value>>(
        &mut self,
        field: At<'_, F, T>,
        other: At<'_, F, U>,
    ) {
        self.compare(Relation::NotBefore, field, other);
    }
    /// A date or time must be earlier than that of the other field: code `before`. Otherwise as [`after`](Self::after).
    pub fn before<T: Comparable, U: Comparable<Value = T::Value>>(
        &mut self,
        field: At<'_, F, T>,
        other: At<'_, F, U>,
    ) {
        self.compare(Relation::Before, field, other);
    }
    /// A date or time must be the same as that of the other field, or earlier: code `not_after`. Otherwise as [`after`](Self::after).
    pub fn not_after<T: Comparable, U: Comparable<Value = T::Value>>(
        &mut self,
        field: At<'_, F, T>,
        other: At<'_, F, U>,
    ) {
        self.compare(Relation::NotAfter, field, other);
    }
    /// A number or length of time must be more than that of the other field: code `greater_than`. Otherwise as [`after`](Self::after).
    pub fn greater_than<T: Comparable, U: Comparable<Value = T::Value>>(
        &mut self,
        field: At<'_, F, T>,
        other: At<'_, F, U>,
    ) {
        self.compare(Relation::GreaterThan, field, other);
    }
    /// A number or length of time must be the same as that of the other field, or more: code `at_least`. Otherwise as [`after`](Self::after).
    pub fn at_least<T: Comparable, U: Comparable<Value = T::Value>>(
        &mut self,
        field: At<'_, F, T>,
        other: At<'_, F, U>,
    ) {
        self.compare(Relation::AtLeast, field, other);
    }
    /// A number or length of time must be less than that of the other field: code `less_than`. Otherwise as [`after`](Self::after).
    pub fn less_than<T: Comparable, U: Comparable<Value = T::Value>>(
        &mut self,
        field: At<'_, F, T>,
        other: At<'_, F, U>,
    ) {
        self.compare(Relation::LessThan, field, other);
    }
    /// A number or length of time must be the same as that of the other field, or less: code `at_most`. Otherwise as [`after`](Self::after).
    pub fn at_most<T: Comparable, U: Comparable<Value = T::Value>>(
        &mut self,
        field: At<'_, F, T>,
        other: At<'_, F, U>,
    ) {
        self.compare(Relation::AtMost, field, other);
    }
    fn compare<T: Comparable, U: Comparable<Value = T::Value>>(
        &mut self,
        relation: Relation,
        (at, value): At<'_, F, T>,
        (other_at, other): At<'_, F, U>,
    ) {
        let value = value.as_ref().and_then(T::comparable);
        let other = other.as_ref().and_then(U::comparable);
        if let (Some(value), Some(other)) = (value, other)
            && !relation.holds(value.partial_cmp(other))
        {
            self.add(at, Problem::from(Fault::Compared(relation, field_at(other_at))));
        }
    }
    /// A value must be given, under that condition: code `required`. `#[form(required_if(...))]`.
    pub fn required_if<T: FieldType>(&mut self, condition: bool, (at, value): At<'_, F, T>) {
        if condition && is_given(value.as_ref()) == Some(false) {
            self.add(at, Problem::required());
        }
    }
    /// At least one of the fields must be given: code `at_least_one` at the form, param `fields` (their names).
    /// `#[form(at_least_one_of = [...])]` on the struct.
    pub fn at_least_one_of(&mut self, fields: &[Presence<F>]) {
        if fields.iter().all(|field| field.is_given == Some(false)) {
            self.add_form_error(Problem::from(Fault::AtLeastOne(Box::new(specs(fields)))));
        }
    }
    /// At most one of the fields may be given: code `at_most_one` at the form, param `fields` (their names).
    /// `#[form(at_most_one_of = [...])]` on the struct.
    pub fn at_most_one_of(&mut self, fields: &[Presence<F>]) {
        if fields.iter().filter(|field| field.is_given == Some(true)).count() > 1 {
            self.add_form_error(Problem::from(Fault::AtMostOne(Box::new(specs(fields)))));
        }
    }
    /// One of the fields must be given, and no more: codes `at_least_one` and `at_most_one`.
    /// `#[form(exactly_one_of = [...])]` on the struct.
    pub fn exactly_one_of(&mut self, fields: &[Presence<F>]) {
        self.at_least_one_of(fields);
        self.at_most_one_of(fields);
    }
}

fn specs<F>(fields: &[Presence<F>]) -> Box<[&'static FieldSchema]> {
    fields.iter().map(|answer| answer.field).collect()
}

impl<F> fmt::Debug for Presence<F> {
    /// Nothing of the value.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Presence").field("field", &self.field.name).field("is_given", &self.is_given).finish()
    }
}
