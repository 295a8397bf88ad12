//! Rules that compare or count several fields of a form.

use super::field_ref::field_at;
use crate::{
    Comparable, FieldRef, Form, Problem, Report,
    error::Fault,
    field::FieldType,
    schema::{FieldSchema, Relation},
};
use std::{fmt, marker::PhantomData};

/// A field of the form `F`, and whether it has a value, for the rules that count such fields:
/// [`Report::at_least_one_of`], [`Report::at_most_one_of`] and [`Report::exactly_one_of`].
pub struct Presence<F> {
    field: &'static FieldSchema,
    /// `None` if the field is invalid
    is_given: Option<bool>,
    of: PhantomData<fn() -> F>,
}

impl<F: Form> Presence<F> {
    /// Returns the presence of a field, given its value in the draft.
    ///
    /// # Panics
    /// If the field reference names a flattened form, which is not a single field.
    pub fn of<T: FieldType>(field: FieldRef<F, T>, value: &Option<T>) -> Self {
        Presence { field: field_at(field), is_given: is_given(value.as_ref()), of: PhantomData }
    }
}

/// Returns whether the value is not blank, or `None` if the field is invalid.
pub(crate) fn is_given<T: FieldType>(value: Option<&T>) -> Option<bool> {
    value.map(|value| !value.is_blank())
}

/// A field reference, and the field's value in the draft.
type FieldAndValue<'v, F, T> = (FieldRef<F, T>, &'v Option<T>);

/// The rules between fields that attributes declare, to be called in a `check`. An invalid field breaks none of them,
/// because its own error has been reported already.
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
    /// Requires the same value as in the other field: code `mismatch` at the first field, param `other` (the label of the
    /// other). `#[form(equals = other)]`.
    pub fn equals<T: PartialEq>(
        &mut self,
        (at, value): FieldAndValue<'_, F, T>,
        (other_at, other): FieldAndValue<'_, F, T>,
    ) {
        if let (Some(value), Some(other)) = (value, other)
            && value != other
        {
            self.add(at, Problem::from(Fault::Mismatch(field_at(other_at))));
        }
    }
    /// Requires a different value from the other field, unless the value is blank: code `same` at the first field, param
    /// `other` (the label of the other). `#[form(not_equals = other)]`.
    pub fn not_equals<T: FieldType>(
        &mut self,
        (at, value): FieldAndValue<'_, F, T>,
        (other_at, other): FieldAndValue<'_, F, T>,
    ) {
        if let (Some(value), Some(other)) = (value, other)
            && value == other
            && !value.is_blank()
        {
            self.add(at, Problem::from(Fault::Same(field_at(other_at))));
        }
    }
    /// Requires a date or time later than that of the other field: code `after` at the first field, param `other` (the label
    /// of the other). `#[form(after = other)]`. Compares nothing if one of the fields has no value.
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
        field: FieldAndValue<'_, F, T>,
        other: FieldAndValue<'_, F, U>,
    ) {
        self.compare(Relation::After, field, other);
    }
    /// Requires the same date or time as in the other field, or a later one: code `not_before`. Otherwise like
    /// [`after`](Self::after).
    pub fn not_before<T: Comparable, U: Comparable<Value = T::Value>>(
        &mut self,
        field: FieldAndValue<'_, F, T>,
        other: FieldAndValue<'_, F, U>,
    ) {
        self.compare(Relation::NotBefore, field, other);
    }
    /// Requires a date or time earlier than that of the other field: code `before`. Otherwise like
    /// [`after`](Self::after).
    pub fn before<T: Comparable, U: Comparable<Value = T::Value>>(
        &mut self,
        field: FieldAndValue<'_, F, T>,
        other: FieldAndValue<'_, F, U>,
    ) {
        self.compare(Relation::Before, field, other);
    }
    /// Requires the same date or time as in the other field, or an earlier one: code `not_after`. Otherwise like
    /// [`after`](Self::after).
    pub fn not_after<T: Comparable, U: Comparable<Value = T::Value>>(
        &mut self,
        field: FieldAndValue<'_, F, T>,
        other: FieldAndValue<'_, F, U>,
    ) {
        self.compare(Relation::NotAfter, field, other);
    }
    /// Requires a number or duration greater than that of the other field: code `greater_than`. Otherwise like
    /// [`after`](Self::after).
    pub fn greater_than<T: Comparable, U: Comparable<Value = T::Value>>(
        &mut self,
        field: FieldAndValue<'_, F, T>,
        other: FieldAndValue<'_, F, U>,
    ) {
        self.compare(Relation::GreaterThan, field, other);
    }
    /// Requires a number or duration equal to or greater than that of the other field: code `at_least`.
    /// Otherwise like [`after`](Self::after).
    pub fn at_least<T: Comparable, U: Comparable<Value = T::Value>>(
        &mut self,
        field: FieldAndValue<'_, F, T>,
        other: FieldAndValue<'_, F, U>,
    ) {
        self.compare(Relation::AtLeast, field, other);
    }
    /// Requires a number or duration less than that of the other field: code `less_than`. Otherwise like
    /// [`after`](Self::after).
    pub fn less_than<T: Comparable, U: Comparable<Value = T::Value>>(
        &mut self,
        field: FieldAndValue<'_, F, T>,
        other: FieldAndValue<'_, F, U>,
    ) {
        self.compare(Relation::LessThan, field, other);
    }
    /// Requires a number or duration equal to or less than that of the other field: code `at_most`. Otherwise
    /// like [`after`](Self::after).
    pub fn at_most<T: Comparable, U: Comparable<Value = T::Value>>(
        &mut self,
        field: FieldAndValue<'_, F, T>,
        other: FieldAndValue<'_, F, U>,
    ) {
        self.compare(Relation::AtMost, field, other);
    }
    fn compare<T: Comparable, U: Comparable<Value = T::Value>>(
        &mut self,
        relation: Relation,
        (at, value): FieldAndValue<'_, F, T>,
        (other_at, other): FieldAndValue<'_, F, U>,
    ) {
        let value = value.as_ref().and_then(T::comparable);
        let other = other.as_ref().and_then(U::comparable);
        if let (Some(value), Some(other)) = (value, other)
            && !relation.holds(value.partial_cmp(other))
        {
            self.add(at, Problem::from(Fault::Compared(relation, field_at(other_at))));
        }
    }
    /// Requires a value if the condition is true: code `required`. `#[form(required_if(...))]`.
    pub fn required_if<T: FieldType>(&mut self, condition: bool, (at, value): FieldAndValue<'_, F, T>) {
        if condition && is_given(value.as_ref()) == Some(false) {
            self.add(at, Problem::required());
        }
    }
    /// Requires a value in at least one of the fields: code `at_least_one` at the form, param `fields` (their names).
    /// `#[form(at_least_one_of = [...])]` on the struct.
    pub fn at_least_one_of(&mut self, fields: &[Presence<F>]) {
        if fields.iter().all(|field| field.is_given == Some(false)) {
            self.add_form_error(Problem::from(Fault::AtLeastOne(Box::new(specs(fields)))));
        }
    }
    /// Allows a value in at most one of the fields: code `at_most_one` at the form, param `fields` (their names).
    /// `#[form(at_most_one_of = [...])]` on the struct.
    pub fn at_most_one_of(&mut self, fields: &[Presence<F>]) {
        if fields.iter().filter(|field| field.is_given == Some(true)).count() > 1 {
            self.add_form_error(Problem::from(Fault::AtMostOne(Box::new(specs(fields)))));
        }
    }
    /// Requires a value in exactly one of the fields: codes `at_least_one` and `at_most_one`. `#[form(exactly_one_of =
    /// [...])]` on the struct.
    pub fn exactly_one_of(&mut self, fields: &[Presence<F>]) {
        self.at_least_one_of(fields);
        self.at_most_one_of(fields);
    }
}

fn specs<F>(fields: &[Presence<F>]) -> Box<[&'static FieldSchema]> {
    fields.iter().map(|answer| answer.field).collect()
}

impl<F> fmt::Debug for Presence<F> {
    /// Shows nothing of the value.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Presence").field("field", &self.field.name).field("is_given", &self.is_given).finish()
    }
}
