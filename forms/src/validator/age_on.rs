//! Ages computed from dates of birth.

use super::{Age, Context, Validator};
use crate::error::{Code, Problem};
use std::{fmt, marker::PhantomData};

/// A day of the Gregorian calendar, such as a date of birth.
///
/// Implemented for the dates of `jiff`, `chrono` and `time`, with the features of these names. For your own type:
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
    /// Returns the year, the month from 1 to 12, and the day of the month from 1.
    fn year_month_day(&self) -> (i32, u8, u8);
}

/// Returns the age in whole years, on `day`, of a person born on `born`. It is negative before the birth.
///
/// A birthday on the 29th of February is on the 1st of March in other years, as in the law of England and Wales. In
/// countries where it is on the 28th, such as New Zealand, change the date of birth to the 28th before you call this.
pub fn age_on<B: CalendarDate, D: CalendarDate>(born: &B, day: &D) -> i32 {
    let ((birth_year, birth_month, birth_day), (year, month, day)) =
        (born.year_month_day(), day.year_month_day());
    let had_birthday = (month, day) >= (birth_month, birth_day);
    year.saturating_sub(birth_year).saturating_sub(i32::from(!had_birthday))
}

/// Accepts a date of birth if the age that follows from it is within the bounds, both included: codes `min_value` and
/// `max_value`, param `limit_value`. [`Age::on`] and [`Age::on_day_of`] create it. The day is always given; the clock
/// is never read.
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
/// In a form, the day comes from the context that the form is bound with:
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
    /// Applies these bounds to the age on this day.
    pub const fn on<D: CalendarDate>(self, day: D) -> AgeOn<(), D> {
        AgeOn { age: self, day: Day::Known(day, PhantomData) }
    }
    /// Applies these bounds to the age on a day that comes from the form's context.
    pub const fn on_day_of<C, D: CalendarDate>(self, day: fn(&C) -> D) -> AgeOn<C, D> {
        AgeOn { age: self, day: Day::OfContext(day) }
    }
    fn check(self, years: i32) -> Result<(), Problem> {
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
    /// Accepts nothing if the day comes from the context and there is no context.
    fn validate(&self, value: &B) -> Result<(), Problem> {
        match &self.day {
            Day::Known(day, _) => self.age.check(age_on(value, day)),
            Day::OfContext(_) => Err(Problem::invalid()),
        }
    }
    fn validate_with(&self, value: &B, context: Context<'_>) -> Result<(), Problem> {
        match (&self.day, context.get::<C>()) {
            (Day::OfContext(day), Some(context)) => self.age.check(age_on(value, &day(context))),
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
    fn accepts_the_bounds() {
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
