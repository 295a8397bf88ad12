//! Properties that hold for every body. Each function panics if its property does not hold.

use crate::{
    everything::{Everything, Model, present},
    order::{Node, shuffled_form, shuffled_json},
    random::Random,
    report::{looks_like_key, report, unknown_key},
    wire::{Wire, urlencoded},
};
use forms::{Body, Bound, Errors, Form, FormSchema, Kind, Limits};

const FORM: &str = "application/x-www-form-urlencoded";
const JSON: &str = "application/json";

/// Appears in every submitted value, and must appear in no error. It does not begin with a letter of `SECRET`, because it
/// could then complete a part of `SECRET` that comes before it.
const CANARY: &str = "kumquat7";
/// Appears in every secret, and must appear in no output.
const SECRET: &str = "swordfish";

/// Binds the bytes as an urlencoded body for creating, updating and partial updating.
///
/// # Panics
/// Panics if a property does not hold.
pub fn hold_for_form(bytes: &[u8]) {
    hold(&Body::new(FORM, bytes), |value| {
        let mut pairs = Vec::new();
        value.pairs("", &mut pairs);
        Body::form(urlencoded(&pairs))
    });
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if !text.contains(CANARY) && !text.contains(SECRET) {
        let pairs: Vec<String> = text
            .split('&')
            .map(|pair| {
                let key = pair.split('=').next().unwrap_or_default();
                let secret = form_urlencoded::parse(key.as_bytes()).any(|(key, _)| key == "secret");
                format!(
                    "{pair}{}{}",
                    if pair.contains('=') { "" } else { "=" },
                    if secret { SECRET } else { CANARY }
                )
            })
            .collect();
        reveal_nothing(&Body::form(pairs.join("&")));
        for parts in SECRET_KEYS {
            // as the last and as the first pairs, separated from the body by `&`
            let separator = if text.is_empty() { "" } else { "&" };
            reveal_no_secret(&Body::form(format!("{text}{separator}{parts}")));
            reveal_no_secret(&Body::form(format!("{parts}{separator}{text}")));
        }
    }
}

/// P35, P55: bodies with the secret as a key, or as a part of one.
const SECRET_KEYS: &[&str] = &[
    "secret=abc&swordfish&x=1",
    "secret=abc&swordfish=1",
    "swordfish=1&x=1&s%65cret=",
    "secret[swordfish]=1",
    "secret.swordfish=1",
    "extra[SECRET][swordfish]=1",
    "{\"secret\":\"swordfish\"}",
    "{\"secret\":\"a&swordfish=b\"}",
    "text=a&swordfish",
];

fn reveal_no_secret(body: &Body) {
    let model = present();
    let created = Everything::bind(body);
    let updated = Everything::bind_partial(&model, body);
    for (errors, page) in [(created.errors(), created.to_html()), (updated.errors(), updated.to_html())] {
        let outputs = complaints(errors) + &page;
        assert!(!outputs.contains(SECRET), "{outputs}");
    }
}

/// Binds the bytes as a JSON body for creating, updating and partial updating.
///
/// # Panics
/// Panics if a property does not hold.
pub fn hold_for_json(bytes: &[u8]) {
    hold(&Body::new(JSON, bytes), |value| Body::json(value.json()));
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Some(node) = Node::read(text).filter(|_| !text.contains(CANARY) && !text.contains(SECRET)) {
        for mark in [CANARY, SECRET] {
            let mut marked = String::new();
            node.write(&mut marked, &mut |leaf, out| match leaf.strip_suffix('"') {
                Some(text) => *out = std::mem::take(out) + text + mark + "\"",
                None => out.push_str(leaf),
            });
            if mark == CANARY {
                reveal_nothing(&Body::json(marked));
            } else {
                for name in ["secret.", "SECRET[", "point.secret["] {
                    reveal_no_secret(&Body::json(format!("{{\"{name}{SECRET}\":{marked}}}")));
                }
                let form = Everything::bind(&Body::json(format!(
                    r#"{{"secret":"{SECRET}","\u0073ecret":"{SECRET}"}}"#
                )));
                assert!(!form.to_html().contains(SECRET), "a page shows the secret");
                assert!(!complaints(Everything::bind(&Body::json(marked)).errors()).contains(SECRET));
            }
        }
    }
}

fn hold(body: &Body, encode: impl Fn(&Everything) -> Body) {
    let model = present();
    let created = Everything::bind(body);
    check_bound(&created);
    if let Some(value) = created.cleaned() {
        let again = Everything::binder().limits(ROOMY).bind(&encode(value));
        same(again.cleaned(), value, &again.errors().to_string());
    }
    for form in [Everything::bind_update(&model, body), Everything::bind_partial(&model, body)] {
        check_bound(&form);
        if let Some(value) = form.cleaned() {
            // an update with the encoded result gives the same value again
            let again = Everything::binder().limits(ROOMY).bind_update(&model, &encode(value));
            same(again.cleaned(), value, &again.errors().to_string());
            check_applied(form, &model);
        }
    }
}

/// A value is longer when all of it is written out.
const ROOMY: Limits =
    Limits::DEFAULT.max_body_bytes(u32::MAX).max_fields(100_000).max_depth(128).max_text_chars(u32::MAX);

fn same(again: Option<&Everything>, value: &Everything, errors: &str) {
    let again = again.unwrap_or_else(|| panic!("{value:?}\nis refused after it was encoded again: {errors}"));
    assert_eq!(again, value, "encoding a value and binding it again changes it");
}

/// Checks that an update writes only fields that the form binds and the body changed.
fn check_applied(form: Bound<Everything, forms::Update>, before: &Model) {
    let changed = form.changed();
    let value = form.cleaned().expect("asked before").clone();
    let clean = form.into_result().expect("asked before");
    let mut model = before.clone();
    let names = clean.apply_to(&mut model);
    assert_eq!(*names, *changed);
    assert_eq!(model.submitted(), value);
    assert_eq!((model.id, &model.code, &model.kept), (before.id, &before.code, &before.kept));
    assert_eq!(
        (&model.stamps, model.is_admin, &model.password_hash),
        (&before.stamps, before.is_admin, &before.password_hash)
    );
    assert_eq!(names.is_empty(), model == *before, "{names:?}");
}

fn check_bound<P>(form: &Bound<Everything, P>) {
    check_report(form.errors(), Everything::SCHEMA);
    assert_eq!(form.is_valid(), form.errors().is_empty());
    assert_eq!(form.is_valid(), form.status() == 200);
}

/// Checks that the report is bounded and sorted, that each path is in the form, and that an error of the whole body is the
/// only one.
///
/// # Panics
/// Panics if a check fails.
pub fn check_report(errors: &Errors, spec: &'static FormSchema) {
    assert!(errors.len() <= 64, "{} problems", errors.len());
    assert!(errors.iter().filter(forms::Error::is_unknown_key).count() <= 16);
    let status = errors.status();
    match status {
        200 => assert!(errors.is_empty()),
        400 | 413 | 415 => assert_eq!(errors.len(), 1, "{}", report(errors)),
        422 => {}
        other => panic!("status {other}"),
    }
    let places: Vec<Vec<u16>> = errors.iter().map(|error| place(&error, spec)).collect();
    assert!(places.is_sorted(), "the report is not sorted: {}", report(errors));
    for (error, place) in errors.iter().zip(&places) {
        assert!(error.pointer().is_empty() || error.pointer().starts_with('/'));
        if error.code() == "duplicate" {
            let within = places.iter().filter(|other| other.starts_with(place)).count();
            assert_eq!(within, 1, "a duplicate is the only error of its field: {}", report(errors));
        }
        if let Some(key) = unknown_key(&error) {
            assert!(looks_like_key(&key), "{key:?}");
        }
    }
}

/// Returns the path as indices, which sort in the order of the report.
fn place(error: &forms::Error<'_>, spec: &'static FormSchema) -> Vec<u16> {
    let path = error.path();
    let (mut place, mut rest) = (Vec::new(), path.as_str());
    let (mut within, mut kind): (_, Option<&Kind>) = (Some(spec), None);
    while !rest.is_empty() {
        if let Some(index) = rest.strip_prefix('[') {
            let (index, behind) = index.split_once(']').expect("an index ends with `]`");
            let Some(Kind::List(item)) = kind else { panic!("no list at `{path}`") };
            place.push(index.parse().expect("an index"));
            (kind, rest) = (Some(*item), behind);
        } else {
            let name = rest.strip_prefix('.').unwrap_or(rest);
            let (name, behind) = name.split_at(name.find(['.', '[']).unwrap_or(name.len()));
            let form = within.unwrap_or_else(|| panic!("no form at `{path}`"));
            let i = form.position(name).unwrap_or_else(|| panic!("no field at `{path}`"));
            place.push(u16::try_from(i).expect("at most 64 fields"));
            (kind, rest) = (Some(&form.fields[i].kind), behind);
        }
        within = if let Some(Kind::Form(spec)) = kind { Some(spec()) } else { None };
    }
    if error.is_unknown_key() {
        place.push(u16::MAX);
    } else if error.is_form_level() {
        place.push(u16::MAX - 1);
    }
    place
}

/// Returns the errors in every output format.
pub fn complaints(errors: &Errors) -> String {
    let problem = errors.to_problem_details();
    format!(
        "{errors} {errors:?} {} {} {problem} {}",
        errors.to_json(),
        errors.to_nested_json(),
        errors.by_field()
    )
}

fn reveal_nothing(body: &Body) {
    let model = present();
    let created = Everything::bind(body);
    let updated = Everything::bind_partial(&model, body);
    for (errors, debug, page) in [
        (created.errors(), format!("{created:?} {body:?}"), created.to_html()),
        (updated.errors(), format!("{updated:?}"), updated.to_html()),
    ] {
        // errors may show a key that looks like one
        let keys: Vec<String> = errors.iter().filter_map(|error| unknown_key(&error)).collect();
        assert!(keys.iter().all(|key| looks_like_key(key)), "{keys:?}");
        if keys.iter().any(|key| key.contains(CANARY) || key.contains(SECRET)) {
            continue;
        }
        let complaints = complaints(errors) + &debug;
        assert!(!complaints.contains(CANARY) && !complaints.contains(SECRET), "{complaints}");
        assert!(!page.contains(SECRET), "a page shows the secret");
    }
}

/// Checks that the order of the pairs does not matter.
///
/// # Panics
/// Panics if it does.
pub fn hold_for_shuffled_form(text: &str, random: &mut Random) {
    same_in_any_order(&Body::form(text), &Body::form(shuffled_form(text, Everything::SCHEMA, random)));
}

/// Checks that the order of object members does not matter.
///
/// # Panics
/// Panics if it does.
pub fn hold_for_shuffled_json(text: &str, random: &mut Random) {
    if let Some(shuffled) = shuffled_json(text, random) {
        same_in_any_order(&Body::json(text), &Body::json(shuffled));
    }
}

fn same_in_any_order(body: &Body, shuffled: &Body) {
    let model = present();
    equal(&Everything::bind(body), &Everything::bind(shuffled));
    equal(&Everything::bind_update(&model, body), &Everything::bind_update(&model, shuffled));
    equal(&Everything::bind_partial(&model, body), &Everything::bind_partial(&model, shuffled));
}

fn equal<P>(one: &Bound<Everything, P>, other: &Bound<Everything, P>) {
    let refused = |form: &Bound<Everything, P>| !matches!(form.status(), 200 | 422);
    // reading stops at the first error that refuses the whole body, so another order may report another error
    if refused(one) && refused(other) {
        return;
    }
    assert_eq!(report(one.errors()), report(other.errors()));
    assert_eq!(one.cleaned(), other.cleaned());
    assert_eq!(one.changed(), other.changed());
}
