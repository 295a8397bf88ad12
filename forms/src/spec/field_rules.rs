//! The rules of a field under declaration, each for the types that it fits.

use crate::{
    password::PasswordPolicy,
    spec::{
        DateTimeBound, DateTimeField, DecimalField, Field, InputFormat, Kind, ListField, Number, NumberField,
        SecretField, TextField, TextFormat, TimeZone, ZonedField, field_spec::MOST_ITEMS, same,
    },
};

impl<T> Field<T> {
    /// Several lines are allowed.
    pub const fn multiline(mut self) -> Self
    where
        T: TextField,
    {
        self.spec.multiline = true;
        self
    }
    /// Whether white space at both ends is taken off.
    pub const fn strip(mut self, strip: bool) -> Self
    where
        T: TextField,
    {
        self.spec.strip = strip;
        self
    }
    /// The shortest length in characters.
    ///
    /// # Panics
    /// While compiling, if it is greater than `max_length`.
    pub const fn min_length(mut self, length: u32) -> Self
    where
        T: TextField,
    {
        self.spec.min_length = length;
        assert!(self.spec.min_length <= self.spec.max_length, "min_length is greater than max_length");
        self
    }
    /// The greatest length in characters.
    ///
    /// # Panics
    /// While compiling, if it is less than `min_length`.
    pub const fn max_length(mut self, length: u32) -> Self
    where
        T: TextField,
    {
        self.spec.max_length = length;
        assert!(self.spec.min_length <= self.spec.max_length, "min_length is greater than max_length");
        self
    }
    /// The shape that the text must have.
    ///
    /// # Panics
    /// While compiling, if the field has another already, by its type or by its declaration.
    pub const fn format(mut self, format: &'static TextFormat) -> Self
    where
        T: TextField,
    {
        if let Some(present) = self.spec.format {
            // a type that stands for a shape has it proven: another would take the proof away
            assert!(
                same(present.name.as_bytes(), format.name.as_bytes()),
                "a field has one format: its type or another rule says what it is already"
            );
        }
        self.spec.format = Some(format);
        self
    }
    /// The regular expression that the whole text must match.
    #[cfg(feature = "regex")]
    pub const fn regex(mut self, pattern: &'static crate::spec::Pattern) -> Self
    where
        T: TextField,
    {
        self.spec.pattern = Some(pattern);
        self
    }
    /// The only texts that are accepted.
    pub const fn one_of(mut self, texts: &'static [&'static str]) -> Self
    where
        T: TextField,
    {
        self.spec.one_of = texts;
        self
    }
    /// What a password must be.
    pub const fn password(mut self, policy: &'static PasswordPolicy) -> Self
    where
        T: SecretField,
    {
        self.spec.policy = Some(policy);
        self
    }
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
    /// written as ISO 8601 has it besides.
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
                format.has_date() == T::HAS_DATE,
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
        assert!(holds_as::<T>(earliest) && holds_as::<T>(latest), "{}", T::BOUND);
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
    /// The least number of items.
    ///
    /// # Panics
    /// While compiling, if it is greater than `max_items`.
    pub const fn min_items(mut self, items: u32) -> Self
    where
        T: ListField,
    {
        self.spec.min_items = items;
        assert!(self.spec.min_items <= self.spec.max_items, "min_items is greater than max_items");
        self
    }
    /// The greatest number of items.
    ///
    /// # Panics
    /// While compiling, if it is less than `min_items`, or more than 65,533.
    pub const fn max_items(mut self, items: u32) -> Self
    where
        T: ListField,
    {
        assert!(items <= MOST_ITEMS, "a list has at most 65,533 items");
        self.spec.max_items = items;
        assert!(self.spec.min_items <= self.spec.max_items, "min_items is greater than max_items");
        self
    }
    /// The order of the items means something: a page offers to change it.
    pub const fn ordered(mut self) -> Self
    where
        T: ListField,
    {
        self.spec.ordered = true;
        self
    }
    /// No two items may be equal.
    ///
    /// # Panics
    /// While compiling, if the items are forms.
    pub const fn unique_items(mut self) -> Self
    where
        T: ListField,
    {
        assert!(
            !matches!(T::KIND, Kind::List(Kind::Form(_))),
            "`unique_items` fits lists of values, not of forms: compare rows in a `check`"
        );
        self.spec.unique_items = true;
        self
    }
}

/// Whether the bound holds what values of the type do.
const fn holds_as<T: DateTimeField>(bound: Option<DateTimeBound>) -> bool {
    match bound {
        Some(bound) => {
            bound.has_date() == T::HAS_DATE
                && bound.has_time() == T::HAS_TIME
                && bound.has_offset() == T::HAS_OFFSET
        }
        None => true,
    }
}
