//! The rules of a field for numbers, dates and times.

use super::{DateTimeField, DecimalField, Field, NumberField, ZonedField};
use crate::schema::{Comparison, DateTimeBound, InputFormat, Number, TimeZone};

impl<T> Field<T> {
    /// The least value.
    ///
    /// # Panics
    /// While compiling, if it is greater than `max`, or a fraction where the field holds whole numbers.
    pub const fn min(mut self, least: Number) -> Self
    where
        T: NumberField,
    {
        assert!(!T::WHOLE || least.is_whole(), "min of a whole number must be a whole number");
        self.spec.min = Some(least);
        self.in_order()
    }
    /// The greatest value.
    ///
    /// # Panics
    /// While compiling, if it is less than `min`, or a fraction where the field holds whole numbers.
    pub const fn max(mut self, greatest: Number) -> Self
    where
        T: NumberField,
    {
        assert!(!T::WHOLE || greatest.is_whole(), "max of a whole number must be a whole number");
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
    /// The number is a multiple of this one, counted from `min` where there is one.
    ///
    /// # Panics
    /// While compiling, if it is not greater than zero, or a fraction where the field holds whole numbers.
    pub const fn step(mut self, step: Number) -> Self
    where
        T: NumberField,
    {
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
    /// An age in whole years, within these bounds.
    pub const fn age(self, min: Number, max: Number) -> Self
    where
        T: NumberField,
    {
        self.min(min).max(max)
    }
    /// The most digits in all, those behind the point included.
    ///
    /// # Panics
    /// While compiling, if it is zero or less than `decimal_places`.
    pub const fn max_digits(mut self, digits: u32) -> Self
    where
        T: DecimalField,
    {
        assert!(digits > 0, "max_digits is at least 1");
        self.spec.max_digits = digits;
        self.with_digits()
    }
    /// The most digits behind the point.
    ///
    /// # Panics
    /// While compiling, if it is greater than `max_digits`.
    pub const fn decimal_places(mut self, places: u32) -> Self
    where
        T: DecimalField,
    {
        self.spec.decimal_places = places;
        self.with_digits()
    }
    const fn with_digits(self) -> Self {
        let (digits, places) = (self.spec.max_digits, self.spec.decimal_places);
        assert!(places == u32::MAX || places <= digits, "decimal_places is greater than max_digits");
        self
    }
    /// How a date or a time may be written, in place of the defaults; the first is how it is shown. A date and time may be
    /// written as ISO 8601 has it besides. Of a `SplitDateTime`, each is of the part that it holds, and
    /// a part of which none is has the defaults: Django's `input_date_formats` and `input_time_formats`.
    ///
    /// # Panics
    /// While compiling, if there is none, or one does not hold what the type does.
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
            // a date alone stands for its first moment
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
    /// The earliest date or time, `min` in a declaration: Django's `MinValueValidator`.
    ///
    /// # Panics
    /// While compiling, if it does not hold what the type does, or is later than `latest`.
    pub const fn earliest(mut self, bound: DateTimeBound) -> Self
    where
        T: DateTimeField,
    {
        self.spec.earliest = Some(bound);
        self.between()
    }
    /// The latest date or time, `max` in a declaration: Django's `MaxValueValidator`.
    ///
    /// # Panics
    /// While compiling, if it does not hold what the type does, or is earlier than `earliest`.
    pub const fn latest(mut self, bound: DateTimeBound) -> Self
    where
        T: DateTimeField,
    {
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
    /// How its value is compared with those of other fields, for a page and for whoever describes the form. It does nothing by
    /// itself: a `check` compares, with [`Report::after`](crate::Report::after) and its neighbours.
    ///
    /// # Panics
    /// While compiling, if dates and times are compared as numbers are, or the reverse.
    pub const fn compared(mut self, compared: &'static [Comparison]) -> Self {
        let mut i = 0;
        while i < compared.len() {
            compared[i].relation.assert_fits(&self.spec.kind);
            i += 1;
        }
        self.spec.compared = compared;
        self
    }
    /// The time zone that a date and time without an offset is meant in, and in which it is shown.
    pub const fn time_zone(mut self, zone: &'static TimeZone) -> Self
    where
        T: ZonedField,
    {
        self.spec.time_zone = Some(zone);
        self
    }
}

/// Whether there is no bound, or it holds what values of that type do.
const fn is_written_for<T: DateTimeField>(bound: Option<DateTimeBound>) -> bool {
    match bound {
        Some(bound) => bound.has(T::HAS_DATE, T::HAS_TIME, T::HAS_OFFSET),
        None => true,
    }
}
