//! Forms in template engines: markup is escaped once, where it is made, and no text is used as markup.
#![allow(missing_docs)]

mod hostile;

use askama::Template;
use forms::{
    Body, Bound, Choice, Form,
    csrf::{Guard, Key, Request},
    html::{BoundField, View},
};
use tests::{accessibility::assert_accessible, redisplay::THEMES};

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Phone {
    #[form(label = "<i>Number</i>")]
    number: String,
}

#[derive(Form, Debug)]
#[form(fields = all)]
struct Login {
    #[form(email, label = "<b>Email</b> & more", help = "\"Yours\"")]
    email: String,
    #[form(nested)]
    phones: Vec<Phone>,
}

fn bound() -> Bound<Login> {
    Login::bind(&Body::form("email=%3Cscript%3E%26amp%3B&phones[0].number=%22%3E%3Cscript%3E&%3Cscript%3E=1"))
}

/// Checks each engine: the whole form, each piece of the first field, then the texts.
fn assert_page(page: &str) {
    let form = bound();
    let email = form.field(Login::EMAIL);
    let pieces = [
        form.to_html(),
        email.label_tag().into_string(),
        email.help_tag().into_string(),
        email.errors_tag().into_string(),
        email.control().into_string(),
        email.group().into_string(),
    ];
    let lines: Vec<&str> = page.split('\u{1f}').collect();
    for (line, piece) in lines.iter().zip(&pieces) {
        assert_eq!(line.trim(), piece.trim());
    }
    assert_accessible(lines[0]);
    let texts = &lines[pieces.len()..];
    assert!(texts[0].contains("Email") && texts[1].contains("script"), "{texts:?}");
    for text in texts {
        assert!(!text.contains('<') && !text.contains('>') && !text.contains("&amp;lt;"), "{text}");
    }
    assert!(!page.contains("<script>"));
}

#[derive(Template)]
#[template(
    ext = "html",
    source = "{{ form }}\u{1f}{{ email.label_tag() }}\u{1f}{{ email.help_tag() }}\u{1f}{{ email.errors_tag() }}\u{1f}\
              {{ email }}\u{1f}{{ email.group() }}\u{1f}{{ email.label() }}\u{1f}{{ value }}\u{1f}\
              {% for error in email.errors() %}{{ error.message() }}{% endfor %}"
)]
struct Page<'f> {
    form: View<'f, Login>,
    email: BoundField<'f>,
    value: &'f str,
}

#[test]
fn askama() {
    let bound = bound();
    let (form, email) = (bound.view(), bound.field(Login::EMAIL));
    let page = Page { form, value: email.value().unwrap(), email: email.clone() };
    assert_page(&page.render().unwrap());
}

#[test]
fn maud() {
    let form = bound();
    let email = form.field(Login::EMAIL);
    let page = maud::html! {
        (form.view()) "\u{1f}" (email.label_tag()) "\u{1f}" (email.help_tag()) "\u{1f}" (email.errors_tag()) "\u{1f}"
        (email) "\u{1f}" (email.group()) "\u{1f}" (email.label()) "\u{1f}" (email.value().unwrap()) "\u{1f}"
        @for error in email.errors() { (error.message()) }
    };
    assert_page(&page.into_string());
}

/// The same template for the two engines that have their own values.
const SOURCE: &str = "{{ form.html }}\u{1f}{{ form.field.email.label_tag }}\u{1f}{{ form.field.email.help_tag }}\u{1f}\
    {{ form.field.email.errors_tag }}\u{1f}{{ form.field.email.control }}\u{1f}{{ form.field.email.group }}\u{1f}\
    {{ form.field.email.label }}\u{1f}{{ form.field.email.value }}\u{1f}\
    {% for error in form.field.email.errors %}{{ error }}{% endfor %}{% for error in form.errors %}{{ error }}{% endfor %}\u{1f}\
    {% for row in form.field.phones.rows %}{% for field in row.fields %}{{ field.label }}{{ field.value }}{% endfor %}{% endfor %}";

/// Draws the pieces in the order of the form, as a user would.
const LOOP: &str = "{{ form.summary }}{% for field in form.fields %}{{ field.group }}{% endfor %}";

#[test]
fn minijinja() {
    let form = bound();
    let mut engine = minijinja::Environment::new();
    engine.add_template("page.html", SOURCE).unwrap();
    engine.add_template("loop.html", LOOP).unwrap();
    let form = form.view().to_minijinja();
    let render =
        |name| engine.get_template(name).unwrap().render(minijinja::context! { form => form.clone() });
    assert_page(&render("page.html").unwrap());
    assert_accessible(&render("loop.html").unwrap());
}

#[test]
fn tera() {
    let form = bound();
    let mut engine = tera::Tera::default();
    engine.add_raw_template("page.html", SOURCE).unwrap();
    engine.add_raw_template("loop.html", LOOP).unwrap();
    let mut context = tera::Context::new();
    context.insert_value("form", form.view().to_tera());
    assert_page(&engine.render("page.html", &context).unwrap());
    assert_accessible(&engine.render("loop.html", &context).unwrap());
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Crate {
    label: String,
    #[form(nested)]
    owner: Phone,
    #[form(nested, ordered)]
    within: Vec<Crate>,
}

/// Draws each piece that contains others, at every depth.
const WITHIN: &str = "{{ form.html }}\u{1f}{{ form.fields_html }}{% for outer in form.field.within.rows %}\u{1f}{{ outer.group }}\u{1f}\
    {{ outer.control }}{% for field in outer.fields %}\u{1f}{{ field.group }}\u{1f}{{ field.control }}{% endfor %}\
    {% for row in outer.field.within.rows %}\u{1f}{{ row.group }}\u{1f}{{ row.control }}\
    \u{1f}{{ row.field.owner.group }}\u{1f}{{ row.field.within.control }}{% endfor %}{% endfor %}";

/// The contents of a field are drawn once for all pieces that contain them, and only for that field.
#[test]
fn pieces_that_contain_others_draw_them_once() {
    let form = Crate::bind(&Body::json(
        r#"{"label": "a", "owner": {"number": "<1>"}, "within": [
            {"label": "", "owner": {"number": ""}, "within": [{"label": "c"}, {"label": "d", "within": [{}]}]},
            {"label": "e", "owner": {"number": 2}}]}"#,
    ));
    for theme in THEMES {
        let view = form.view().renderer(theme).attribute_of_all("data-note", "n");
        let mut pieces = vec![view.to_html(), view.fields_html().into_string()];
        for outer in view.field(Crate::WITHIN).fields() {
            let inner: Vec<_> = outer.fields().collect();
            for field in std::iter::once(&outer).chain(&inner) {
                pieces.extend([field.group().into_string(), field.control().into_string()]);
            }
            for row in inner[2].fields() {
                let inner: Vec<_> = row.fields().collect();
                let all = [row.group(), row.control(), inner[1].group(), inner[2].control()];
                pieces.extend(all.map(forms::html::Html::into_string));
            }
        }

        let mut engine = minijinja::Environment::new();
        engine.add_template("page.html", WITHIN).unwrap();
        let context = minijinja::context! { form => view.to_minijinja() };
        let page = engine.get_template("page.html").unwrap().render(context).unwrap();
        assert_eq!(page.split('\u{1f}').collect::<Vec<_>>(), pieces);

        let mut engine = tera::Tera::default();
        engine.add_raw_template("page.html", WITHIN).unwrap();
        let mut context = tera::Context::new();
        context.insert_value("form", view.to_tera());
        let page = engine.render("page.html", &context).unwrap();
        assert_eq!(page.split('\u{1f}').collect::<Vec<_>>(), pieces);
    }
}

#[derive(Choice, Debug, Clone, Copy, PartialEq)]
enum Size {
    Small,
    #[form(label = "<i>Large</i>", group = "\"Big\"")]
    Large,
}

#[derive(Form, Debug)]
#[form(fields = all, csrf, browser_validation = off)]
struct Order {
    #[form(widget = radio)]
    size: Size,
    extras: Vec<Size>,
    note: Option<String>,
    agree: bool,
    #[form(widget = hidden)]
    from: Option<String>,
    #[form(nested, item_label = "Phone")]
    phones: Vec<Phone>,
}

/// A handwritten page: the library draws only the control of each line, the template draws the rest.
const BY_HAND: &str = r#"<title>{{ form.title_prefix }}Order</title>{{ form.summary }}<form {{ form.form_attributes }} action="/order">
<button hidden></button>{{ form.csrf_field }}
{% for field in form.fields %}
  {% if field.is_hidden %}{{ field.control }}
  {% elif field.is_group %}{{ field.fieldset_tag }}{{ field.label_tag }}{{ field.help_tag }}{{ field.errors_tag }}
    {% if field.options %}{% for option in field.options %}
      {% if option.group %}<b>{{ option.group }}</b>{% endif %}
      <label><input type="{{ field.input_type }}" name="{{ field.name }}" value="{{ option.value }}"
        id="{{ field.id }}{% if not loop.first %}-{{ loop.index }}{% endif %}"
        {% if option.is_chosen %}checked{% endif %} {% if field.is_invalid and field.input_type == "checkbox" %}aria-invalid="true"{% endif %}>
        {{ option.label }}</label>
    {% endfor %}
    {% else %}{% for row in field.rows %}{{ row.fieldset_tag }}{{ row.label_tag }}{{ row.errors_tag }}
      {% for inner in row.fields %}{{ inner.group }}{% endfor %}{{ row.row_buttons }}</fieldset>{% endfor %}
      {{ field.row_buttons }}
    {% endif %}</fieldset>
  {% else %}<p>{{ field.label_tag }}{{ field.errors_tag }}{{ field.control }}{% if field.is_optional %}.{% endif %}</p>
  {% endif %}
{% endfor %}</form>"#;

#[test]
fn a_handwritten_form_from_maps() {
    let guard = Guard::new(Key::random());
    let session = guard.session("s", std::time::SystemTime::now());
    let token = session.token::<Order>();
    let sent =
        format!("csrf_token={}&extras=Large&size=Huge&phones[0].number=&from=%22%3E&_rows=", token.as_str());
    let request = Request::new("POST").headers([("Sec-Fetch-Site", "same-origin")]);
    let form = Order::bind(&session.check_body(&request, Body::form(sent)));
    let view = form.view().csrf(&token);

    let mut engine = minijinja::Environment::new();
    engine.add_template("page.html", BY_HAND).unwrap();
    let context = minijinja::context! { form => view.to_minijinja() };
    let page = engine.get_template("page.html").unwrap().render(context).unwrap();

    let mut engine = tera::Tera::default();
    engine.add_raw_template("page.html", BY_HAND).unwrap();
    let mut context = tera::Context::new();
    context.insert_value("form", view.to_tera());
    let of_tera = engine.render("page.html", &context).unwrap();
    // the two engines escape `"` differently
    let alike =
        |page: &str| page.replace("&#34;", "&quot;").replace("&#x2f;", "/").replace("&#x27;", "&#39;");
    assert_eq!(alike(&page), alike(&of_tera));

    for piece in [
        "<title>Error: Order</title>",
        "<form method=\"post\" novalidate action=\"/order\">",
        token.to_html().as_str(),
        "role=\"radiogroup\" aria-invalid=\"true\" aria-describedby=\"id_size-error\"",
        "<b>&quot;Big&quot;</b>",
        "&lt;i&gt;Large&lt;",
        "<legend>Phone 1</legend>",
        "value=\"remove phones[0]\"",
        ">Add another phone</button>",
        "name=\"from\" value=\"&quot;&gt;\"",
    ] {
        assert!(alike(&page).contains(piece), "{piece}: {page}");
    }
    assert_accessible(&page);
    // only the check box of `Large`
    assert_eq!(page.matches("checked").count(), 1, "{page}");
    assert!(!page.contains("<i>"), "{page}");
}
