//! P52: a page, and a form as a value of a template engine, have bounded size, however small the body is.

#![expect(clippy::format_collect, reason = "a body that is built from rows is easier to read")]

use crate::measure;
use forms::{Body, Bound, Choice, Choices, Form, Limits, html::theme::GovUk};
use std::sync::OnceLock;
use tests::{
    pages::sent,
    worst_cases::{MOST, Wide},
    worst_pages::PAGES,
};

const MIB: usize = 1 << 20;
const BOUND: usize = 8 * MIB;

/// Ten thousand choices.
struct Shop;

fn categories(_: &Shop) -> Choices {
    static ALL: OnceLock<Choices> = OnceLock::new();
    ALL.get_or_init(|| (0..10_000).map(|i| (i, format!("Category {i}"))).collect()).clone()
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all, context = Shop)]
struct Line {
    #[form(choices = categories)]
    category: Option<u32>,
}

#[derive(Form, Debug)]
#[form(fields = all, context = Shop)]
struct Order {
    #[form(nested)]
    lines: Vec<Line>,
    #[form(choices = categories)]
    several: Vec<u32>,
    name: String,
}

/// Without a limit, a body of 1.9 kB would give a page of 41 MB, and a value of a template engine with a gigabyte.
#[test]
fn rows_and_choices_are_not_multiplied() {
    let body: String = (0..100).map(|i| format!("lines[{i}].category={}&", 7 * i)).collect();
    let form = Order::bind_with(&Shop, &Body::form(body));
    let page = measure(|| form.to_html());
    assert!(page.value.len() <= BOUND && page.peak <= 3 * BOUND, "{} {}", page.value.len(), page.peak);
    // each row has its chosen options even if others are left out, so that submitting the page loses nothing
    for i in 0..100 {
        let chosen = format!("<option value=\"{}\" selected>", 7 * i);
        assert!(page.value.contains(&chosen), "{chosen}");
    }
    assert!(page.value.contains("The other options are not shown"));
    assert!(!page.value.contains("name=\"_cut\""));
    let mut pairs = sent(&page.value, None);
    pairs.retain(|(name, _)| name != "name");
    pairs.push(("name".to_owned(), "x".to_owned()));
    let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    let clean = Order::bind_with(&Shop, &Body::form(body)).into_result().expect("as it was").into_inner();
    assert_eq!(
        clean.lines.iter().map(|line| line.category.unwrap()).collect::<Vec<_>>(),
        (0..100).map(|i| 7 * i).collect::<Vec<_>>()
    );

    let view = form.view();
    for peak in [measure(|| view.to_minijinja()).peak, measure(|| view.to_tera()).peak] {
        assert!(peak <= 8 * BOUND, "{} MiB", peak / MIB);
    }
}

/// The options of a field are made once for all rows in the value of an engine.
#[test]
fn rows_share_their_options() {
    let bind = |body: &str| {
        let limits = Limits::DEFAULT.max_page_bytes(64 << 20);
        forms::Binder::<Order>::new(&Shop).limits(limits).bind(&Body::form(body))
    };
    // each row has its own markup, which is at least four times its list of options
    let left = |body: &str| {
        let form = bind(body);
        (measure(|| form.view().to_minijinja()).left, measure(|| form.view().to_tera()).left)
    };
    let one = left("lines[0].category=");
    let three = left("lines[0].category=&lines[1].category=&lines[2].category=");
    for (one, three) in [(one.0, three.0), (one.1, three.1)] {
        assert!(three - one < 2 * 10 * 500_000, "{one} {three}");
    }

    let form = bind("lines[0].category=7&lines[1].category=9&lines[2].category=");
    let value = form.view().to_minijinja();
    let source = "{% for row in form.field.lines.rows %}{{ row.field.category.options|selectattr('is_chosen')|map(attribute='value')|join }}/\
        {{ row.field.category.options|length }} {% endfor %}";
    let page =
        minijinja::Environment::new().render_str(source, minijinja::context! { form => value }).unwrap();
    assert_eq!(page, "7/10000 9/10000 /10000 ");
    let mut context = tera::Context::new();
    context.insert_value("form", form.view().to_tera());
    let source = "{% for row in form.field.lines.rows %}{% for option in row.field.category.options %}{% if option.is_chosen %}{{ option.value }}{% endif %}{% endfor %} {% endfor %}";
    let mut engine = tera::Tera::default();
    engine.add_raw_template("page", source).unwrap();
    assert_eq!(engine.render("page", &context).unwrap(), "7 9  ");
}

#[derive(Choice, Debug, Clone, Copy, PartialEq)]
enum Side {
    Left,
    Right,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Inner {
    text: Option<String>,
    side: Option<Side>,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Middle {
    #[form(nested)]
    rows: Vec<Inner>,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Outer {
    #[form(nested)]
    rows: Vec<Middle>,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Lists {
    #[form(nested)]
    rows: Vec<Outer>,
    name: String,
}

fn rows(counts: &[usize]) -> String {
    match counts {
        [count, within @ ..] => format!("{{\"rows\":[{}]}}", vec![rows(within); *count].join(",")),
        [] => "{}".to_owned(),
    }
}

fn bound(form: &Bound<Lists>, most: usize) {
    let page = measure(|| form.to_html());
    assert!(page.value.len() <= most, "{} bytes of {most}", page.value.len());
    assert!(page.peak <= 3 * most + MIB, "{} bytes for {most}", page.peak);
    let styled = form.view().renderer(&GovUk).to_html();
    assert!(styled.len() <= most, "{} bytes of {most}", styled.len());
    // the page says that it is too long, and the left-out rows do not count as removed
    for page in [&page.value, &styled] {
        assert!(page.contains("This form is too long for one page"));
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(sent(page, None)).finish();
        let wide = Limits::DEFAULT.max_body_bytes(64 << 20).max_fields(4_000_000);
        let again = Lists::binder().limits(wide).bind(&Body::form(body));
        assert!(again.errors().has_error("", "page_cut"), "{}", again.errors());
    }
    let view = form.view();
    for peak in [measure(|| view.to_minijinja()).peak, measure(|| view.to_tera()).peak] {
        assert!(peak <= 8 * most + MIB, "{peak} bytes for {most}");
    }
}

/// Nested lists with rows that cost a sender two bytes each.
#[test]
fn pages_of_nested_lists_have_a_limit() {
    let limits = |most: usize| {
        Limits::DEFAULT.max_page_bytes(most as u32).max_fields(4_000_000).max_body_bytes(64 << 20)
    };
    for (counts, most) in [(&[100, 100, 60][..], MIB), (&[100, 100, 8], MIB / 4), (&[100, 30, 1], MIB / 8)] {
        let form = Lists::binder().limits(limits(most)).bind(&Body::json(rows(counts)));
        assert!(matches!(form.status(), 200 | 422), "{}", form.errors());
        bound(&form, most);
    }
    // with the default limits, in a form body
    let pairs: String =
        (0..90 * 90).map(|i| format!("rows[{}].rows[{}].rows[0].text=a&", i / 90, i % 90)).collect();
    let form = Lists::binder().limits(limits(MIB)).bind(&Body::form(pairs));
    bound(&form, MIB);
    let form = Lists::bind(&Body::json(rows(&[100, 60, 8])));
    if form.status() == 422 {
        assert!(form.to_html().len() <= BOUND);
    }
}

macro_rules! twenty {
    ($($form:ident: $t:ty;)*) => { $(
        #[derive(Form, Debug, Clone, PartialEq)]
        #[form(fields = all)]
        struct $form {
            #[form(nested)] a: Option<$t>, #[form(nested)] b: Option<$t>, #[form(nested)] c: Option<$t>, #[form(nested)] d: Option<$t>,
            #[form(nested)] e: Option<$t>, #[form(nested)] f: Option<$t>, #[form(nested)] g: Option<$t>, #[form(nested)] h: Option<$t>,
            #[form(nested)] i: Option<$t>, #[form(nested)] j: Option<$t>, #[form(nested)] k: Option<$t>, #[form(nested)] l: Option<$t>,
            #[form(nested)] m: Option<$t>, #[form(nested)] n: Option<$t>, #[form(nested)] o: Option<$t>, #[form(nested)] p: Option<$t>,
            #[form(nested)] q: Option<$t>, #[form(nested)] r: Option<$t>, #[form(nested)] s: Option<$t>, #[form(nested)] t: Option<$t>,
        }
    )* };
}
twenty! {
    Wider: Wide;
    Widest: Wider;
}

#[derive(Form, Debug)]
#[form(fields = all)]
struct WideRows {
    #[form(nested)]
    n: Vec<Wide>,
}

#[derive(Form, Debug)]
#[form(fields = all)]
struct WiderRows {
    #[form(nested)]
    n: Vec<Wider>,
}

#[derive(Form, Debug)]
#[form(fields = all)]
struct WidestRows {
    #[form(nested)]
    n: Vec<Widest>,
}

/// A row counts with everything in it. Otherwise ten bytes would give pages of 79 and 92 MB.
#[test]
fn pages_of_nested_forms_have_a_limit() {
    fn at_most<F: Form<Context = ()>>(rows: usize, least: usize) {
        let form = F::bind(&Body::json(format!("{{\"n\":[{}]}}", vec!["{}"; rows].join(","))));
        let view = form.view();
        let value = measure(|| view.to_minijinja());
        assert!(value.peak <= 8 * BOUND, "minijinja, {rows}: {} MiB", value.peak / MIB);
        let tera = measure(|| view.to_tera());
        assert!(tera.peak <= 8 * BOUND, "tera, {rows}: {} MiB", tera.peak / MIB);
        // rows that fit are shown in full, and the page says that there are more
        let template = "{{ form.field.n.rows|length }} {{ form.field.n.row_buttons }}";
        let page = minijinja::Environment::new()
            .render_str(template, minijinja::context! { form => value.value })
            .unwrap();
        let made: usize = page.split(' ').next().unwrap_or_default().parse().unwrap();
        assert!(made >= least.min(rows) && made <= rows, "{made} of {rows}");
        assert_eq!(page.contains("_cut"), made < rows);
    }
    for rows in [1, 60] {
        at_most::<WideRows>(rows, 60);
        at_most::<WiderRows>(rows, 2);
        at_most::<WidestRows>(rows, 0);
    }
}

/// A page that fits is not changed.
#[test]
fn pages_that_fit_are_not_cut() {
    let text = "\"".repeat(100_000);
    let json = format!(
        "{{\"name\":{},\"rows\":[{{\"rows\":[{{\"rows\":[{{\"side\":\"Left\"}}]}}]}}]}}",
        tests::wire::quote(&text)
    );
    let page = Lists::bind(&Body::json(json.clone())).to_html();
    assert!(page.contains("Left\" selected") && page.len() > 600_000 && !page.contains("_cut"));
    // a text that does not fit also makes the page impossible to submit
    let form = Lists::binder().limits(Limits::DEFAULT.max_page_bytes(400_000)).bind(&Body::json(json));
    let page = form.to_html();
    assert!(page.len() <= 400_000 && page.contains("name=\"_cut\""), "{}", page.len());
}

/// A template that draws single rows does not lose those that the page has no room for.
#[test]
fn rows_drawn_one_by_one_are_not_lost() {
    #[derive(Form, Debug, Clone, PartialEq)]
    #[form(fields = all, limits = Limits::DEFAULT.max_page_bytes(6_000).max_items(1_000).max_fields(5_000))]
    struct Cut {
        tags: Vec<String>,
        number: u8,
    }
    for (rows, is_cut) in [(100, false), (400, true)] {
        let tags: String = (0..rows).map(|i| format!("tags[{i}]=t&")).collect();
        let form = Cut::bind(&Body::form(format!("{tags}number=x")));
        let tags = form.field(Cut::TAGS);
        let mut page: String = tags.fields().map(|row| row.group().as_str().to_owned()).collect();
        page.push_str(tags.row_buttons().as_str());
        page.push_str("<input name=\"number\" value=\"1\">");
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(sent(&page, None)).finish();
        let again = Cut::bind(&Body::form(body));
        assert_eq!(again.errors().has_error("", "page_cut"), is_cut, "{}", again.errors());
        assert_eq!(again.cleaned().map(|cut| cut.tags.len()), (!is_cut).then_some(rows));
    }
}

/// The limit of a form applies also when it is nested.
#[test]
fn the_lower_limit_applies() {
    #[derive(Form, Debug, Clone, PartialEq)]
    #[form(fields = all, limits = Limits::DEFAULT.max_page_bytes(4_000))]
    struct Small {
        texts: Vec<String>,
    }
    #[derive(Form, Debug)]
    #[form(fields = all)]
    struct Large {
        #[form(nested)]
        small: Vec<Small>,
    }
    let body: String = (0..40).map(|i| format!("small[0].texts[{i}]=a&")).collect();
    let page = Large::bind(&Body::form(body)).to_html();
    assert!(page.len() <= 4_000 && page.contains("name=\"_cut\""), "{}", page.len());
}

/// A submission of a page that was cut is refused, also by a form that ignores unknown keys, and its buttons change no rows.
#[test]
fn a_cut_page_cannot_be_submitted() {
    #[derive(Form, Debug)]
    #[form(fields = all, unknown = ignore)]
    struct Lenient {
        name: Option<String>,
    }
    let form = Lenient::bind(&Body::form("name=a&_cut=&_cut="));
    assert_eq!(form.errors().len(), 1);
    assert!(form.errors().has_error("", "page_cut"));
    // so is the submission of the page that is shown again
    assert!(form.to_html().contains("name=\"_cut\""));
    let form = Lists::bind(&Body::form("name=a&_rows=add+rows&_cut="));
    assert!(!form.is_row_request() && form.errors().has_error("", "page_cut"));
    // JSON has no pages
    assert!(
        Lists::bind(&Body::json(r#"{"name":"a","_cut":""}"#))
            .errors()
            .iter()
            .any(|error| error.is_unknown_key())
    );
}

/// P25 for pages.
#[test]
fn pages_take_linear_time() {
    let late: Vec<String> = PAGES
        .iter()
        .map(|page| (page.name, page.doubled(page.size / 4).1))
        .filter(|(_, ratio)| *ratio > MOST)
        .map(|(name, ratio)| format!("{name}: {ratio:.2}"))
        .collect();
    assert!(late.is_empty(), "{late:?}");
}
