//! All text validators and field types, each with a text that it accepts.

use forms::{
    Body, DomainName, Email, FieldType, Limits, Password, PhoneNumber, Problem, Slug, SplitDateTime,
    StandaloneField, UnicodeSlug, Url, Username,
    field::Field,
    password::{CommonPassword, MinimumLength, NumericPassword, PasswordPolicy, UserAttributeSimilarity},
    schema::{Pattern, TextFormat},
    validator::{self, Validator},
};
use std::{
    borrow::Cow,
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
    sync::OnceLock,
};

pub(crate) struct Subject {
    pub(crate) name: &'static str,
    pub(crate) accepts: &'static str,
    pub(crate) takes: Takes,
    judge: fn(&str) -> Result<String, String>,
    is_field: bool,
}

/// The characters that an accepted text can contain.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Takes {
    /// Only ASCII.
    Signs,
    /// Letters and digits of any script.
    Words,
    /// Any text of one line.
    Line,
    /// Any characters: the rule is about something else, such as length or similarity. Fields reject line breaks
    /// before the rule runs.
    Anything,
}

impl Subject {
    /// Returns the accepted value.
    pub(crate) fn judge(&self, text: &str) -> Option<String> {
        (self.judge)(text).ok()
    }
    /// Returns the errors.
    pub(crate) fn says(&self, text: &str) -> String {
        (self.judge)(text).err().unwrap_or_default()
    }
    /// Checks the properties of any text: an accepted value stays the same when it is validated again, and its start and end
    /// are visible; the error of a refused text does not contain it.
    ///
    /// # Panics
    /// Panics if a property does not hold.
    pub(crate) fn hold(&self, text: &str) {
        const CANARY: &str = "hunter2hunter2";
        if let Some(kept) = self.judge(text) {
            let again = self.judge(&kept);
            // a field with two parts has a value for each
            let is_whole = self.name != "SplitDateTime";
            assert!(
                !is_whole || again.as_ref() == Some(&kept),
                "{} makes {kept:?} of {text:?}, and {again:?} of that",
                self.name
            );
            let is_seen = |c: char| !c.is_control() && !matches!(c, '\u{2028}' | '\u{2029}');
            if self.takes != Takes::Anything {
                assert!(kept.chars().all(|c| is_seen(c) || c == '\t'), "{} keeps {kept:?}", self.name);
            }
            if self.takes == Takes::Signs {
                assert!(kept.chars().all(|c| (' '..='~').contains(&c)), "{} keeps {kept:?}", self.name);
            }
        }
        if !text.contains("hunter2") {
            for marked in [format!("{text}{CANARY}"), format!("{CANARY}{text}")] {
                let said = self.says(&marked);
                assert!(!said.contains("hunter2"), "{} says {said:?} of {marked:?}", self.name);
            }
        }
    }
    /// Whether white space at the ends is stripped first.
    pub(crate) fn strips(&self) -> bool {
        self.is_field
    }
}

fn said(problem: &Problem) -> String {
    format!("{problem:?}")
}

/// A value that validates texts without a field.
macro_rules! rule {
    ($name:literal, $takes:ident, $accepts:expr, $rule:expr) => {
        Subject {
            name: $name,
            accepts: $accepts,
            takes: Takes::$takes,
            judge: |text| match Validator::<str>::validate(&$rule, text) {
                Ok(()) => Ok(text.to_owned()),
                Err(problem) => Err(said(&problem)),
            },
            is_field: false,
        }
    };
}

/// A format as a rule by itself and as a rule of a field. The field must not accept what the rule refuses, except for text
/// that it strips, normalizes and rewrites.
macro_rules! shape {
    ($name:ident, $takes:ident, $accepts:expr) => {
        Subject {
            name: stringify!($name),
            accepts: $accepts,
            takes: Takes::$takes,
            judge: |text| {
                static FIELD: OnceLock<StandaloneField<String>> = OnceLock::new();
                let field =
                    FIELD.get_or_init(|| Field::<String>::new("v").format(&validator::$name).standalone());
                let kept = submitted(field, text, |text| text.clone());
                in_its_format(&validator::$name, text, kept)
            },
            is_field: true,
        }
    };
}

fn in_its_format(
    format: &'static TextFormat,
    text: &str,
    kept: Result<String, String>,
) -> Result<String, String> {
    if let Ok(kept) = &kept {
        assert!(format.validate(kept).is_ok(), "{format:?} returns {kept:?}, which it does not accept");
    }
    match format.parse(text) {
        Ok(parsed) => {
            // a field has a length limit, a rule has none
            let bounded = text.len() > Limits::DEFAULT.max_text_chars as usize;
            assert!(kept.is_ok() || bounded, "{format:?} as a rule accepts {text:?}, which a field does not");
            Ok(parsed.into_owned())
        }
        Err(_) => kept,
    }
}

macro_rules! field {
    ($name:literal, $ty:ty, $takes:ident, $accepts:expr) => {
        field!($name, $ty, $takes, $accepts, |value| value
            .to_text()
            .map_or_else(String::new, Cow::into_owned))
    };
    ($name:literal, $ty:ty, $takes:ident, $accepts:expr, $shown:expr) => {
        Subject {
            name: $name,
            accepts: $accepts,
            takes: Takes::$takes,
            judge: |text| {
                static FIELD: OnceLock<StandaloneField<$ty>> = OnceLock::new();
                let shown: fn(&$ty) -> String = $shown;
                submitted(FIELD.get_or_init(|| Field::<$ty>::new("v").standalone()), text, shown)
            },
            is_field: true,
        }
    };
}

/// Binds as a form body and as JSON. The accepted value is the same.
fn submitted<T: FieldType>(
    field: &StandaloneField<T>,
    text: &str,
    shown: fn(&T) -> String,
) -> Result<String, String> {
    let form = form_urlencoded::Serializer::new(String::new()).append_pair("v", text).finish();
    let json = [r#"{"v":"#, &serde_json::Value::from(text).to_string(), "}"].concat();
    let [form, json] = [Body::form(form), Body::json(json)].map(|body| match field.clean(&body) {
        Ok(value) => Ok(shown(&value)),
        Err(errors) => Err(errors.to_string()),
    });
    form.or(json)
}

static PATTERN: Pattern = Pattern::new("[a-z]+");
static NEEDLE: Pattern = Pattern::search("<[a-z]");
const POLICY: PasswordPolicy = PasswordPolicy::nist();

fn policy(verdict: Result<(), Vec<Problem>>, text: &str) -> Result<String, String> {
    match verdict {
        Ok(()) => Ok(text.to_owned()),
        Err(problems) => Err(problems.iter().map(said).collect()),
    }
}

const PASSPHRASE: &str = "neither rhyme nor reason";

pub(crate) fn all() -> &'static [Subject] {
    static ALL: OnceLock<Vec<Subject>> = OnceLock::new();
    ALL.get_or_init(|| {
        [functions(), rules(), formats(), texts(), numbers(), times(), others()]
            .into_iter()
            .flatten()
            .collect()
    })
}

fn functions() -> Vec<Subject> {
    vec![
        rule!("validate_email", Words, "ada@example.com", validator::validate_email),
        rule!("validate_username", Words, "ada_l", validator::validate_username),
        rule!("validate_ascii_username", Signs, "ada_l", validator::validate_ascii_username),
        rule!("validate_slug", Signs, "first-post", validator::validate_slug),
        rule!("validate_unicode_slug", Words, "first-post", validator::validate_unicode_slug),
        rule!("validate_url", Line, "https://example.com:80/a", validator::validate_url),
        rule!("validate_domain_name", Words, "www.example.com", validator::validate_domain_name),
        rule!("validate_ascii_domain_name", Signs, "www.example.com", validator::validate_ascii_domain_name),
        rule!("validate_ipv4_address", Signs, "192.0.2.1", validator::validate_ipv4_address),
        rule!("validate_ipv6_address", Signs, "2001:db8::1", validator::validate_ipv6_address),
        rule!("validate_ipv46_address", Signs, "192.0.2.1", validator::validate_ipv46_address),
        rule!("validate_integer", Signs, "-42", validator::validate_integer),
        rule!(
            "validate_comma_separated_integer_list",
            Signs,
            "1,22,3",
            validator::validate_comma_separated_integer_list
        ),
        rule!("validate_phone", Signs, "+44 20 7946 0000", validator::validate_phone),
    ]
}

fn rules() -> Vec<Subject> {
    let of_policy =
        |name, judge| Subject { name, accepts: PASSPHRASE, takes: Takes::Anything, judge, is_field: false };
    vec![
        rule!("EmailWithHosts", Words, "ada@intranet", validator::EmailWithHosts(&["intranet"])),
        rule!("UrlWithSchemes", Line, "ssh://example.com/a", validator::UrlWithSchemes(&["ssh"])),
        rule!("IntegerList", Signs, "-1|22|3", validator::IntegerList::new().separator("|").allow_negative()),
        rule!("Matches", Signs, "abcd", validator::Matches(&PATTERN)),
        rule!("DecimalDigits", Signs, "12.34", validator::DecimalDigits::new().max_digits(6)),
        rule!("TextFormat", Signs, "a-b", validator::SLUG),
        rule!("DoesNotMatch", Anything, "1 < 2", validator::DoesNotMatch(&NEEDLE)),
        rule!("MinLength", Anything, "abc", validator::MinLength(1)),
        rule!("MaxLength", Anything, "abc", validator::MaxLength(4)),
        rule!("ProhibitNullCharacters", Anything, "abc", validator::ProhibitNullCharacters),
        rule!("MinimumLength", Anything, PASSPHRASE, MinimumLength(8)),
        rule!("CommonPassword", Anything, PASSPHRASE, CommonPassword),
        rule!("NumericPassword", Anything, PASSPHRASE, NumericPassword),
        rule!(
            "UserAttributeSimilarity",
            Anything,
            PASSPHRASE,
            UserAttributeSimilarity::new(&[("email", "ada@example.com")])
        ),
        of_policy("policy::validate", |text| policy(POLICY.validate(text), text)),
        of_policy("policy::validate_with", |text| {
            policy(POLICY.validate_with(text, &[("name", "Ada")]), text)
        }),
    ]
}

fn formats() -> Vec<Subject> {
    vec![
        shape!(EMAIL, Words, "ada@example.com"),
        shape!(USERNAME, Words, "ada_l"),
        shape!(USERNAME_OF_MIXED_SCRIPTS, Words, "ada_l"),
        shape!(ASCII_USERNAME, Signs, "ada_l"),
        shape!(SLUG, Signs, "first-post"),
        shape!(UNICODE_SLUG, Words, "first-post"),
        shape!(UNICODE_SLUG_OF_MIXED_SCRIPTS, Words, "first-post"),
        shape!(URL, Line, "https://example.com:80/a"),
        shape!(DOMAIN_NAME, Words, "www.example.com"),
        shape!(ASCII_DOMAIN_NAME, Signs, "www.example.com"),
        shape!(IP_ADDRESS, Signs, "192.0.2.1"),
        shape!(IP_ADDRESS_UNPACKED, Signs, "::ffff:192.0.2.1"),
        shape!(IPV4, Signs, "192.0.2.1"),
        shape!(IPV6, Signs, "2001:db8::1"),
        shape!(INTEGER, Signs, "-42"),
        shape!(INTEGER_LIST, Signs, "1,22,3"),
        shape!(PHONE, Signs, "+44 20 7946 0000"),
    ]
}

fn texts() -> Vec<Subject> {
    vec![
        field!("String", String, Line, "any text"),
        field!("Option", Option<String>, Line, "any text"),
        field!("Vec", Vec<String>, Line, "any text", |texts| texts.concat()),
        field!("Password", Password, Line, PASSPHRASE, |password| password.expose().to_owned()),
        field!("Email", Email, Words, "ada@example.com"),
        field!("Username", Username, Words, "ada_l"),
        field!("Slug", Slug, Signs, "first-post"),
        field!("UnicodeSlug", UnicodeSlug, Words, "first-post"),
        field!("Url", Url, Line, "https://example.com:80/a"),
        field!("url::Url", url::Url, Line, "https://example.com:80/a"),
        field!("DomainName", DomainName, Words, "www.example.com"),
        field!("PhoneNumber", PhoneNumber, Signs, "+44 20 7946 0000"),
        field!("IpAddr", IpAddr, Signs, "192.0.2.1"),
        field!("Ipv4Addr", Ipv4Addr, Signs, "192.0.2.1"),
        field!("Ipv6Addr", Ipv6Addr, Signs, "2001:db8::1"),
    ]
}

fn numbers() -> Vec<Subject> {
    vec![
        field!("u8", u8, Signs, "42"),
        field!("i8", i8, Signs, "-42"),
        field!("u16", u16, Signs, "42"),
        field!("i16", i16, Signs, "-42"),
        field!("u32", u32, Signs, "42"),
        field!("i32", i32, Signs, "-42"),
        field!("u64", u64, Signs, "42"),
        field!("i64", i64, Signs, "-42"),
        field!("i128", i128, Signs, "-42"),
        field!("usize", usize, Signs, "42"),
        field!("isize", isize, Signs, "-42"),
        field!("f32", f32, Signs, "1.5"),
        field!("f64", f64, Signs, "1.5"),
        field!("rust_decimal::Decimal", rust_decimal::Decimal, Signs, "12.50"),
        field!("bigdecimal::BigDecimal", bigdecimal::BigDecimal, Signs, "12.50"),
    ]
}

fn times() -> Vec<Subject> {
    vec![
        field!("jiff::Date", jiff::civil::Date, Signs, "2024-01-31"),
        field!("jiff::Time", jiff::civil::Time, Signs, "10:20:30"),
        field!("jiff::DateTime", jiff::civil::DateTime, Signs, "2024-01-31T10:20"),
        field!("jiff::Timestamp", jiff::Timestamp, Signs, "2024-01-31T10:20Z"),
        field!("jiff::SignedDuration", jiff::SignedDuration, Signs, "10:20:30"),
        field!("jiff::ZonedDateTime", jiff::ZonedDateTime, Signs, "2024-01-31T10:20Z"),
        field!("chrono::NaiveDate", chrono::NaiveDate, Signs, "2024-01-31"),
        field!("chrono::NaiveTime", chrono::NaiveTime, Signs, "10:20:30"),
        field!("chrono::NaiveDateTime", chrono::NaiveDateTime, Signs, "2024-01-31T10:20"),
        field!(
            "chrono::DateTime<FixedOffset>",
            chrono::DateTime<chrono::FixedOffset>,
            Signs,
            "2024-01-31T10:20+01:00"
        ),
        field!("chrono::DateTime<Utc>", chrono::DateTime<chrono::Utc>, Signs, "2024-01-31T10:20Z"),
        field!("time::Date", time::Date, Signs, "2024-01-31"),
        field!("time::Time", time::Time, Signs, "10:20:30"),
        field!("time::PrimitiveDateTime", time::PrimitiveDateTime, Signs, "2024-01-31T10:20"),
        field!("time::OffsetDateTime", time::OffsetDateTime, Signs, "2024-01-31T10:20Z"),
        field!("time::UtcDateTime", time::UtcDateTime, Signs, "2024-01-31T10:20Z"),
        field!("Duration", std::time::Duration, Signs, "10:20:30"),
        field!("chrono::TimeDelta", chrono::TimeDelta, Signs, "10:20:30"),
        field!("time::Duration", time::Duration, Signs, "10:20:30"),
        Subject {
            name: "SplitDateTime",
            accepts: "2024-01-31",
            takes: Takes::Signs,
            judge: split,
            is_field: true,
        },
    ]
}

/// The date of a value in two parts.
fn split(text: &str) -> Result<String, String> {
    type Moment = SplitDateTime<chrono::NaiveDateTime>;
    static FIELD: OnceLock<StandaloneField<Moment>> = OnceLock::new();
    let field = FIELD.get_or_init(|| Field::<Moment>::new("v").standalone());
    let mut form = form_urlencoded::Serializer::new(String::new());
    let form = form.append_pair("v.date", text).append_pair("v.time", "10:20").finish();
    match field.clean(&Body::form(form)) {
        Ok(value) => Ok(format!("{value:?}")),
        Err(errors) => Err(errors.to_string()),
    }
}

fn others() -> Vec<Subject> {
    vec![
        field!("bool", bool, Signs, "true"),
        field!("Value", serde_json::Value, Anything, "[1, 2]"),
        field!("Uuid", uuid::Uuid, Signs, "550e8400-e29b-41d4-a716-446655440000"),
        field!("Box<str>", Box<str>, Line, "any text"),
        field!("char", char, Line, "x"),
        field!("NonZeroU8", std::num::NonZeroU8, Signs, "42"),
    ]
}
