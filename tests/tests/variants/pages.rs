//! Pages: a tag as radio buttons or a select, and a fieldset for each variant.

use crate::{Checkout, Payment, bank, card};
use ::tests::{accessibility::assert_accessible, sent_back};
use forms::{
    Body, Form,
    html::theme::{Bootstrap, GovUk},
};

/// An enum whose tag is a select.
#[derive(Form, Debug, Clone, PartialEq)]
#[form(tag = "kind", widget = select)]
enum Shape {
    Circle { radius: u32 },
    Square { side: u32 },
}

/// Returns the positions of the texts, in the order of the page.
fn order(page: &str, texts: &[&str]) -> Vec<usize> {
    texts.iter().map(|text| page.find(text).unwrap_or_else(|| panic!("{text} is not in\n{page}"))).collect()
}

#[test]
fn each_radio_button_is_followed_by_its_fieldset() {
    let blank = Checkout::blank();
    for page in [
        blank.view().to_string(),
        blank.view().renderer(&GovUk).to_string(),
        blank.view().renderer(&Bootstrap).to_string(),
    ] {
        let places = order(
            &page,
            &[
                "<legend",
                "How will you pay?",
                "value=\"card\"",
                "Debit or credit card</label>",
                "id=\"id_payment.card\"",
                "name=\"payment.card.number\"",
                "name=\"payment.card.save\"",
                "value=\"bank\"",
                "id=\"id_payment.bank\"",
                "It takes two days.",
                "name=\"payment.bank.iban\"",
                "value=\"invoice\"",
                "name=\"email\"",
            ],
        );
        assert!(places.is_sorted(), "{page}");
        for name in ["payment.card.number", "payment.bank.iban"] {
            assert_eq!(page.matches(&format!("name=\"{name}\"")).count(), 1, "{page}");
        }
        // another variant may be chosen, and a script is not there to say which controls are shown
        for part in page.split("<input").filter(|part| part.contains("name=\"payment.card")) {
            assert!(!part.contains(" required") && !part.contains("minlength"), "{part}");
        }
        assert!(!page.contains("aria-controls") && !page.contains("aria-expanded"));
    }
    let gov_uk = blank.view().renderer(&GovUk).to_string();
    assert!(gov_uk.contains("<div class=\"govuk-radios__conditional\">"));
}

#[test]
fn a_select_is_followed_by_the_fieldsets() {
    let page = Shape::blank().to_html();
    let places = order(
        &page,
        &["<select", "Circle</option>", "</select>", "name=\"Circle.radius\"", "name=\"Square.side\""],
    );
    assert!(places.is_sorted(), "{page}");
}

#[test]
fn what_was_typed_is_shown_again_in_every_variant() {
    let body = Body::form(
        "payment.method=card&payment.card.number=1&payment.bank.iban=DE1&payment.card.cvc=secret9&email=x",
    );
    let form = Checkout::bind(&body);
    let page = form.to_html();
    assert!(
        page.contains("name=\"payment.bank.iban\" value=\"DE1\"") || page.contains("value=\"DE1\""),
        "{page}"
    );
    assert!(page.contains("value=\"1\"") && page.contains("value=\"card\" checked"), "{page}");
    assert!(!page.contains("secret9"));
    // the summary leads to the first wrong control of the chosen variant
    let summary = form.view().summary().to_string();
    assert!(summary.contains("href=\"#id_payment.card.number\""), "{summary}");
    // nothing chosen: to the first radio button
    let form = Checkout::bind(&Body::form("payment.card.number=1234&email=a@b.example"));
    let summary = form.view().summary().to_string();
    assert!(summary.contains("href=\"#id_payment.method\""), "{summary}");
    assert!(form.to_html().contains("value=\"1234\""));

    let json = r#"{"payment":{"number":"1","method":"card","cvc":"secret9"},"email":"x"}"#;
    let page = Checkout::bind(&Body::json(json)).to_html();
    assert!(page.contains("name=\"payment.card.number\"") && page.contains("value=\"1\""), "{page}");
    assert!(page.contains("value=\"card\" checked") && !page.contains("secret9"), "{page}");
}

#[test]
fn a_page_of_a_model_shows_its_variant() {
    let model = Checkout { payment: bank("DE1"), email: "a@b.example".parse().unwrap() };
    let page = Checkout::filled(&model).to_html();
    assert!(page.contains("value=\"bank\" checked") && page.contains("value=\"DE1\""), "{page}");
    assert!(!page.contains("value=\"card\" checked"));
}

/// The enum may be shown without being changed.
#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Receipt {
    #[form(nested, immutable)]
    payment: Payment,
    note: Option<String>,
}

#[test]
fn a_locked_enum_is_shown_disabled_with_its_variant_alone() {
    let model = Receipt { payment: card("4242"), note: None };
    let page = Receipt::filled(&model).to_html();
    assert!(page.contains("name=\"payment.card.number\"") && !page.contains("payment.bank"), "{page}");
    assert!(page.contains("disabled"), "{page}");
    for (body, code) in [
        (Body::form("payment.method=card&payment.card.number=4242&note="), None),
        (Body::form("payment.method=bank&payment.bank.iban=DE1"), Some("immutable")),
        (Body::form("payment.card.number=5555"), Some("immutable")),
        (Body::json(r#"{"payment":{"number":"4242","method":"card","save":false}}"#), None),
        (Body::json(r#"{"payment":{"method":"invoice"}}"#), Some("immutable")),
    ] {
        let form = Receipt::bind_partial(&model, &body);
        assert_eq!(form.errors().iter().next().map(|error| error.code()), code);
        assert!(form.changed().is_empty());
    }
}

/// Fields of a variant that an update may not change.
#[derive(Form, Debug, Clone, PartialEq)]
#[form(tag = "kind")]
enum Document {
    Passport {
        #[form(immutable)]
        number: String,
        #[form(read_only, default)]
        checked: bool,
        place: Option<String>,
    },
    None,
}

#[test]
fn fields_of_a_variant_may_be_locked() {
    let passport =
        |number: &str, checked| Document::Passport { number: number.to_owned(), checked, place: None };
    let created = Document::bind(&Body::form("kind=Passport&Passport.number=1"));
    assert_eq!(created.into_result().unwrap().into_inner(), passport("1", false));
    let form = Document::bind(&Body::json(r#"{"kind":"Passport","number":"1","checked":true}"#));
    assert!(form.errors().has_error("checked", "read_only"));
    let mut model = passport("1", true);
    let form = Document::bind_update(&model, &Body::form("kind=Passport&Passport.number=2"));
    assert!(form.errors().has_error("Passport.number", "immutable"));
    let form = Document::bind_update(&model, &Body::form("kind=Passport&Passport.place=Paris"));
    assert_eq!(form.into_result().unwrap().apply_to(&mut model), ["Passport"]);
    let Document::Passport { number, checked, place } = &model else { panic!("another variant") };
    assert_eq!((number.as_str(), *checked, place.as_deref()), ("1", true, Some("Paris")));
    let page = Document::filled(&model).to_html();
    assert!(page.contains("name=\"Passport.number\"") && page.contains("disabled"), "{page}");
    // another variant replaces it, and a new one is created as any new value
    Document::bind_update(&model, &Body::form("kind=None")).into_result().unwrap().apply_to(&mut model);
    assert_eq!(model, Document::None);
    Document::bind_update(&model, &Body::form("kind=Passport&Passport.number=3"))
        .into_result()
        .unwrap()
        .apply_to(&mut model);
    assert_eq!(model, passport("3", false));
}

#[test]
fn a_page_that_is_sent_back_changes_nothing() {
    for payment in [card("1"), bank(""), Payment::Invoice] {
        let model = Checkout { payment, email: "a@b.example".parse().unwrap() };
        let page = Checkout::filled(&model).to_html();
        let body = sent_back::body(&sent_back::pairs(&page));
        let form = Checkout::bind_update(&model, &Body::form(body));
        assert!(form.is_valid() && form.changed().is_empty(), "{:?} {page}", form.errors());
    }
}

#[test]
fn pages_with_variants_are_accessible() {
    let forms = [
        Checkout::blank().view().to_html(),
        Checkout::blank().view().renderer(&GovUk).to_html(),
        Checkout::blank().view().renderer(&Bootstrap).to_html(),
        Checkout::bind(&Body::form("payment.method=card&payment.card.number=1")).to_html(),
        Checkout::bind(&Body::form("payment.method=cash")).view().renderer(&GovUk).to_html(),
        Shape::bind(&Body::form("kind=Circle&Circle.radius=x")).to_html(),
    ];
    for html in forms {
        assert_accessible(&html);
    }
}
