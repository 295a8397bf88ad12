//! The rules of a field for numbers, dates and times.

use super::{DateTimeField, DecimalField, Field, NumberField, ZonedField};
use crate::schema::{
    Comparison, DateTimeBound, InputFormat, Number, TimeZone,
    type_rules::{is_at_least, is_at_most},
};

impl<T> Field<T> {
    /// Sets the minimum value.
    ///
    /// # Panics
    /// At compile time, if it is greater than `max`, or a fraction for a field of whole numbers.
    pub const fn min(mut self, least: Number) -> Self
    where
        T: NumberField,
    {
        assert!(!T::WHOLE || least.is_whole(), "min of a whole number must be a whole number");
        if let Some(of_type) = self.spec.of_type {
            assert!(
                is_at_least(least, of_type.min) && is_at_most(least, of_type.max),
                "the type has bounds that leave this `min` out: a field can only add tighter rules"
            );
            // steps are counted from `min`
            assert!(
                of_type.step.is_none(),
                "the type has a `step`, which is counted from the `min` of the type: remove this `min`"
            );
        }
        self.spec.min = Some(least);
        self.in_order()
    }
    /// Sets the maximum value.
    ///
    /// # Panics
    /// At compile time, if it is less than `min`, or a fraction for a field of whole numbers.
    pub const fn max(mut self, greatest: Number) -> Self
    where
        T: NumberField,
    {
        assert!(!T::WHOLE || greatest.is_whole(), "max of a whole number must be a whole number");
        if let Some(of_type) = self.spec.of_type {
            assert!(
                is_at_most(greatest, of_type.max) && is_at_least(greatest, of_type.min),
                "the type has bounds that leave this `max` out: a field can only add tighter rules"
            );
        }
        self.spec.max = Some(greatest);
        self.in_order()
    }
    const fn in_order(self) -> Self {
        match (self.spec.min, self.spec.max) {
            (Some(Number::Integer(min)), Some(Number::Integer(max))) => {
                assert!(min <= max, "min is greater than max");
            }
            (Some(min), Some(max)) => {
                assert!(min.as_f64() <= max.as_f64(), "min is greater than max");
            }
            _ => {}
        }
        self
    }
    /// Requires a multiple of `step`, counted from `min` if the field has one.
    ///
    /// # Panics
    /// At compile time, if it is not greater than zero, or a fraction for a field of whole numbers.
    pub const fn step(mut self, step: Number) -> Self
    where
        T: NumberField,
    {
        if let Some(of_type) = self.spec.of_type {
            assert!(of_type.step.is_none(), "the type has a `step` already: remove this one");
        }
        match step {
            Number::Integer(n) => assert!(n > 0, "step must be greater than zero"),
            fraction => {
                assert!(!T::WHOLE, "step of a whole number must be a whole number");
                assert!(fraction.as_f64() > 0.0, "step must be greater than zero");
            }
        }
        self.spec.step = Some(step);
        self
    }
    /// Sets the bounds of an age in whole years.
    pub const fn age(self, min: Number, max: Number) -> Self
    where
        T: NumberField,
    {
        self.min(min).max(max)
    }
    /// Sets the maximum number of digits, including those after the decimal point.
    ///
    /// # Panics
    /// At compile time, if it is zero or less than `decimal_places`.
    pub const fn max_digits(mut self, digits: u32) -> Self
    where
        T: DecimalField,
    {
        assert!(digits > 0, "max_digits is at least 1");
        if let Some(of_type) = self.spec.of_type {
            assert!(
                digits <= of_type.max_digits,
                "the type has a lower `max_digits`: a field can only add tighter rules"
            );
        }
        self.spec.max_digits = digits;
        self.with_digits()
    }
    /// Sets the maximum number of digits after the decimal point.
    ///
    /// # Panics
    /// At compile time, if it is greater than `max_digits`.
    pub const fn decimal_places(mut self, places: u32) -> Self
    where
        T: DecimalField,
    {
        if let Some(of_type) = self.spec.of_type {
            assert!(
                places <= of_type.decimal_places,
                "the type has a lower `decimal_places`: a field can only add tighter rules"
            );
        }
        self.spec.decimal_places = places;
        self.with_digits()
    }
    const fn with_digits(self) -> Self {
        let (digits, places) = (self.spec.max_digits, self.spec.decimal_places);
        assert!(places == u32::MAX || places <= digits, "decimal_places is greater than max_digits");
        self
    }
    /// Sets the accepted formats of a date or a time, instead of the defaults. Like Django's
    /// `input_date_formats` and `input_time_formats`.
    ///
    /// The first format is used to display the value. A date and time may also be written in ISO 8601. In a
    /// `SplitDateTime`, each format applies to the part that it contains; a part without a format keeps its
    /// defaults.
    ///
    /// # Panics
    /// At compile time, if the list is empty, or if a format does not contain the parts that the
    /// type has.
    pub const fn input_formats(mut self, formats: &'static [InputFormat]) -> Self
    where
        T: DateTimeField,
    {
        assert!(!formats.is_empty(), "`input_formats` leaves no way to write it: name at least one");
        let mut i = 0;
        while i < formats.len() {
            let format = &formats[i];
            assert!(
                !T::IN_PARTS || (format.has_date() != format.has_time() && !format.has_offset()),
                "an input format of a date and time in two parts holds the date, or the time without `%z`"
            );
            assert!(
                format.has_date() == T::HAS_DATE || T::IN_PARTS,
                "an input format has a date, and the field has none, or the reverse"
            );
            // a date without a time means the start of the day
            assert!(
                format.has_time() == T::HAS_TIME || (T::HAS_DATE && T::HAS_TIME),
                "an input format has a time, and the field has none, or the reverse"
            );
            assert!(
                !format.has_offset() || T::HAS_OFFSET,
                "an input format has `%z`, and the field has no time zone"
            );
            i += 1;
        }
        self.spec.input_formats = formats;
        self
    }
    /// Sets the earliest date or time: `min` in a declaration, and Django's `MinValueValidator`.
    ///
    /// # Panics
    /// At compile time, if it does not contain the parts that the type has, or is later than
    /// `latest`.
    pub const fn earliest(mut self, bound: DateTimeBound) -> Self
    where
        T: DateTimeField,
    {
        if let Some(of_type) = self.spec.of_type
            && let Some(earliest) = of_type.earliest
        {
            assert!(
                !earliest.is_after(&bound),
                "the type has a later `min`: a field can only add tighter rules"
            );
        }
        self.spec.earliest = Some(bound);
        self.between()
    }
    /// Sets the latest date or time: `max` in a declaration, and Django's `MaxValueValidator`.
    ///
    /// # Panics
    /// At compile time, if it does not contain the parts that the type has, or is earlier than
    /// `earliest`.
    pub const fn latest(mut self, bound: DateTimeBound) -> Self
    where
        T: DateTimeField,
    {
        if let Some(of_type) = self.spec.of_type
            && let Some(latest) = of_type.latest
        {
            assert!(
                !bound.is_after(&latest),
                "the type has an earlier `max`: a field can only add tighter rules"
            );
        }
        self.spec.latest = Some(bound);
        self.between()
    }
    const fn between(self) -> Self
    where
        T: DateTimeField,
    {
        let (earliest, latest) = (self.spec.earliest, self.spec.latest);
        if let (Some(earliest), Some(latest)) = (&earliest, &latest) {
            assert!(!earliest.is_after(latest), "min is later than max");
        }
        assert!(is_written_for::<T>(earliest) && is_written_for::<T>(latest), "{}", T::BOUND);
        self
    }
    /// Describes how the value is compared with other fields, for pages and descriptions of the form. It has
    /// no effect on validation: compare the values in a `check`, with [`Report::after`](crate::Report::after)
    /// and similar methods.
    ///
    /// # Panics
    /// At compile time, if the comparison is for numbers and the field for dates and times, or the
    /// reverse.
    pub const fn compared(mut self, compared: &'static [Comparison]) -> Self {
        let mut i = 0;
        while i < compared.len() {
            compared[i].relation.assert_fits(&self.spec.kind);
            i += 1;
        }
        self.spec.compared = compared;
        self
    }
    /// Sets the time zone of a date and time without an offset. Values are also displayed in this time zone.
    pub const fn time_zone(mut self, zone: &'static TimeZone) -> Self
    where
        T: ZonedField,
    {
        self.spec.time_zone = Some(zone);
        self
    }
}

/// Returns whether a bound contains the same parts as the type. Returns `true` without a bound.
const fn is_written_for<T: DateTimeField>(bound: Option<DateTimeBound>) -> bool {
    match bound {
        Some(bound) => bound.has(T::HAS_DATE, T::HAS_TIME, T::HAS_OFFSET),
        None => true,
    }
}
