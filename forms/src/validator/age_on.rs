//! Ages that follow from dates of birth.

use super::{Age, Validator};
use crate::{
    BindContext,
    error::{Code, Problem},
};
use std::{fmt, marker::PhantomData};

/// A day of the Gregorian calendar: what a date of birth is.
///
/// Implemented for the dates of `jiff`, `chrono` and `time`, with their features. Of a type of your own:
///
/// ```
/// use forms::validator::{CalendarDate, age_on};
///
/// struct Day(i32, u8, u8);
/// impl CalendarDate for Day {
///     fn year_month_day(&self) -> (i32, u8, u8) { (self.0, self.1, self.2) }
/// }
/// assert_eq!(age_on(&Day(2000, 6, 15), &Day(2018, 6, 14)), 17);
/// assert_eq!(age_on(&Day(2000, 6, 15), &Day(2018, 6, 15)), 18);
/// ```
pub trait CalendarDate {
    /// The year, the month from 1 to 12, and the day of the month from 1.
    fn year_month_day(&self) -> (i32, u8, u8);
}

/// The age in whole years, on that day, of whoever was born on that date; below zero before they are born.
///
/// A birthday on the 29th of February is, in years without one, on the 1st of March, as in the law of England and Wales;
/// where it is the day before, as in New Zealand's, move the date of birth to the 28th before it is judged.
pub fn age_on<B: CalendarDate, D: CalendarDate>(born: &B, day: &D) -> i32 {
    let ((birth_year, birth_month, birth_day), (year, month, day)) =
        (born.year_month_day(), day.year_month_day());
    let had_birthday = (month, day) >= (birth_month, birth_day);
    year.saturating_sub(birth_year).saturating_sub(i32::from(!had_birthday))
}

/// The age in whole years that follows from a date of birth, the bounds inside: codes `min_value` and `max_value`, param
/// `limit_value`. [`Age::on`] and [`Age::on_day_of`] make it: the day it is counted on is given, and never the clock's.
///
/// ```
/// use forms::validator::{Age, AgeOn, CalendarDate, Validator};
/// # #[derive(Clone, Copy)]
/// # struct Day(i32, u8, u8);
/// # impl CalendarDate for Day {
/// #     fn year_month_day(&self) -> (i32, u8, u8) { (self.0, self.1, self.2) }
/// # }
/// let adult = Age::new(18, 130).on(Day(2027, 3, 31));
/// assert!(adult.validate(&Day(2009, 3, 31)).is_ok());
/// assert_eq!(adult.validate(&Day(2009, 4, 1)).unwrap_err().code(), "min_value");
/// ```
///
/// What day it is, a form is told by whoever binds it, in its context:
///
#[cfg_attr(feature = "jiff", doc = "```")]
#[cfg_attr(not(feature = "jiff"), doc = "```ignore")]
/// use forms::{Body, Form};
/// use jiff::civil::{Date, date};
///
/// struct Request { today: Date }
/// fn today(request: &Request) -> Date { request.today }
///
/// #[derive(Form)]
/// #[form(fields = all, context = Request)]
/// struct Registration {
///     #[form(age(min = 18, on = today))]
///     date_of_birth: Date,
/// }
///
/// let request = Request { today: date(2027, 3, 31) };
/// let form = Registration::bind_with(&request, &Body::form("date_of_birth=2009-04-01"));
/// assert!(form.errors().has_error("date_of_birth", "min_value"));
/// ```
#[derive(Clone, Copy)]
pub struct AgeOn<C, D> {
    age: Age,
    day: Day<C, D>,
}

#[derive(Clone, Copy)]
enum Day<C, D> {
    Known(D, PhantomData<fn(&C)>),
    OfContext(fn(&C) -> D),
}

impl Age {
    /// These bounds, for the age on that day.
    pub const fn on<D: CalendarDate>(self, day: D) -> AgeOn<(), D> {
        AgeOn { age: self, day: Day::Known(day, PhantomData) }
    }
    /// These bounds, for the age on the day that the form's context knows: what it was bound with.
    pub const fn on_day_of<C, D: CalendarDate>(self, day: fn(&C) -> D) -> AgeOn<C, D> {
        AgeOn { age: self, day: Day::OfContext(day) }
    }
    fn judge(self, years: i32) -> Result<(), Problem> {
        let (code, words, limit) = if years < i32::from(self.min) {
            ("min_value", "{label} must be the birthday of someone aged {limit_value} or more.", self.min)
        } else if years > i32::from(self.max) {
            ("max_value", "{label} must be the birthday of someone aged {limit_value} or less.", self.max)
        } else {
            return Ok(());
        };
        Err(Problem::new(code, words).param("limit_value", limit))
    }
}

impl<C: 'static, B: CalendarDate, D: CalendarDate + Send + Sync> Validator<B> for AgeOn<C, D> {
    /// Without a form's context, a rule that asks it what day it is accepts nothing.
    fn validate(&self, value: &B) -> Result<(), Problem> {
        match &self.day {
            Day::Known(day, _) => self.age.judge(age_on(value, day)),
            Day::OfContext(_) => Err(Problem::invalid()),
        }
    }
    fn validate_within(&self, value: &B, cx: &BindContext<'_>) -> Result<(), Problem> {
        match (&self.day, cx.context::<C>()) {
            (Day::OfContext(day), Some(context)) => self.age.judge(age_on(value, &day(context))),
            _ => self.validate(value),
        }
    }
    fn codes(&self) -> &[Code] {
        const { &Code::of(["min_value", "max_value"]) }
    }
}

impl<C, D> fmt::Debug for AgeOn<C, D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AgeOn")
            .field("min", &self.age.min)
            .field("max", &self.age.max)
            .finish_non_exhaustive()
    }
}

#[cfg(feature = "jiff")]
impl CalendarDate for jiff::civil::Date {
    fn year_month_day(&self) -> (i32, u8, u8) {
        (self.year().into(), self.month() as u8, self.day() as u8)
    }
}

#[cfg(feature = "chrono")]
impl CalendarDate for chrono::NaiveDate {
    fn year_month_day(&self) -> (i32, u8, u8) {
        use chrono::Datelike;
        (self.year(), self.month() as u8, self.day() as u8)
    }
}

#[cfg(feature = "time")]
impl CalendarDate for time::Date {
    fn year_month_day(&self) -> (i32, u8, u8) {
        (self.year(), self.month().into(), self.day())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Param;

    #[derive(Clone, Copy)]
    struct Day(i32, u8, u8);
    impl CalendarDate for Day {
        fn year_month_day(&self) -> (i32, u8, u8) {
            (self.0, self.1, self.2)
        }
    }

    #[test]
    fn a_birthday_adds_a_year() {
        for (born, day, years) in [
            (Day(2000, 1, 1), Day(2000, 1, 1), 0),
            (Day(2000, 12, 31), Day(2001, 1, 1), 0),
            (Day(2000, 2, 29), Day(2018, 2, 28), 17),
            (Day(2000, 2, 29), Day(2018, 3, 1), 18),
            (Day(2000, 2, 29), Day(2020, 2, 29), 20),
            (Day(2030, 1, 1), Day(2029, 12, 31), -1),
            (Day(i32::MIN, 1, 1), Day(i32::MAX, 1, 1), i32::MAX),
        ] {
            assert_eq!(age_on(&born, &day), years);
        }
    }

    #[test]
    fn bounds_are_inside() {
        let rule = Age::new(18, 100).on(Day(2027, 3, 31));
        for (born, code) in [
            (Day(2009, 3, 31), None),
            (Day(2009, 4, 1), Some(("min_value", 18))),
            (Day(1926, 4, 1), None),
            (Day(1926, 3, 31), Some(("max_value", 100))),
            (Day(2030, 1, 1), Some(("min_value", 18))),
        ] {
            let problem = rule.validate(&born).err();
            let found = problem.as_ref().map(|problem| (problem.code(), problem.list_params()));
            let expected = code.map(|(code, limit)| (code, vec![("limit_value", Param::Integer(limit))]));
            assert_eq!(found, expected);
        }
    }
}
