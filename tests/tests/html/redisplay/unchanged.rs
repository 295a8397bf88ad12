//! A page that is sent back unchanged changes nothing and writes nothing: for every field type, for every stored value
//! (also one that is not valid as a new value), in rows, and if the page is stale.

use bigdecimal::BigDecimal;
use forms::{Body, Choice, Form, Password, SplitDateTime};
use jiff::{
    SignedDuration, Timestamp, ZonedDateTime,
    civil::{Date, DateTime, Time},
};
use rust_decimal::Decimal;
use serde_json::{Value, json};
use std::{fmt::Debug, net::IpAddr, time::Duration};
use tests::{random::Random, redisplay::THEMES, sent_back};

/// A value that can be stored.
trait Stored: Sized {
    fn any(random: &mut Random) -> Self;
}

macro_rules! stored {
    ($($t:ty: |$random:ident| $value:expr;)*) => { $(
        impl Stored for $t {
            fn any($random: &mut Random) -> Self {
                $value
            }
        }
    )* };
}

stored! {
    String: |random| {
        const PIECES: [&str; 20] = [
            "a", "Straße", " ", "  ", "\t", "\n", "\r\n", "\r", "\0", "<b>", "\"", "&amp;", "+", "%41", "\u{feff}", "\u{a0}",
            "👍", "true", "0", "S",
        ];
        (0..random.below(5)).map(|_| random.pick(&PIECES)).collect()
    };
    bool: |random| random.once_in(2);
    i8: |random| random.word() as i8;
    u8: |random| random.word() as u8;
    i32: |random| random.word() as i32 >> random.below(31);
    u64: |random| random.word() >> random.below(63);
    i128: |random| i128::from(random.word() as i64) * i128::from(random.word() as i64);
    f32: |random| random.pick(&[0.1, -1.5e-30, 3.0e38, 16_777_216.0]);
    f64: |random| {
        random.pick(&[0.0, -0.0, 1.0, 0.1, -2.5e300, 5e-324, f64::NAN, f64::INFINITY, 1e21, 123_456.789])
    };
    Decimal: |random| random.pick(&["1.5", "1.50", "-0", "79228162514264337593543950335", "0.0000001"]).parse().unwrap();
    BigDecimal: |random| random.pick(&["1.5", "1.50", "1e400", "-7e-400", "0"]).parse().unwrap();
    Date: |random| Date::new(random.pick(&[1, 1950, 2027, 9999]), random.pick(&[1, 2, 12]), random.pick(&[1, 28])).unwrap();
    Time: |random| {
        let (hour, nanos) = (random.below(24) as i8, random.pick(&[0, 500_000_000, 123_456_000, 123_456_789, 1]));
        Time::new(hour, random.pick(&[0, 59]), random.pick(&[0, 30]), nanos).unwrap()
    };
    DateTime: |random| Date::any(random).to_datetime(Time::any(random));
    Timestamp: |random| {
        // some of these hours occur twice when clocks are set back
        let second = random.pick(&[0, -631_152_000, 1_793_494_800, 1_793_491_200, 1_806_500_000]);
        let nanos = random.pick(&[0, 0, 1, 123_456_789, 500_000_000]);
        Timestamp::new(second + random.below(7200) as i64, nanos).unwrap()
    };
    ZonedDateTime: |random| Timestamp::any(random).to_zoned_datetime(jiff::tz::TimeZone::get("Europe/Zurich").unwrap());
    SignedDuration: |random| SignedDuration::new(random.word() as i32 as i64, random.pick(&[0, 1, 500_000_000]));
    Duration: |random| Duration::new(u64::from(random.word() as u32), random.pick(&[0, 1, 500_000_000, 999_999_999]));
    uuid::Uuid: |random| uuid::Uuid::from_u128(u128::from(random.word()) << 64 | 1);
    IpAddr: |random| random.pick(&["::1", "127.0.0.1", "::ffff:1.2.3.4"]).parse().unwrap();
    url::Url: |random| random.pick(&["https://example.org/a?b#c", "mailto:x@y.example", "data:,x"]).parse().unwrap();
    Value: |random| match random.below(5) {
        0 => json!({ "b": [1, 2.5, null, "\r\n <"], "a": {} }),
        1 => json!("text"),
        2 => json!([]),
        3 => Value::Null,
        _ => json!(random.word()),
    };
    chrono::NaiveDate: |random| chrono::NaiveDate::from_num_days_from_ce_opt(random.below(3_000_000) as i32 + 1).unwrap();
    chrono::NaiveTime: |random| {
        let nanos = random.pick(&[0, 1, 999_999_999, 1_500_000_000]);
        chrono::NaiveTime::from_num_seconds_from_midnight_opt(86_399, nanos).unwrap()
    };
    chrono::DateTime<chrono::Utc>: |random| {
        chrono::DateTime::from_timestamp(random.word() as i32 as i64, random.pick(&[0, 1, 123_456_789])).unwrap()
    };
    time::PrimitiveDateTime: |random| {
        let date = time::Date::from_ordinal_date(random.pick(&[1, 1999, 9999]), 1).unwrap();
        date.with_hms_nano(random.below(24) as u8, 1, 2, random.pick(&[0, 1, 120_000_000])).unwrap()
    };
    time::OffsetDateTime: |random| {
        time::OffsetDateTime::from_unix_timestamp(random.word() as i32 as i64).unwrap()
            .to_offset(time::UtcOffset::from_hms(random.pick(&[-3, 0, 5]), 0, 0).unwrap())
            + time::Duration::nanoseconds(random.pick(&[0, 1, 1_000_000]))
    };
    Password: |random| Password::new(format!("secret {}", random.word()));
}

impl<T: Stored> Stored for Option<T> {
    fn any(random: &mut Random) -> Self {
        if random.once_in(3) { None } else { Some(T::any(random)) }
    }
}

impl<T: Stored> Stored for Vec<T> {
    fn any(random: &mut Random) -> Self {
        (0..random.below(4)).map(|_| T::any(random)).collect()
    }
}

impl<T: Stored> Stored for SplitDateTime<T> {
    fn any(random: &mut Random) -> Self {
        SplitDateTime(T::any(random))
    }
}

/// A form with random values.
macro_rules! forms {
    ($($(#[$about:meta])* struct $name:ident { $($(#[$field_about:meta])* $field:ident: $t:ty,)* })*) => { $(
        #[derive(Form, Debug, Clone, PartialEq)]
        #[form(fields = all)]
        $(#[$about])*
        struct $name { $($(#[$field_about])* $field: $t,)* }
        impl Stored for $name {
            fn any(random: &mut Random) -> Self {
                $name { $($field: Stored::any(random),)* }
            }
        }
    )* };
}

#[derive(Choice, Debug, Clone, Copy, PartialEq)]
#[form(rename_all = "kebab-case")]
enum Size {
    Small,
    Large,
    ExtraLarge,
}

impl Stored for Size {
    fn any(random: &mut Random) -> Self {
        random.pick(&[Size::Small, Size::Large, Size::ExtraLarge])
    }
}

forms! {
    struct Texts {
        #[form(required = false)]
        line: String,
        #[form(multiline)]
        lines: String,
        optional: Option<String>,
        #[form(max_length = 2, min_length = 2)]
        short: String,
        #[form(email)]
        email: String,
        #[form(url)]
        url: Option<String>,
        #[form(slug, widget = search)]
        slug: String,
        #[form(widget = hidden)]
        hidden: String,
        #[form(widget = password)]
        pin: Option<String>,
        #[form(immutable, max_length = 1)]
        locked: String,
        #[form(read_only, default)]
        shown: String,
        #[form(one_of = ["S", "M"])]
        one_of: String,
        #[form(one_of = ["S", "M"], widget = radio)]
        maybe_one_of: Option<String>,
        #[form(one_of = ["S", "M"])]
        several: Vec<String>,
        #[form(choices = [("S", "Small"), ("true", "True")], widget = select)]
        more: Vec<String>,
        tags: Vec<String>,
        maybe_tags: Option<Vec<String>>,
        gaps: Vec<Option<String>>,
        #[form(min_items = 2, max_items = 2)]
        two: Vec<String>,
    }
    struct Numbers {
        #[form(min = 10)]
        small: i8,
        #[form(immutable, min = 10)]
        fixed: u8,
        wide: u64,
        huge: i128,
        #[form(widget = number, step = 5)]
        stepped: i32,
        #[form(choices = [(1, "One"), (2, "Two")])]
        chosen: u8,
        #[form(choices = [(1, "One"), (2, "Two")])]
        all_chosen: Vec<u8>,
        single: f32,
        double: f64,
        #[form(widget = number, min = 0)]
        positive: Option<f64>,
        decimal: Decimal,
        #[form(decimal_places = 1, max_digits = 3)]
        precise: Option<Decimal>,
        big: BigDecimal,
        list: Vec<i32>,
        floats: Vec<f64>,
        gaps: Vec<Option<u8>>,
        maybe: Option<Vec<u64>>,
        size: Size,
        #[form(widget = radio)]
        radio: Option<Size>,
        sizes: Vec<Size>,
        #[form(widget = select)]
        more_sizes: Vec<Size>,
        maybe_sizes: Option<Vec<Size>>,
        flag: bool,
        #[form(required)]
        agreed: bool,
        flags: Vec<bool>,
        maybe_flag: Option<bool>,
        #[form(widget = radio)]
        radio_flag: Option<bool>,
        json: Value,
        maybe_json: Option<Value>,
        uuid: uuid::Uuid,
        address: IpAddr,
        url: Option<url::Url>,
    }
    struct Moments {
        date: Date,
        #[form(input_formats = ["%d.%m.%y", "%d.%m.%Y"])]
        typed_date: Date,
        #[form(input_formats = ["%d.%m.%y"])]
        short_date: Option<Date>,
        #[form(min = "2000-01-01")]
        late: Date,
        time: Time,
        #[form(input_formats = ["%I:%M %p"])]
        typed_time: Option<Time>,
        local: DateTime,
        #[form(input_formats = ["%d.%m.%Y", "%d.%m.%Y %H:%M"])]
        typed_local: DateTime,
        stamp: Timestamp,
        #[form(time_zone = "Europe/Zurich")]
        zoned_stamp: Timestamp,
        #[form(time_zone = "Europe/Zurich", input_formats = ["%d.%m.%Y %H:%M"])]
        typed_stamp: Option<Timestamp>,
        #[form(time_zone = "America/New_York")]
        zoned: ZonedDateTime,
        free_zoned: Option<ZonedDateTime>,
        parts: SplitDateTime<DateTime>,
        #[form(time_zone = "Europe/Zurich")]
        zoned_parts: Option<SplitDateTime<Timestamp>>,
        #[form(input_formats = ["%d.%m.%y", "%H:%M"])]
        typed_parts: SplitDateTime<DateTime>,
        signed: SignedDuration,
        duration: Option<Duration>,
        dates: Vec<Date>,
        times: Vec<Option<Time>>,
        stamps: Vec<Timestamp>,
        chrono_date: chrono::NaiveDate,
        chrono_time: chrono::NaiveTime,
        chrono_moment: chrono::DateTime<chrono::Utc>,
        time_local: time::PrimitiveDateTime,
        time_moment: Option<time::OffsetDateTime>,
    }
    struct Point {
        x: i32,
        y: Option<i8>,
    }
    struct Blank {
        note: Option<String>,
        sizes: Vec<Size>,
        tags: Vec<String>,
    }
    struct Boxes {
        sizes: Vec<Size>,
        flag: bool,
        tags: Vec<String>,
    }
    struct Part {
        #[form(max_length = 1)]
        name: String,
        at: Timestamp,
        size: Option<Size>,
    }
    struct Hook {
        #[form(required = false)]
        label: String,
        secret: Option<Password>,
        #[form(read_only, default)]
        failures: u64,
        #[form(widget = password)]
        pin: Option<String>,
        at: Timestamp,
        #[form(one_of = ["S", "M"])]
        kind: Option<String>,
        flag: bool,
        sizes: Vec<Size>,
        #[form(nested)]
        point: Option<Point>,
        #[form(nested)]
        parts: Vec<Part>,
    }
    struct Key {
        secret: Option<Password>,
    }
    struct Nested {
        #[form(nested)]
        point: Point,
        #[form(nested)]
        maybe: Option<Point>,
        #[form(nested)]
        blank: Option<Blank>,
        #[form(nested)]
        boxes: Option<Boxes>,
        #[form(nested, immutable)]
        locked: Option<Part>,
        #[form(flatten)]
        part: Part,
        #[form(nested)]
        hook: Option<Hook>,
        #[form(nested)]
        hooks: Vec<Hook>,
        #[form(nested)]
        maybe_hooks: Option<Vec<Hook>>,
        #[form(nested)]
        keys: Vec<Key>,
        #[form(nested, read_only, default)]
        log: Vec<Part>,
        passwords: Vec<Password>,
        password: Option<Password>,
    }
}

/// Passwords have no `Debug` output.
trait Secrets {
    fn secrets(&self) -> Vec<String> {
        Vec::new()
    }
}
impl Secrets for Texts {}
impl Secrets for Numbers {}
impl Secrets for Moments {}
impl Secrets for Nested {
    fn secrets(&self) -> Vec<String> {
        let hooks = self.hook.iter().chain(&self.hooks).chain(self.maybe_hooks.iter().flatten());
        let secrets = hooks.map(|hook| &hook.secret).chain(self.keys.iter().map(|key| &key.secret));
        let secrets = secrets.map(Option::as_ref).chain(self.passwords.iter().map(Some));
        secrets.map(|secret| secret.map_or_else(String::new, |secret| secret.expose().to_owned())).collect()
    }
}

fn told<T: Debug + Secrets>(value: &T) -> String {
    format!("{value:#?} {:?}", value.secrets())
}

/// Returns changes or errors of an unchanged page.
fn faults<T>(seed: u64) -> Vec<String>
where
    T: Form<Model = T, Context = ()> + Stored + Debug + Clone + Secrets,
{
    let mut random = Random::new(seed);
    let (model, newer) = (T::any(&mut random), T::any(&mut random));
    let theme = random.pick(&THEMES);
    let pairs = sent_back::pairs(&T::filled(&model).view().renderer(theme).to_html());
    let body = Body::form(sent_back::body(&pairs));
    let mut faults = Vec::new();
    for (how, bound) in
        [("bind_update", T::bind_update(&model, &body)), ("bind_partial", T::bind_partial(&model, &body))]
    {
        let mut note =
            |what: String| faults.push(format!("{how}, seed {seed}: {what}\n{pairs:?}\n{model:?}"));
        let changed = bound.changed();
        let Ok(clean) = bound.into_result().map_err(|form| note(form.errors().to_string())) else { continue };
        if !changed.is_empty() {
            note(format!("{changed:?}"));
        }
        // applied to the value that was read, and to the value that is stored meanwhile
        let (edit, _) = clean.into_parts();
        let mut stale = newer.clone();
        let written = edit.apply_to(&mut stale);
        if !written.is_empty() || written.has_conflicts() || told(&stale) != told(&newer) {
            note(format!("written: {written:?}"));
        }
    }
    faults
}

fn nothing_changes<T>()
where
    T: Form<Model = T, Context = ()> + Stored + Debug + Clone + Secrets,
{
    let faults: Vec<_> = (0..700).flat_map(faults::<T>).take(8).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}

#[test]
fn unchanged_texts_are_not_written() {
    nothing_changes::<Texts>();
}

#[test]
fn unchanged_numbers_and_choices_are_not_written() {
    nothing_changes::<Numbers>();
}

#[test]
fn unchanged_timestamps_are_not_written() {
    nothing_changes::<Moments>();
}

#[test]
fn unchanged_nested_forms_and_rows_are_not_written() {
    nothing_changes::<Nested>();
}
