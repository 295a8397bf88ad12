//! Decimal numbers. Django's `DecimalField`.
//!
//! Read from their digits, never by way of a float, in JSON too, where they may be numbers or texts. Bounds, steps and
//! digits are judged on the digits as they were typed; how many there may be is bounded before a number is made, and an
//! exponent is never written out before.
//!
//! Stricter than Django, on purpose: digits are ASCII, and stand without `_` between them; a number has at most as many
//! digits as [`Limits`](crate::Limits) allow, and its exponent counts.

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
    if !judged(&number, field, cx) {
        return None;
    }
    match make(&number) {
        Ok(value) => Some(value),
        Err(fault) => cx.refuse(fault),
    }
}

/// Whether it is within its bounds, on its step, and not too long; all that is wrong is reported, in Django's order.
fn judged(number: &Digits<'_>, field: &'static FieldSchema, cx: &mut BindContext<'_>) -> bool {
    let most = cx.limits.max_digits;
    let is_short = number.count().0 <= u64::from(most);
    let mut right = true;
    let mut refuse = |fault: Fault, cx: &mut BindContext<'_>| {
        cx.fault(fault);
        right = false;
    };
    let compare = |bound| Digits::of(bound).map(|bound| number.compare(&bound));
    if let Some(max) = field.max.as_ref().filter(|max| compare(**max) == Some(Ordering::Greater)) {
        refuse(Fault::MaxValue(max), cx);
    }
    if let Some(min) = field.min.as_ref().filter(|min| compare(**min) == Some(Ordering::Less)) {
        refuse(Fault::MinValue(min), cx);
    }
    if is_short && let Some(step) = &field.step {
        let offset = field.min.unwrap_or(crate::schema::Number::Integer(0));
        let fits = Digits::of(*step).zip(Digits::of(offset));
        if !fits.is_some_and(|(step, offset)| number.is_step(&step, &offset)) {
            let from = field.min.is_some();
            refuse(if from { Fault::StepSizeFrom(field) } else { Fault::StepSize(step) }, cx);
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
        refuse(fault, cx);
    }
    // who is told of a bound of the declaration's need not hear of this one
    if right && !is_short {
        cx.fault(Fault::MaxDigits(most));
        right = false;
    }
    right
}

/// The text without the zeros that do not change the value.
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
        // 28 digits always fit, more depend on what they are
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
            // what is longer, no form takes, and to write it out may take all there is
            Some(number) if number.count().0 <= 1000 => number.plain(),
            _ => text,
        }
    }
);
