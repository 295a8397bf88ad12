//! Decimal numbers, as in Django's `DecimalField`.
//!
//! A decimal is parsed from its digits and never converted to a float. JSON may contain it as a number or as
//! a string. Bounds, steps and digits are checked on the submitted digits. The number of digits is limited
//! before a value is created, and an exponent is not expanded before that.
//!
//! The parser is deliberately stricter than Django. Digits are ASCII, without `_` between them. A number has
//! at most as many digits as [`Limits`](crate::Limits) allow, and an exponent counts as digits.

use crate::{
    BindContext, FieldSchema, RawValue,
    body::Given,
    error::Fault,
    validator::{DecimalDigits, Digits},
};
use std::{borrow::Cow, cmp::Ordering};

fn clean<'b, T>(
    raw: &RawValue<'b>,
    field: &'static FieldSchema,
    cx: &mut BindContext<'b>,
    make: fn(&Digits<'_>) -> Result<T, Fault>,
) -> Option<T> {
    let text = match raw.0 {
        Given::Json if cx.json.is_at_number() => Cow::Borrowed(cx.json.number()?),
        _ => cx.text(raw, field)?,
    };
    let Some(number) = Digits::parse(&text) else { return cx.refuse(Fault::Invalid) };
    if !validate_number(&number, field, cx) {
        return None;
    }
    match make(&number) {
        Ok(value) => Some(value),
        Err(fault) => cx.refuse(fault),
    }
}

/// Returns whether the number is within its bounds, matches its step, and does not have too many digits.
/// Reports all problems, in Django's order.
fn validate_number(number: &Digits<'_>, field: &'static FieldSchema, cx: &mut BindContext<'_>) -> bool {
    let most = cx.limits.max_digits;
    let is_short = number.count().0 <= u64::from(most);
    let mut valid = true;
    let mut report = |fault: Fault, cx: &mut BindContext<'_>| {
        cx.fault(fault);
        valid = false;
    };
    let compare = |bound| Digits::of(bound).map(|bound| number.compare(&bound));
    if let Some(max) = field.max.as_ref().filter(|max| compare(**max) == Some(Ordering::Greater)) {
        report(Fault::MaxValue(max), cx);
    }
    if let Some(min) = field.min.as_ref().filter(|min| compare(**min) == Some(Ordering::Less)) {
        report(Fault::MinValue(min), cx);
    }
    if is_short && let Some(step) = &field.step {
        let offset = field.min.unwrap_or(crate::schema::Number::Integer(0));
        let fits = Digits::of(*step).zip(Digits::of(offset));
        if !fits.is_some_and(|(step, offset)| number.is_step(&step, &offset)) {
            let from = field.min.is_some();
            report(if from { Fault::StepSizeFrom(field) } else { Fault::StepSize(step) }, cx);
        }
    }
    let mut digits = DecimalDigits::new();
    if field.max_digits < u32::MAX {
        digits = digits.max_digits(field.max_digits);
    }
    if field.decimal_places < u32::MAX {
        digits = digits.decimal_places(field.decimal_places);
    }
    if let Err(fault) = digits.judge(number) {
        report(fault, cx);
    }
    // report the general limit only if no rule of the field has failed
    if valid && !is_short {
        cx.fault(Fault::MaxDigits(most));
        valid = false;
    }
    valid
}

/// Removes the zeros that do not change the value.
fn canonical(text: &str) -> String {
    let is_plain = text.contains('.') && !text.contains('e');
    let text = if is_plain { text.trim_end_matches('0').trim_end_matches('.') } else { text };
    if text == "-0" { "0" } else { text }.to_owned()
}

macro_rules! decimal_field {
    ($t:ty, $make:expr, $text:expr) => {
        impl crate::FieldType for $t {
            type Subject = Self;
            const KIND: crate::Kind = crate::Kind::Decimal;
            const HASHES: bool = true;
            fn hash_value<H: std::hash::Hasher>(&self, state: &mut H) {
                std::hash::Hash::hash(self, state);
            }
            fn clean<'b>(
                raw: &RawValue<'b>,
                field: &'static FieldSchema,
                cx: &mut BindContext<'b>,
            ) -> Option<Self> {
                clean(raw, field, cx, $make)
            }
            fn to_text(&self) -> Option<Cow<'_, str>> {
                let text: fn(&$t) -> String = $text;
                Some(Cow::Owned(text(self)))
            }
            fn canonical_text(&self) -> Option<Cow<'_, str>> {
                self.to_text().map(|text| Cow::Owned(canonical(&text)))
            }
        }
        impl super::NumberField for $t {
            const WHOLE: bool = false;
        }
        impl super::DecimalField for $t {}
        crate::field::comparable!($t);
    };
}

#[cfg(feature = "rust_decimal")]
decimal_field!(
    rust_decimal::Decimal,
    |number| {
        use rust_decimal::Decimal;
        const PLACES: u32 = Decimal::MAX_SCALE;
        if number.count().1 > u64::from(PLACES) {
            return Err(Fault::MaxDecimalPlaces(PLACES));
        }
        let places = (-number.exponent).max(0) as u32;
        let plain = number.plain().replace('.', "");
        // 28 digits always fit; whether 29 do depends on the digits
        let units = plain.parse().map_err(|_| Fault::MaxDigits(PLACES))?;
        Decimal::try_from_i128_with_scale(units, places).map_err(|_| Fault::MaxDigits(PLACES))
    },
    ToString::to_string
);

#[cfg(feature = "bigdecimal")]
decimal_field!(
    bigdecimal::BigDecimal,
    |number| {
        let mut units: bigdecimal::num_bigint::BigInt = number.digits.parse().map_err(|_| Fault::Invalid)?;
        if number.negative {
            units = -units;
        }
        Ok(bigdecimal::BigDecimal::new(units, -number.exponent))
    },
    |value| {
        let (units, scale) = value.as_bigint_and_exponent();
        let text = format!("{units}e{}", -i128::from(scale));
        match Digits::parse(&text) {
            // no form accepts a longer number, and writing it out could exhaust the memory
            Some(number) if number.count().0 <= 1000 => number.plain(),
            _ => text,
        }
    }
);
