//! Maps with declared keys: `#[form(keys = ["en", "de"])]`.

use forms::{Body, Choice, FieldType, Form, Problem};
use std::collections::{BTreeMap, HashMap};

#[derive(Choice, Debug, Clone, Copy, PartialEq)]
#[form(rename_all = "lowercase")]
enum Locale {
    #[form(label = "English")]
    En,
    #[form(label = "German")]
    De,
}

#[derive(FieldType, Debug, Clone, PartialEq)]
#[form(slug)]
struct Slug(String);

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Translation {
    title: String,
    #[form(max_length = 10)]
    text: Option<String>,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Page {
    #[form(keys = [("en", "English"), "de"], max_length = 5, validate = no_x, label = "Titles")]
    titles: BTreeMap<String, String>,
    #[form(keys = Locale, nested)]
    translations: HashMap<String, Translation>,
    #[form(keys = ["width", "height"], min = 1, required)]
    sizes: BTreeMap<String, u16>,
    #[form(keys = Locale)]
    slugs: BTreeMap<String, Slug>,
    #[form(keys = ["a"], immutable)]
    fixed: BTreeMap<String, u8>,
}

fn no_x(text: &str) -> Result<(), Problem> {
    if text.contains('x') { Err(Problem::new("no_x", "{Label} must not contain x.")) } else { Ok(()) }
}

fn map<T>(entries: impl IntoIterator<Item = (&'static str, T)>) -> BTreeMap<String, T> {
    entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

fn translation(title: &str) -> Translation {
    Translation { title: title.to_owned(), text: None }
}

fn page() -> Page {
    Page {
        titles: map([("en", "Tea".to_owned()), ("de", "Tee".to_owned())]),
        translations: map([("de", translation("Tee"))]).into_iter().collect(),
        sizes: map([("width", 3)]),
        slugs: map([("en", Slug::try_from("tea").unwrap())]),
        fixed: map([("a", 1)]),
    }
}

const FORM: &str = "titles.en=Tea&titles.de=Tee&translations.en.title=&translations.en.text=&translations.de.title=Tee\
    &translations.de.text=&sizes.width=3&sizes.height=&slugs.en=tea&slugs.de=&fixed.a=1";
const JSON: &str = r#"{"titles": {"en": "Tea", "de": "Tee"}, "translations": {"de": {"title": "Tee"}}, "sizes": {"width": 3},
    "slugs": {"en": "tea", "de": null}, "fixed": {"a": 1}}"#;

#[test]
fn maps_are_read_in_each_format() {
    assert_eq!(Page::bind(&Body::form(FORM)).into_result().unwrap().into_inner(), page());
    assert_eq!(Page::bind(&Body::json(JSON)).into_result().unwrap().into_inner(), page());
}

#[test]
fn an_absent_map_is_empty() {
    for json in [r#"{"sizes": {"width": 1}}"#, r#"{"sizes": {"width": 1}, "titles": null}"#] {
        let page = Page::bind(&Body::json(json)).into_result().unwrap();
        assert!(page.titles.is_empty() && page.translations.is_empty());
    }
    assert!(Page::bind(&Body::form("sizes.width=1")).is_valid());
    for body in [Body::json("{}"), Body::json(r#"{"sizes": {}}"#), Body::form("sizes.width="), Body::form("")]
    {
        assert!(Page::bind(&body).errors().has_error("sizes", "required"));
    }
}

#[test]
fn each_value_has_the_rules() {
    for (from, to, path, code) in [
        ("titles.en=Tea", "titles.en=Coffee", "titles.en", "max_length"),
        ("titles.en=Tea", "titles.en=x", "titles.en", "no_x"),
        ("sizes.width=3", "sizes.width=0", "sizes.width", "min_value"),
        ("sizes.width=3", "sizes.width=x", "sizes.width", "invalid"),
        ("slugs.en=tea", "slugs.en=a+b", "slugs.en", "invalid"),
        ("translations.de.title=Tee", "translations.de.text=x", "translations.de.title", "required"),
        (
            "translations.de.text=",
            "translations.de.text=something+long",
            "translations.de.text",
            "max_length",
        ),
    ] {
        let body = FORM.replacen(from, to, 1);
        let form = Page::bind(&Body::form(&*body));
        assert!(form.errors().has_error(path, code), "{body}: {}", form.errors());
    }
    let errors =
        Page::bind(&Body::form(FORM.replace("titles.en=Tea", "titles.en=Coffee"))).errors().to_string();
    assert_eq!(errors, "titles.en: English must be 5 characters or fewer.\n");
}

#[test]
fn a_key_that_is_not_declared_is_unknown() {
    for body in [
        Body::form(format!("{FORM}&titles.fr=The")),
        Body::form(format!("{FORM}&titles.EN=The")),
        Body::form(format!("{FORM}&titles[0].key=en")),
        Body::form(format!("{FORM}&titles.en.x=1")),
        Body::json(JSON.replace(r#""en": "Tea""#, r#""fr": "The""#)),
        Body::json(JSON.replace(r#""en": "Tea""#, r#""__proto__": "The""#)),
    ] {
        let form = Page::bind(&body);
        assert!(form.errors().iter().any(|error| error.is_unknown_key()), "{}", form.errors());
    }
    for body in [
        Body::form(format!("{FORM}&titles.en=Te")),
        Body::json(JSON.replace(r#""en": "Tea""#, r#""en": "Tea", "\u0065n": "Te""#)),
    ] {
        assert!(Page::bind(&body).errors().has_error("titles.en", "duplicate"));
    }
}

#[test]
fn updates_change_keys_one_by_one() {
    let mut target = page();
    // a key that is no longer declared
    target.titles.insert("fr".to_owned(), "The".to_owned());
    let before = target.clone();
    let clean = Page::bind_update(&target, &Body::form(FORM)).into_result().unwrap();
    assert_eq!(clean.apply_to(&mut target), [""; 0]);
    assert_eq!(target, before);

    let body =
        Body::json(r#"{"titles": {"de": null, "en": "Chai"}, "translations": {"en": {"title": "Tea"}}}"#);
    let clean = Page::bind_partial(&target, &body).into_result().unwrap();
    let changed = clean.apply_to(&mut target);
    assert_eq!(changed, ["titles", "translations"]);
    assert_eq!(target.titles, map([("en", "Chai".to_owned()), ("fr", "The".to_owned())]));
    assert_eq!(target.translations["en"], translation("Tea"));
    assert_eq!(target.translations["de"], translation("Tee"));
    assert_eq!((target.sizes, target.slugs), (before.sizes, before.slugs));
}

#[test]
fn a_full_update_clears_what_is_left_out() {
    let mut target = page();
    let clean = Page::bind_update(&target, &Body::json(r#"{"sizes": {"height": 2}}"#)).into_result().unwrap();
    assert_eq!(clean.apply_to(&mut target), ["titles", "translations", "sizes", "slugs"]);
    assert_eq!(
        target,
        Page {
            sizes: map([("height", 2)]),
            fixed: page().fixed,
            titles: map([]),
            translations: HashMap::new(),
            slugs: map([])
        }
    );
}

#[test]
fn an_immutable_map_may_only_be_repeated() {
    let update = |body: &str| Page::bind_update(&page(), &Body::form(body)).errors().to_string();
    assert_eq!(update(FORM), "");
    assert!(
        update(&FORM.replace("fixed.a=1", "fixed.a=2")).starts_with("fixed"),
        "{}",
        update(&FORM.replace("fixed.a=1", "fixed.a=2"))
    );
}

#[test]
fn pages_have_a_control_for_each_key() {
    let page = Page::filled(&page()).to_html();
    for part in [
        "<legend>Titles (optional)</legend>",
        r#"<label for="id_titles.en">English (optional)</label>"#,
        r#"name="titles.en" value="Tea" maxlength="5""#,
        r#"name="titles.de" value="Tee""#,
        r#"name="translations.en.title""#,
        r#"name="translations.de.title" value="Tee""#,
        r#"name="sizes.height""#,
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    let form = Page::bind(&Body::form(FORM.replace("titles.en=Tea", "titles.en=Coffee")));
    assert!(form.to_html().contains(r#"name="titles.en" value="Coffee""#));
}
