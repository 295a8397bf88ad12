//! The field types that all peers share.

use std::fmt;

use rocket::form::{self, FromFormField, ValueField};
use serde::de::{Deserialize, Deserializer, Error, Visitor};

use crate::date::Date;

#[derive(Debug, Clone, Copy, serde::Deserialize, rocket::FromFormField)]
#[serde(rename_all = "lowercase")]
pub(super) enum Gender {
    #[field(value = "female")]
    Female,
    #[field(value = "male")]
    Male,
    #[field(value = "other")]
    Other,
}

#[derive(Debug, Clone, Copy, serde::Deserialize, rocket::FromFormField)]
#[serde(rename_all = "lowercase")]
pub(super) enum Locale {
    #[field(value = "de")]
    De,
    #[field(value = "en")]
    En,
    #[field(value = "es")]
    Es,
    #[field(value = "fr")]
    Fr,
    #[field(value = "it")]
    It,
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
        struct Reader;
        impl Visitor<'_> for Reader {
            type Value = Date;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a date as YYYY-MM-DD")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Date, E> {
                Date::parse(text).ok_or_else(|| E::custom("no date"))
            }
        }
        deserializer.deserialize_str(Reader)
    }
}

impl<'v> FromFormField<'v> for Date {
    fn from_value(field: ValueField<'v>) -> form::Result<'v, Date> {
        Date::parse(field.value).ok_or_else(|| form::Error::validation("no date").into())
    }
}
