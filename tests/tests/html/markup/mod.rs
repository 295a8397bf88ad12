//! Forms as HTML: the markup of pages, and that no typed text becomes markup.
#![allow(missing_docs)]
#![allow(
    clippy::similar_names,
    clippy::struct_field_names,
    reason = "tests are read from top to bottom, and run once"
)]

mod page;

use forms::{Body, Choice, Draft, Form, Password, Problem, Report, html::escape};
use page::{assert_sound, controls, encoded, structure};

#[derive(Choice, Debug, Clone, Copy, PartialEq)]
pub enum Plan {
    Free,
    #[form(rename = "<paid>", label = "Paid & <better>")]
    Paid,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all, check = city_is_known)]
pub struct Address {
    pub street: String,
    #[form(immutable)]
    pub city: String,
}

fn city_is_known(draft: &Draft<Address>, report: &mut Report<'_, Address>) {
    if draft.city.as_deref() == Some("Atlantis") {
        report.add_form_error(Problem::new("lost", "{label} is lost."));
    }
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
pub struct Phone {
    pub number: String,
    #[form(widget = radio)]
    pub plan: Option<Plan>,
}

#[derive(Form, Debug, Clone)]
#[form(name = Profile, fields = [email, user_name, age, ratio, plan, size, news, bio, address, phones, tags, plans, step, extra],
    read_only = [id, joined], derive(Debug))]
pub struct User {
    pub id: i64,
    pub joined: Option<String>,
    #[form(email, label = "Email address", help = "We write seldom, & never <b>.")]
    pub email: String,
    #[form(immutable, username, max_length = 30)]
    pub user_name: String,
    #[form(min = 13, max = 120)]
    pub age: u8,
    #[form(min = 0.5, max = 9, step = 0.5, widget = number)]
    pub ratio: Option<f64>,
    pub plan: Plan,
    #[form(one_of = ["small", "large"], widget = radio)]
    pub size: Option<String>,
    pub news: bool,
    #[form(max_length = 500, widget = textarea)]
    pub bio: Option<String>,
    #[form(nested)]
    pub address: Option<Address>,
    #[form(nested, max_items = 5)]
    pub phones: Vec<Phone>,
    #[form(min_items = 1, max_length = 9)]
    pub tags: Vec<String>,
    pub plans: Vec<Plan>,
    #[form(widget = hidden)]
    pub step: Option<u32>,
    pub extra: Option<serde_json::Value>,
}

#[derive(Form, Debug)]
#[form(fields = all)]
pub struct Login {
    pub name: String,
    pub password: Password,
}

#[derive(Form, Debug)]
#[form(fields = all)]
pub struct SignUp {
    #[form(password(min_length = 8))]
    pub password: Password,
    #[form(equals = password, label = "Repeat the password")]
    pub password2: Password,
    #[form(required, label = "I agree")]
    pub terms: bool,
}

fn user() -> User {
    User {
        id: 7,
        joined: None,
        email: "ada@b.example".into(),
        user_name: "ada".into(),
        age: 36,
        ratio: Some(1.5),
        plan: Plan::Paid,
        size: Some("large".into()),
        news: true,
        bio: Some("\nFirst\n</textarea>".into()),
        address: Some(Address { street: "s".into(), city: "c".into() }),
        phones: vec![
            Phone { number: "1".into(), plan: Some(Plan::Free) },
            Phone { number: "2".into(), plan: None },
        ],
        tags: vec!["t".into()],
        plans: vec![Plan::Paid],
        step: Some(3),
        extra: Some(serde_json::json!({"a": [1]})),
    }
}

/// A body with an error in every field.
const WRONG: &str = "is_admin=1&email=x&id=9&age=&news=on&bio=%0D%0Aa%26b&step=x&address.street=+s+&address.city=Atlantis\
    &address.q=1&phones[0].number=&phones[0].plan=zz&phones[1].number=3&tags=a&tags[]=0123456789&plans=zz&plans=Free&extra={\
    &ratio=5,5&user_name=bob&size=huge&plan=zz";

/// `UPDATE_PAGES=1` writes the pages. Review them before you commit.
fn assert_page(name: &str, html: &str) {
    let path = format!("{}/tests/html/markup/{name}.html", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("UPDATE_PAGES").is_some() {
        std::fs::write(&path, html).unwrap();
    }
    assert_eq!(html, std::fs::read_to_string(&path).unwrap(), "{path}");
    assert_sound(html);
    tests::accessibility::assert_accessible(html);
}

#[test]
fn whole_forms() {
    assert_page("blank", &Profile::blank().to_html());
    assert_page("filled", &Profile::filled(&user()).to_html());
    assert_page("refused", &Profile::bind(&Body::form(WRONG)).to_html());
    assert_page("refused_update", &Profile::bind_update(&user(), &Body::form(WRONG)).to_html());
    assert_page("sign_up", &SignUp::blank().to_html());
    assert_page("login", &Login::blank().to_html());
}

#[test]
fn all_views_agree() {
    let form = Profile::bind(&Body::form(WRONG));
    let (whole, view) = (form.to_html(), form.view());
    assert_eq!(view.to_string(), whole);
    let parts: String = view.fields().map(|field| field.group().into_string()).collect();
    assert_eq!(format!("{}<button hidden></button>\n{parts}", view.summary()), whole);
    let invalid = form.into_result().unwrap_err();
    assert_eq!(invalid.to_html(), whole);
    assert_eq!(invalid.field(Profile::EMAIL).group(), invalid.view().field_named("email").unwrap().group());
}

/// Every error is in the summary, and next to its field if that is shown.
#[test]
fn every_error_is_shown() {
    let form = Profile::bind(&Body::form(WRONG));
    let view = form.view();
    let messages = |errors: Vec<String>| errors.into_iter().map(|message| escape(&message).into_string());
    let lines = |page: &str| -> Vec<String> { page.split('\n').filter_map(message).collect() };
    let reported: Vec<_> = messages(form.errors().iter().map(|error| error.message()).collect()).collect();
    assert_eq!(lines(view.summary().as_str()), reported);
    let mut shown = lines(view.fields_html().as_str());
    shown.extend(messages(view.errors().map(|error| error.message()).collect()));
    let mut reported = reported;
    shown.sort();
    reported.sort();
    assert_eq!(shown, reported);
}

fn message(line: &str) -> Option<String> {
    let line = line.strip_prefix("<li>").and_then(|line| line.strip_suffix("</li>")).or_else(|| {
        line.strip_prefix("<p class=\"error\"").and_then(|line| line.split_once('>')?.1.strip_suffix("</p>"))
    })?;
    let line = line.strip_prefix("<span class=\"visually-hidden\">Error:</span> ").unwrap_or(line);
    let link = line.strip_prefix("<a href=\"").and_then(|link| link.split_once('>')?.1.strip_suffix("</a>"));
    Some(link.unwrap_or(line).to_owned())
}

#[test]
fn field_by_field() {
    let form = Profile::bind(&Body::form(WRONG));
    let email = form.field(Profile::EMAIL);
    assert_eq!(
        (email.name(), email.id(), &*email.label()),
        ("email".into(), "id_email".into(), "Email address")
    );
    assert_eq!((email.value(), &*email.help()), (Some("x"), "We write seldom, & never <b>."));
    assert!(email.is_required() && !email.is_disabled() && !email.is_hidden());
    let parts = [email.label_tag(), email.help_tag(), email.errors_tag(), email.control()];
    let parts: String = parts.into_iter().map(String::from).collect();
    assert_eq!(email.group().as_str(), format!("<div class=\"field field--invalid\">\n{parts}\n</div>\n"));
    let number = form.field(Profile::PHONES.item(1).then(Phone::NUMBER));
    assert_eq!(
        (number.name(), number.value(), number.errors().count()),
        ("phones[1].number".into(), Some("3"), 0)
    );
    assert!(!number.is_required());
    assert_eq!(form.field(Profile::PHONES).fields().count(), 2);
    assert_eq!(form.field(Profile::PHONES.item(7)).fields().count(), 2);
    let view = form.view();
    let row = view.field_named("phones[1]").unwrap();
    assert_eq!(
        (&*row.label(), row.fields().nth(1).unwrap().name()),
        ("Phones 2", "phones[1].plan".to_owned())
    );
    for absent in ["", "id", "phones[2]", "phones[1", "emai", "email.x", "tags[0].x", "is_admin"] {
        assert!(view.field_named(absent).is_none(), "{absent}");
    }
}

#[test]
fn secrets_are_never_shown() {
    let values = "password=hunter2&password2=hunter2%3C&terms=on";
    let bodies = [
        Body::form(values),
        Body::query(values),
        Body::json(r#"{"password":"hunter2","password2":["hunter2"],"terms":{"x":"hunter2"}}"#),
    ];
    for body in bodies {
        let form = SignUp::bind(&body);
        assert!(!form.is_valid());
        assert!(!form.to_html().contains("hunter2"), "{}", form.to_html());
        assert!(!format!("{:?} {:?}", form.view(), form.field(SignUp::PASSWORD)).contains("hunter2"));
        assert_eq!(
            (form.field(SignUp::PASSWORD).value(), form.field(SignUp::PASSWORD2).value()),
            (None, None)
        );
    }
}

#[test]
fn json_is_shown_again_as_submitted() {
    let body = Body::json(
        r#"{"email":"é\u0022<","user_name":1.50,"age":"x","news":true,"bio":null,"address":{"street":"s"},"plans":["Free",3],
            "phones":[{"number":"1","plan":"Free"},7,{"number":"3"}],"tags":"t","extra":{"a": [1]},"ratio":1e2}"#,
    );
    let form = Profile::bind(&body);
    let view = form.view();
    for (name, expected) in [
        ("email", Some("é\"<")),
        ("user_name", Some("1.50")),
        ("age", Some("x")),
        ("bio", None),
        ("address.street", Some("s")),
        ("phones[2].number", Some("3")),
        ("extra", Some("{\"a\": [1]}")),
        ("ratio", Some("1e2")),
    ] {
        assert_eq!(view.field_named(name).unwrap().value(), expected, "{name}");
    }
    assert_sound(&view.to_html());
}

#[test]
fn no_submitted_text_is_lost_and_rows_have_a_limit() {
    let form = Profile::bind(&Body::form("phones[2].number=a&phones[0].number=b&tags[9]=c"));
    let view = form.view();
    for (name, typed) in [("phones[0].number", "a"), ("phones[1].number", "b"), ("tags[0]", "c")] {
        assert_eq!(view.field_named(name).unwrap().value(), Some(typed));
    }
    let rows = format!("{{\"phones\":[{}]}}", vec!["{}"; 150].join(","));
    assert_eq!(Profile::bind(&Body::json(rows)).field(Profile::PHONES).fields().count(), 101);
    let unreadable = Profile::bind_update(&user(), &Body::json("{\"email\":\"typed\""));
    assert_eq!(unreadable.field(Profile::EMAIL).value(), Some("ada@b.example"));
    assert!(unreadable.to_html().contains("<ul>\n<li>Correct the JSON syntax"));
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(name = Member, fields = [email, name, bio, role, news, tags, phones, plans, address], derive(Debug))]
pub struct Row {
    pub email: String,
    pub name: String,
    pub bio: Option<String>,
    #[form(default = String::from("reader"))]
    pub role: String,
    pub news: bool,
    pub tags: Vec<String>,
    #[form(nested)]
    pub phones: Vec<Phone>,
    pub plans: Vec<Plan>,
    #[form(nested)]
    pub address: Option<Home>,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
pub struct Home {
    pub street: String,
    pub is_new: bool,
}

fn row() -> Row {
    Row {
        email: "ada@b.example".into(),
        name: "Ada".into(),
        bio: Some("Countess".into()),
        role: "editor".into(),
        news: true,
        tags: vec!["maths".into(), "poems".into()],
        phones: vec![Phone { number: "1".into(), plan: Some(Plan::Paid) }],
        plans: vec![Plan::Free],
        address: Some(Home { street: "Long Lane".into(), is_new: true }),
    }
}

/// A page that is shown again has the present values that the body did not name, whether or not the form itself found the error, so
/// that submitting the page removes nothing.
#[test]
fn fields_outside_a_partial_update_are_shown() {
    let sent_again = |page: &str| {
        let mut model = row();
        let body = Body::form(encoded(&controls(page)));
        let changed = Member::bind_update(&model, &body).into_result().expect(page).apply_to(&mut model);
        (changed.to_vec(), model)
    };
    for body in [Body::form("email=taken"), Body::json(r#"{"email": "taken"}"#)] {
        let bind = || Member::bind_partial(&row(), &body);
        let mut added = bind();
        added.add_error(Member::EMAIL, Problem::unique());
        let refused = bind().into_result().unwrap().into_parts().1.reject(Member::EMAIL, Problem::unique());
        for page in [bind().to_html(), added.to_html(), refused.to_html()] {
            assert_eq!(sent_again(&page), (vec!["email"], Row { email: "taken".into(), ..row() }));
        }
    }
    // also those of a field that has an error itself
    let wrong = Member::bind_partial(&row(), &Body::form("email="));
    let page = wrong.to_html().replace("name=\"email\" value=\"\"", "name=\"email\" value=\"a\"");
    assert_eq!(sent_again(&page).0, ["email"]);
}

/// A value that the body removed stays removed.
#[test]
fn values_removed_by_a_partial_update_are_not_shown() {
    let emptied = r#"{"bio": null, "news": false, "tags": [], "phones": [], "plans": [], "address": null}"#;
    for body in [Body::json(emptied), Body::form("bio=&news=false&tags=&phones=&plans=")] {
        let form = Member::bind_partial(&row(), &body);
        let reject = |form: forms::Bound<Member, forms::Update>| {
            form.into_result().unwrap().into_parts().1.reject_form(Problem::new("late", "Too late."))
        };
        let page = reject(form).to_html();
        for gone in ["Countess", "maths", "poems", "name=\"phones[0]"] {
            assert!(!page.contains(gone), "{gone}: {page}");
        }
        assert!(page.contains("value=\"editor\"") && page.contains("value=\"Ada\""), "{page}");
    }
    let form = Member::bind_partial(&row(), &Body::json(emptied));
    let view = form.view();
    assert_eq!(view.field_named("address.street").unwrap().value(), None);
    for name in ["tags", "phones"] {
        assert_eq!(view.field_named(name).unwrap().fields().count(), 0, "{name}");
    }
    assert!(view.field_named("plans").unwrap().options().iter().all(|option| !option.is_chosen));
    assert!(!view.field_named("news").unwrap().control().to_string().contains(" checked"));
    // a submitted list replaces the present rows on the page
    let form = Member::bind_partial(&row(), &Body::form("phones[0].number=7&tags=new&_rows=add+tags"));
    let view = form.view();
    assert_eq!(view.field_named("phones[0].number").unwrap().value(), Some("7"));
    assert_eq!(view.field_named("phones[0].plan").unwrap().value(), None);
    assert_eq!(view.field_named("tags").unwrap().fields().count(), 2);
}

/// Does what a person would do: reads the page, and submits it unchanged.
#[test]
fn submitting_a_page_unchanged_changes_nothing() {
    // texts are stripped during binding, so this one is stripped already
    let mut model = User { bio: Some("First\n\n</textarea>".into()), ..user() };
    let page = Profile::filled(&model).to_html();
    let clean =
        Profile::bind_update(&model, &Body::form(encoded(&controls(&page)))).into_result().expect(&page);
    assert_eq!(clean.apply_to(&mut model), [] as [&str; 0]);
    for typed in [
        "\"'<>&",
        "</textarea>",
        "\n\nx",
        "a\r\nb\rc",
        "\u{2028}é\u{1F44D}",
        "&amp;",
        "-->",
        "]]>",
        "%41+%26",
    ] {
        let names = [
            "email",
            "user_name",
            "age",
            "bio",
            "address.street",
            "phones[0].number",
            "tags[0]",
            "step",
            "extra",
        ];
        let pairs = names.map(|name| (name.to_owned(), typed.to_owned()));
        let once = Profile::bind(&Body::form(encoded(&pairs))).to_html();
        let again = Profile::bind(&Body::form(encoded(&controls(&once)))).to_html();
        // a browser sends either kind of line break as CRLF, and sends empty values
        let same = |page: &str| page.replace(" value=\"\"", "");
        assert_eq!(same(&once), same(&again), "{typed:?}");
    }
}

#[derive(Form, Debug)]
#[form(fields = all, check = hostile_problem)]
pub struct Hostile {
    #[form(rename = "a'<> -1", label = "l\"'<>&", help = "h\"'<>&</p>")]
    pub text: String,
    #[form(one_of = ["o\"'<>&"], label = "</legend>", widget = radio)]
    pub radio: Option<String>,
    #[form(one_of = ["o\"'<>&"], label = "</label>")]
    pub select: Option<String>,
}

fn hostile_problem(_: &Draft<Hostile>, report: &mut Report<'_, Hostile>) {
    let problem = || Problem::new("c", "<script>{label}{p}").param("p", "\"'<>&");
    report.add(Hostile::TEXT, problem());
    report.add_form_error(problem());
}

#[test]
fn declared_texts_are_escaped_too() {
    let page = Hostile::bind(&Body::form("x%3Cscript%3E=1&radio=o%22'%3C%3E%26")).to_html();
    assert_sound(&page);
    assert!(!page.contains("<script>"), "{page}");
    assert!(page.contains(r#"id="id_a&#39;&lt;&gt;+20+2D1""#), "{page}");
    let sent = controls(&page);
    assert!(
        sent.contains(&("radio".into(), "o\"'<>&".into()))
            && sent.contains(&("select".into(), String::new()))
    );
}

#[test]
fn submitted_text_does_not_change_the_structure() {
    const NAMES: [&str; 16] = [
        "email",
        "user_name",
        "age",
        "ratio",
        "plan",
        "size",
        "news",
        "bio",
        "address.street",
        "address.city",
        "phones[0].number",
        "phones[0].plan",
        "tags[0]",
        "plans",
        "step",
        "extra",
    ];
    let page = |typed: &str| {
        let pairs = NAMES.map(|name| (name.to_owned(), typed.to_owned()));
        Profile::bind(&Body::form(encoded(&pairs))).to_html()
    };
    let plain = structure(&page("zz zz, zz; zz"));
    for typed in
        ["\"><script>", "'onfocus='x'", "</textarea><b>", "--><!-- -->", "&quot;&lt;ab", "\" autofocus x=\"'"]
    {
        assert_eq!(structure(&page(typed)), plain, "{typed}");
        let key = encoded(&[(typed.to_owned(), String::new())]);
        assert_sound(&Profile::bind(&Body::form(key)).to_html());
    }
}

#[test]
fn escape_covers_all_special_characters() {
    assert_eq!(escape("a\"'<>&\0\r\r\nz é").as_str(), "a&quot;&#39;&lt;&gt;&amp;\u{fffd}\n\nz é");
}

#[test]
fn a_page_can_add_attributes_to_controls() {
    let form = SignUp::blank();
    let view = form
        .view()
        .attribute_of_all("data-all", "1\"<")
        .class(SignUp::PASSWORD, "wide")
        .attribute(SignUp::PASSWORD, "autocomplete", "off")
        .attribute(SignUp::PASSWORD, "data-all", "2");
    let field = view.field(SignUp::PASSWORD).class("high").attribute("minlength", "9");
    let control = field.control().into_string();
    for part in [" class=\"wide high\"", " autocomplete=\"off\"", " minlength=\"9\"", " data-all=\"2\""] {
        assert_eq!(control.matches(part).count(), 1, "{part}: {control}");
    }
    assert_eq!(control.matches("minlength").count() + control.matches("autocomplete").count(), 2);
    assert!(view.field(SignUp::TERMS).control().as_str().contains("data-all=\"1&quot;&lt;\""));
    for name in ["id", "", "a b", "onclick\"", "NAME", "x>"] {
        let view = form.view();
        let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(move || {
            view.attribute(SignUp::TERMS, name, "x").to_html()
        }));
        assert!(result.is_err(), "{name}");
    }
}

#[test]
fn one_field_is_checked_live() {
    let form = Profile::bind(&Body::form(WRONG));
    assert_eq!(form.live("email").unwrap(), form.field(Profile::EMAIL).group());
    let row = form.live("phones[0].number").unwrap();
    assert!(row.as_str().contains("aria-invalid") && !row.as_str().contains("ratio"), "{row}");
    for none in ["step", "is_admin", "nope", "phones[9].number", ""] {
        assert!(form.live(none).is_none(), "{none}");
    }
    assert!(SignUp::bind(&Body::form("password=x")).live("password").is_none());
}
