//! Texts that look like markup, wherever a page uses a text that is known only at run time: values, keys, choices with their
//! labels and groups, prefixes of ids, attributes, class names, addresses. In every theme and every engine, the page has the
//! same elements and attributes as with harmless texts.

use askama::Template;
use forms::{
    Body, Bound, ChoiceOption, Choices, Form, Password,
    html::{BoundField, Renderer, View},
};
use scraper::Html;
use tests::redisplay::{THEMES, elements, shown, value};

const HOSTILE: &[&str] = &[
    "\"><script>alert(1)</script>",
    "'><img src=x onerror=alert(1)>",
    "</textarea></title></select></option></style></noscript><script>",
    "\n</textarea>\n",
    "\r\n\r<svg onload=alert(1)>",
    "a\0b<\0script>",
    "<!-- --> ]]> <![CDATA[ <plaintext>",
    "&lt;script&gt;&amp;amp;&#34;&quot&notit;&#x3C;",
    "x onfocus=alert(1) autofocus=\"",
    "`onclick`='alert(1)'/>",
    "javascript:alert(1)",
    "{{ 7 * 7 }}{% raw %}{label}{0}",
    "\u{2028}\u{feff}\u{202e}\u{ffff}\u{c}x=1",
];

/// Returns a harmless text of the same length, with the same blanks and control characters.
fn harmless(text: &str) -> String {
    text.chars().map(|c| if c.is_control() || c.is_whitespace() { c } else { 'x' }).collect()
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Row {
    item: String,
    #[form(multiline)]
    note: Option<String>,
}

#[derive(Form, Debug)]
#[form(fields = all, context = String)]
struct Every {
    line: String,
    #[form(multiline)]
    lines: String,
    #[form(widget = hidden)]
    hidden: Option<String>,
    #[form(widget = password)]
    pin: Option<String>,
    secret: Option<Password>,
    #[form(widget = number)]
    number: Option<f64>,
    date: Option<jiff::civil::Date>,
    #[form(rename = "a b<'>")]
    odd: Option<String>,
    #[form(choices = offered)]
    one: Option<String>,
    #[form(choices = offered, widget = radio)]
    radio: Option<String>,
    #[form(choices = offered)]
    boxes: Vec<String>,
    #[form(choices = offered, widget = select)]
    several: Vec<String>,
    #[form(nested, ordered)]
    rows: Vec<Row>,
    tags: Vec<String>,
}

#[expect(clippy::ptr_arg, reason = "the signature of a function of the context, which is a `String`")]
fn offered(text: &String) -> Choices {
    let own = text.trim().to_owned();
    // values have no control characters, because a page cannot send them
    let value: String = own.chars().filter(|c| !c.is_control()).collect();
    let hostile = ChoiceOption::new(value.trim(), own.clone()).group(own);
    let has_value = !value.trim().is_empty();
    [ChoiceOption::new("plain", "Plain")].into_iter().chain(has_value.then_some(hostile)).collect()
}

const KEYS: [&str; 16] = [
    "line",
    "lines",
    "hidden",
    "pin",
    "secret",
    "number",
    "date",
    "a b<'>",
    "one",
    "radio",
    "boxes",
    "several",
    "rows[0].item",
    "rows[0].note",
    "tags",
    "_rows",
];

fn bound(text: &String) -> Bound<Every> {
    let mut body = form_urlencoded::Serializer::new(String::new());
    for key in KEYS {
        body.append_pair(key, text);
    }
    body.append_pair(text, "1").append_pair(&format!("rows[0].{text}"), "1");
    Every::bind_with(text, &Body::form(body.finish()))
}

#[derive(Template)]
#[template(
    ext = "html",
    source = "<h1>{{ form.title(text) }}</h1>{{ form.form_tag(text) }}{{ form }}{% for field in fields %}{{ field }}<b title=\"{{ field.name() }}\">\
              {{ field.label() }}{{ field.value().unwrap_or_default() }}{{ field.id() }}{% for error in field.errors() %}\
              {{ error.message() }}{% endfor %}{% for option in field.options() %}{{ option.label }}{{ option.value }}\
              {{ option.group }}{% endfor %}</b>{% endfor %}</form>"
)]
struct Page<'f> {
    form: View<'f, Every>,
    fields: Vec<BoundField<'f>>,
    text: &'f str,
}

/// Returns the pages of the two engines that have their own values.
const MAPS: &str = "<h1>{{ form.title_prefix }}{{ text }}</h1><form {{ form.form_attributes }} action=\"{{ text }}\">{{ form.html }}\
    {{ form.errors_tag }}{% for field in form.fields %}{{ field.control }}<b title=\"{{ field.name }}\">{{ field.label }}{{ field.value }}\
    {{ field.id }}{% for error in field.errors %}{{ error }}{% endfor %}{% for option in field.options %}{{ option.label }}\
    {{ option.value }}{{ option.group }}{% endfor %}</b>{% endfor %}</form>";

/// Returns the page of each engine; the first is that of the library.
fn pages(text: &String, theme: &'static dyn Renderer) -> [String; 5] {
    let form = bound(text);
    let view = form
        .view()
        .renderer(theme)
        .id_prefix(text.as_str())
        .attribute(Every::LINE, "placeholder", text.clone())
        .attribute_of_all("data-note", text.clone())
        .class(Every::LINES, text);
    let alone = format!("{}{view}{}</form>", view.form_tag(text), view.errors_tag());
    let askama = Page { form: view.clone(), fields: view.fields().collect(), text }.render().unwrap();
    let maud = maud::html! {
        (view.form_tag(text)) (view)
        @for field in view.fields() {
            (field)
            b title=(field.name()) {
                (field.label()) (field.value().unwrap_or_default()) (field.id())
                @for error in field.errors() { (error.message()) }
                @for option in field.options() { (option.label) (option.value) (option.group) }
            }
        }
    };
    let mut engine = minijinja::Environment::new();
    engine.add_template("page.html", MAPS).unwrap();
    let context = minijinja::context! { form => view.to_minijinja(), text => text.as_str() };
    let minijinja = engine.get_template("page.html").unwrap().render(context).unwrap();
    let mut engine = tera::Tera::default();
    engine.add_raw_template("page.html", MAPS).unwrap();
    let mut context = tera::Context::new();
    context.insert_value("form", view.to_tera());
    context.insert("text", text);
    let tera = engine.render("page.html", &context).unwrap();
    [alone, askama, maud.into_string(), minijinja, tera]
}

/// Returns the elements with the names of their attributes, in order.
fn structure(page: &Html) -> Vec<(String, Vec<String>)> {
    let names = |element: &scraper::ElementRef<'_>| {
        let mut names: Vec<_> = element.value().attrs().map(|(name, _)| name.to_owned()).collect();
        names.sort();
        names
    };
    elements(page).map(|element| (element.value().name().to_owned(), names(&element))).collect()
}

#[test]
fn no_text_becomes_markup() {
    // in turn, so that several texts are tested with each theme
    for (text, theme) in HOSTILE.iter().zip(THEMES.into_iter().cycle()) {
        let (text, harmless) = ((*text).to_owned(), harmless(text));
        let (drawn, expected) = (pages(&text, theme), pages(&harmless, theme));
        for (drawn, expected) in drawn.iter().zip(&expected) {
            let (drawn, expected) = (Html::parse_fragment(drawn), Html::parse_fragment(expected));
            assert_eq!(structure(&drawn), structure(&expected), "{text:?}");
            for link in elements(&drawn).filter_map(|element| element.value().attr("href")) {
                assert!(link.starts_with('#'), "{link:?}");
            }
        }
        let alone = Html::parse_fragment(&drawn[0]);
        assert!(alone.errors.is_empty(), "{text:?}: {:?}", alone.errors);
        let mut seen = 0;
        for element in elements(&alone) {
            let is_text = matches!(element.value().name(), "input" | "textarea")
                && !matches!(element.value().attr("type"), Some("radio" | "checkbox"));
            match element.value().attr("name").filter(|_| is_text) {
                Some("pin" | "secret") => assert_eq!(element.value().attr("value"), None),
                Some(_) => {
                    assert_eq!(value(&element), shown(&text));
                    seen += 1;
                }
                None => {}
            }
        }
        assert_eq!(seen, 9, "{text:?}");
    }
}

/// A lone surrogate is not text in JSON: it is not shown again, and the text next to it is escaped.
#[test]
fn invalid_json_text_is_not_shown() {
    let text = "<script>".to_owned();
    for json in [
        r#"{"line": "\ud800<script>", "lines": "</textarea>"}"#,
        r#"{"line": "\udc00\ud800", "rows": [{"item": "<script>"}]}"#,
        r#"{"line": {"<script>": 1}, "lines": ["</textarea><script>"], "rows": [{"item": ["<script>"], "note": {"a": "<b>"}}]}"#,
        r#"{"<script>": 1, "line": "a", "lines": "\u0000</textarea>", "tags": ["\u0000\u2028<b>"]}"#,
    ] {
        let form = Every::bind_with(&text, &Body::json(json));
        assert!(!form.is_valid());
        let page = form.to_html();
        assert!(!page.contains("<script") && !page.contains("<b>"), "{page}");
        let parsed = Html::parse_fragment(&page);
        assert!(parsed.errors.is_empty(), "{:?}", parsed.errors);
    }
}
