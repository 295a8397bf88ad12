//! Checks the table of codes against all problems, and the manual's page and the derive macro's copy against the table.
//! `BLESS=1 cargo test -p forms --all-features --lib reference` rewrites both.

use super::{
    CODES, Code, CsrfFault, Errors, Fault, MultipartFault, Problem, Record, Unreadable,
    path::{FORM, Path},
};
use crate::{
    field::Field,
    schema::{Access, DateTimeBound, FieldSchema, FixedOption, FormSchema, Kind, Number, Relation, TimeZone},
    validator::file_problem,
};
use std::{collections::BTreeSet, fmt::Write, path::Path as File};

static FIELDS: [FieldSchema; 17] = [
    Field::<String>::new("text").label("Name").build(),
    Field::<i64>::new("integer").label("Age").build(),
    Field::<f64>::new("float").label("Height").build(),
    Field::<bool>::new("box").label("I agree").required(true).build(),
    of_kind("choice", "Plan", Kind::Choice(OPTIONS)),
    Field::<serde_json::Value>::new("json").label("Settings").build(),
    Field::<Vec<String>>::new("list").label("Tags").required(true).build(),
    of_kind("form", "Address", Kind::Form(|| &SCHEMA)),
    Field::<crate::Password>::new("secret").label("Password").build(),
    of_kind("date", "Date of birth", Kind::Date),
    of_kind("time", "Opening time", Kind::Time),
    of_kind("date_time", "Start", Kind::DateTime),
    of_kind("duration", "Length", Kind::Duration),
    of_kind("uuid", "Order", Kind::Uuid),
    Field::<String>::new("other").label("Email address").build(),
    Field::<f64>::new("stepped").label("Height").min(Number::Integer(1)).step(Number::Integer(3)).build(),
    Field::<String>::new("hinted").label("Postal code").help("Five digits.").build(),
];
static SCHEMA: FormSchema = FormSchema::new("Sample", &FIELDS);
static PARIS: TimeZone = TimeZone::fixed("Europe/Paris", 3600);
static DAY: DateTimeBound = DateTimeBound::new("2027-03-31");
static THREE: Number = Number::Integer(3);
const OPTIONS: &[FixedOption] = &[];

const fn of_kind(name: &'static str, label: &'static str, kind: Kind) -> FieldSchema {
    let mut field = Field::<String>::new(name).label(label).build();
    field.kind = kind;
    field.access = Access::Bound;
    field
}

/// Lists sample problems with the names of their fields, each checked against its pattern. A variant of `Fault` without
/// samples does not compile.
macro_rules! samples {
    ($($pattern:pat => [$($field:literal: $fault:expr),*],)*) => {
        fn samples() -> Vec<(&'static str, Fault)> {
            let _has_every_variant = |fault: &Fault| match fault { $($pattern => {})* };
            let mut samples = Vec::new();
            $(
                let of_kind: Vec<(&'static str, Fault)> = vec![$(($field, $fault)),*];
                assert!(of_kind.iter().all(|(_, fault)| matches!(fault, $pattern)), "{}", stringify!($pattern));
                samples.extend(of_kind);
            )*
            samples
        }
    };
}

samples! {
    Fault::Required => ["text": Fault::Required, "choice": Fault::Required, "box": Fault::Required, "list": Fault::Required, "form": Fault::Required],
    Fault::Invalid => [
        "integer": Fault::Invalid, "float": Fault::Invalid, "text": Fault::Invalid, "date": Fault::Invalid,
        "time": Fault::Invalid, "date_time": Fault::Invalid, "duration": Fault::Invalid, "uuid": Fault::Invalid, "json": Fault::Invalid,
        "list": Fault::Invalid, "form": Fault::Invalid, "": Fault::Invalid
    ],
    Fault::Format(_) => ["other": Fault::Format(&crate::validator::EMAIL), "text": Fault::Format(&crate::validator::IPV4)],
    Fault::InvisibleCharacter { .. } => [
        "other": Fault::InvisibleCharacter { format: &crate::validator::EMAIL, character: '\u{200b}' }
    ],
    Fault::Pattern => ["text": Fault::Pattern, "hinted": Fault::Pattern],
    Fault::InvalidChoice => ["choice": Fault::InvalidChoice],
    Fault::InvalidList => ["list": Fault::InvalidList],
    Fault::MinLength { .. } => ["text": Fault::MinLength { limit: 3, actual: 1 }],
    Fault::MaxLength { .. } => ["text": Fault::MaxLength { limit: 3, actual: 4 }],
    Fault::MinValue(_) => ["integer": Fault::MinValue(&THREE)],
    Fault::MaxValue(_) => ["integer": Fault::MaxValue(&THREE)],
    Fault::Earliest(_) => ["date": Fault::Earliest(&DAY)],
    Fault::Latest(_) => ["date": Fault::Latest(&DAY)],
    Fault::StepSize(_) => ["integer": Fault::StepSize(&THREE)],
    Fault::StepSizeFrom(_) => ["stepped": Fault::StepSizeFrom(&FIELDS[15])],
    Fault::MaxDigits(_) => ["integer": Fault::MaxDigits(3)],
    Fault::MaxDecimalPlaces(_) => ["float": Fault::MaxDecimalPlaces(3)],
    Fault::MaxWholeDigits(_) => ["float": Fault::MaxWholeDigits(3)],
    Fault::AmbiguousTimeZone(_) => ["date_time": Fault::AmbiguousTimeZone(&PARIS)],
    Fault::UnknownTimeZone(_) => ["date_time": Fault::UnknownTimeZone(&PARIS)],
    Fault::MissingTimeZone => ["date_time": Fault::MissingTimeZone],
    Fault::UnwantedTimeZone => ["date_time": Fault::UnwantedTimeZone],
    Fault::InvalidDate => ["date": Fault::InvalidDate],
    Fault::InvalidTime => ["time": Fault::InvalidTime],
    Fault::Overflow => ["duration": Fault::Overflow],
    Fault::MinItems(_) => ["list": Fault::MinItems(3)],
    Fault::MaxItems(_) => ["list": Fault::MaxItems(3)],
    Fault::UniqueItems => ["list": Fault::UniqueItems],
    Fault::MaxNodes(_) => ["json": Fault::MaxNodes(3)],
    Fault::NullCharacters => ["text": Fault::NullCharacters],
    Fault::ControlCharacters => ["text": Fault::ControlCharacters],
    Fault::LineBreaks => ["text": Fault::LineBreaks],
    Fault::Duplicate => ["text": Fault::Duplicate],
    Fault::ReadOnly => ["text": Fault::ReadOnly],
    Fault::Immutable => ["text": Fault::Immutable],
    Fault::Unknown(_) => ["": Fault::Unknown(Box::new("is_admin".into()))],
    Fault::UnknownHidden => ["": Fault::UnknownHidden],
    Fault::JsonAsForm => ["": Fault::JsonAsForm],
    Fault::UnknownRow => ["form": Fault::UnknownRow],
    Fault::CannotAdd => ["form": Fault::CannotAdd],
    Fault::Index => ["list": Fault::Index],
    Fault::Mismatch(_) => ["secret": Fault::Mismatch(&FIELDS[14])],
    Fault::Same(_) => ["secret": Fault::Same(&FIELDS[14])],
    Fault::Compared(..) => [
        "date": Fault::Compared(Relation::After, &FIELDS[11]), "date": Fault::Compared(Relation::NotBefore, &FIELDS[11]),
        "date": Fault::Compared(Relation::Before, &FIELDS[11]), "date": Fault::Compared(Relation::NotAfter, &FIELDS[11]),
        "integer": Fault::Compared(Relation::GreaterThan, &FIELDS[2]), "integer": Fault::Compared(Relation::AtLeast, &FIELDS[2]),
        "integer": Fault::Compared(Relation::LessThan, &FIELDS[2]), "integer": Fault::Compared(Relation::AtMost, &FIELDS[2])
    ],
    Fault::AtLeastOne(_) => ["": Fault::AtLeastOne(Box::new(Box::new([&FIELDS[14], &FIELDS[16], &FIELDS[0]])))],
    Fault::AtMostOne(_) => ["": Fault::AtMostOne(Box::new(Box::new([&FIELDS[14], &FIELDS[16]])))],
    Fault::Unique => ["text": Fault::Unique],
    Fault::RowsChanged => ["form": Fault::RowsChanged],
    Fault::PageCut => ["": Fault::PageCut],
    Fault::PasswordTooShort(_) => ["secret": Fault::PasswordTooShort(8)],
    Fault::PasswordTooLong(_) => ["secret": Fault::PasswordTooLong(64)],
    Fault::PasswordTooCommon => ["secret": Fault::PasswordTooCommon],
    Fault::PasswordDerived => ["secret": Fault::PasswordDerived],
    Fault::PasswordTooWeak { .. } => ["secret": Fault::PasswordTooWeak { min_score: 3, weakness: crate::error::Weakness::Word }],
    Fault::PasswordEntirelyNumeric => ["secret": Fault::PasswordEntirelyNumeric],
    Fault::PasswordTooSimilar(_) => ["secret": Fault::PasswordTooSimilar(&FIELDS[14])],
    Fault::Unreadable(Unreadable::Malformed { .. }) => ["": Fault::Unreadable(Unreadable::Malformed { offset: 9 })],
    Fault::Unreadable(Unreadable::Incomplete) => ["": Fault::Unreadable(Unreadable::Incomplete)],
    Fault::Unreadable(Unreadable::Encoding) => ["": Fault::Unreadable(Unreadable::Encoding)],
    Fault::Unreadable(Unreadable::TooDeep(_)) => ["": Fault::Unreadable(Unreadable::TooDeep(8))],
    Fault::Unreadable(Unreadable::TooManyFields(_)) => ["": Fault::Unreadable(Unreadable::TooManyFields(256))],
    Fault::Unreadable(Unreadable::TooLarge(_)) => ["": Fault::Unreadable(Unreadable::TooLarge(1_048_576))],
    Fault::Unreadable(Unreadable::MediaType) => ["": Fault::Unreadable(Unreadable::MediaType)],
    Fault::Unreadable(Unreadable::NotJson) => ["": Fault::Unreadable(Unreadable::NotJson)],
    Fault::Unreadable(Unreadable::Charset) => ["": Fault::Unreadable(Unreadable::Charset)],
    Fault::Unreadable(Unreadable::Multipart(_)) => [
        "": Fault::Unreadable(Unreadable::Multipart(MultipartFault::Boundary)),
        "": Fault::Unreadable(Unreadable::Multipart(MultipartFault::Truncated)),
        "": Fault::Unreadable(Unreadable::Multipart(MultipartFault::Malformed { offset: 9 })),
        "": Fault::Unreadable(Unreadable::Multipart(MultipartFault::TransferEncoding)),
        "": Fault::Unreadable(Unreadable::Multipart(MultipartFault::HeadersTooLarge)),
        "": Fault::Unreadable(Unreadable::Multipart(MultipartFault::TooManyFiles(100)))
    ],
    Fault::Unreadable(Unreadable::NotStored) => ["": Fault::Unreadable(Unreadable::NotStored)],
    Fault::Unreadable(Unreadable::Csrf(_)) => [
        "": Fault::Unreadable(Unreadable::Csrf(CsrfFault::Unchecked)),
        "": Fault::Unreadable(Unreadable::Csrf(CsrfFault::CrossOrigin)),
        "": Fault::Unreadable(Unreadable::Csrf(CsrfFault::Missing)),
        "": Fault::Unreadable(Unreadable::Csrf(CsrfFault::OriginMissing)),
        "": Fault::Unreadable(Unreadable::Csrf(CsrfFault::Invalid)),
        "": Fault::Unreadable(Unreadable::Csrf(CsrfFault::Expired))
    ],
    Fault::SecretInQuery => ["secret": Fault::SecretInQuery],
    Fault::Custom(_) => ["text": of_a_file("a.exe", 1), "text": of_a_file("a.pdf", 0), "text": of_a_file("a.pdf", 4),
        "text": file_problem::long_name(100, 120).0, "text": file_problem::too_small(1_000, 1).0,
        "text": file_problem::wrong_type(&["image/png", "image/jpeg"]).0, "text": file_problem::not_an_image(&["jpeg", "png"]).0,
        "text": file_problem::image_too_large("width", 2_000).0, "text": file_problem::image_too_large("pixels", 4_000_000).0,
        "text": file_problem::image_too_small("height", 100).0
    ],
}

fn of_a_file(name: &str, size: u64) -> Fault {
    use crate::validator::{FileExtension, FileMetadata, FileRules, Validator};
    let file = FileMetadata::new(name, size);
    let verdict = FileExtension(&["pdf"]).validate(&file).and(FileRules::new().max_size(3).validate(&file));
    verdict.unwrap_err().0
}

/// Returns errors with only this problem.
fn report(field: &str, fault: &Fault) -> Errors {
    let index = SCHEMA.position(field).map_or(FORM, |i| i as u16);
    Errors::new(&SCHEMA, vec![Record { path: Path::ROOT.then(index), problem: Problem(fault.clone()) }])
}

#[test]
fn table_has_every_code_with_parameters_and_status() {
    for (field, fault) in samples() {
        let (errors, problem) = (report(field, &fault), Problem(fault));
        let code =
            Code::named(problem.code()).unwrap_or_else(|| panic!("{} is not in the table", problem.code()));
        assert_eq!(errors.status(), code.status, "{}", code.name);
        for (name, _) in problem.params() {
            assert!(code.params.contains(&name), "{} has the parameter {name}", code.name);
        }
    }
    for code in CODES {
        let of_code = || {
            samples()
                .into_iter()
                .map(|(_, fault)| Problem(fault))
                .filter(|problem| problem.code() == code.name)
        };
        for name in code.params {
            let has = of_code().any(|problem| problem.params().iter().any(|(param, _)| param == name));
            assert!(has, "no problem {} has the parameter {name}", code.name);
        }
        assert!(of_code().next().is_some(), "no problem has the code {}", code.name);
    }
    let names: BTreeSet<_> = CODES.iter().map(|code| code.name).collect();
    assert_eq!(names.len(), CODES.len());
}

fn page() -> String {
    let mut page = String::from(
        "Every code of the library's own problems, with the parameters that a message may use as `{name}`, and the \
         default messages.\n\n\
         This page is written from the code. `#[form(messages(required = \"Tell us {label}.\"))]` sets another message \
         ([how][crate::manual::declaring#custom-messages]); [`CODES`][crate::error::CODES] is the table for programs. Parameters \
         never hold submitted text, except `character`: the name of one invisible character.\n",
    );
    for (status, title) in [
        (422, "Invalid values (422)"),
        (400, "Bodies that cannot be read (400)"),
        (413, "Bodies that are too large (413)"),
        (415, "Unsupported content types (415)"),
        (403, "Requests that another site may have sent (403)"),
        (500, "Errors of the server (500)"),
    ] {
        let _ = write!(
            page,
            "\n# {title}\n\n| code | parameters | meaning | default messages | Django |\n| --- | --- | --- | --- | --- |\n"
        );
        for code in CODES.iter().filter(|code| code.status == status) {
            let mut says: Vec<String> = Vec::new();
            for (field, fault) in samples() {
                if Problem(fault.clone()).code() == code.name {
                    let message = report(field, &fault).iter().map(|error| error.message()).collect();
                    if !says.contains(&message) {
                        says.push(message);
                    }
                }
            }
            let params: Vec<_> = code.params.iter().map(|name| format!("`{name}`")).collect();
            let django = if code.django.is_empty() { String::new() } else { format!("`{}`", code.django) };
            let _ = writeln!(
                page,
                "| `{}` | {} | {} | {} | {django} |",
                code.name,
                params.join(", "),
                code.about,
                says.join("<br>")
            );
        }
    }
    page + "\n<!-- links, written by a test -->\n\
            [crate::error::CODES]: ../src/schema/code.rs\n\
            [crate::manual::declaring#custom-messages]: declaring.md#custom-messages\n"
}

fn copy_of_the_derive() -> String {
    let mut copy = String::from(
        "//! The codes of the library's own problems with their parameters: a copy of the table in `forms`, which a macro cannot\n\
         //! read. A test there writes it.\n\n#[rustfmt::skip]\npub(crate) const CODES: &[(&str, &[&str])] = &[\n",
    );
    for code in CODES {
        let _ = writeln!(copy, "    ({:?}, &{:?}),", code.name, code.params);
    }
    copy + "];\n"
}

#[test]
fn page_and_copy_match_the_table() {
    let root = File::new(env!("CARGO_MANIFEST_DIR"));
    for code in CODES {
        assert!(
            page().contains(&format!("\n| `{}` |", code.name)),
            "{} has a status without a section",
            code.name
        );
    }
    for (file, expected) in
        [("docs/codes.md", page()), ("../forms-derive/src/codes.rs", copy_of_the_derive())]
    {
        let file = root.join(file);
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(&file, expected).unwrap();
        } else {
            let found = std::fs::read_to_string(&file).unwrap_or_default();
            assert!(
                found == expected,
                "{} is not what the table says: run this test with BLESS=1",
                file.display()
            );
        }
    }
}
