//! Our pages pass every accessibility check, and each check finds its mistake.
#![allow(missing_docs)]

use forms::{
    Body, Choice, Email, Form,
    html::{
        Plain, Renderer,
        theme::{Bootstrap, GovUk},
    },
};
use tests::accessibility::{CHECKS, assert_accessible, violations};

#[derive(Choice, Debug, Clone, Copy, PartialEq)]
enum Plan {
    Free,
    Paid,
}

#[derive(Form, Debug)]
#[form(fields = all)]
struct SignUp {
    #[form(help = "We only use it to sign you in.")]
    email: Email,
    #[form(help = "You can change it.", widget = radio)]
    plan: Plan,
    #[form(required, label = "I agree")]
    terms: bool,
    #[form(help = "As many as you like.")]
    plans: Vec<Plan>,
}

fn page(renderer: &'static dyn Renderer) -> String {
    let form = SignUp::bind(&Body::form("email=a%22b&plan=Free&terms=on&plans=Paid&plans=zz"));
    let view = form.view().renderer(renderer);
    format!(
        "<!doctype html>\n<html lang=\"en\"><head><title>{}</title></head><body><main>\n{}<h1>Sign up</h1>\n{}\n{}\
         <button>Sign up</button>\n</form></main></body></html>",
        view.title("Sign up"),
        view.summary(),
        view.form_tag("/signup"),
        view.fields_html(),
    )
}

#[test]
fn a_page_in_each_theme() {
    for renderer in [&Plain as &'static dyn Renderer, &GovUk, &Bootstrap] {
        assert_accessible(&page(renderer));
        assert_accessible(&SignUp::blank().view().renderer(renderer).to_html());
    }
}

/// A description of a mistake, the change that makes it, and the check that finds it.
type Mutant = (&'static str, fn(&str) -> String, &'static str);

const MUTANTS: &[Mutant] = &[
    ("dangling describedby", |page| page.replace("id=\"id_email-error\"", "id=\"zzz\""), "reference"),
    (
        "no describedby",
        |page| page.replace(" aria-describedby=\"id_email-hint id_email-error\"", ""),
        "described",
    ),
    ("no aria-invalid", |page| page.replacen(" aria-invalid=\"true\"", "", 1), "invalid"),
    ("no fieldset", |page| without_fieldsets(page), "group"),
    ("no legend", |page| page.replace("<legend>Plan</legend>", ""), "legend"),
    ("an id twice", |page| page.replace("id=\"id_plan-2\"", "id=\"id_plan\""), "unique-id"),
    ("a link to nothing", |page| page.replace("href=\"#id_email\"", "href=\"#nope\""), "reference"),
    ("a label for another", |page| page.replace("for=\"id_email\"", "for=\"x\""), "label"),
    (
        "a placeholder alone",
        |page| {
            let page = page.replace("<label for=\"id_email\">Email</label>", "");
            page.replace("id=\"id_email\" name", "id=\"id_email\" placeholder=\"Email\" name")
        },
        "label",
    ),
    (
        "an unknown detail",
        |page| page.replace("autocomplete=\"email\"", "autocomplete=\"e-mail\""),
        "autocomplete",
    ),
    ("no detail", |page| page.replace("autocomplete=\"email\"", "autocomplete=\"off\""), "autocomplete"),
    (
        "aria-invalid says yes",
        |page| page.replacen("aria-invalid=\"true\"", "aria-invalid=\"yes\"", 1),
        "invalid",
    ),
    // mistakes in our own markup
    ("no summary", |page| page.replace("role=\"alert\"", ""), "summary"),
    ("a summary that leaves one out", |page| page.replace("<a href=\"#id_plans\">", "<a>"), "summary"),
    (
        "a summary out of order",
        |page| {
            page.replace("href=\"#id_email\"", "href=\"#x\"")
                .replace("#id_plans", "#id_email")
                .replace("#x", "#id_plans")
        },
        "summary",
    ),
    ("a title that says nothing", |page| page.replace("<title>Error: ", "<title>"), "title"),
    (
        "a hint that no one is told of",
        |page| page.replace("id_plan-hint\">\n<legend>", "\">\n<legend>"),
        "described",
    ),
    (
        "the error before the hint",
        |page| page.replace("id_email-hint id_email-error", "id_email-error id_email-hint"),
        "described",
    ),
    ("every box required", |page| page.replace("name=\"plans\"", "name=\"plans\" required"), "required"),
    ("a button without a text", |page| page.replace("Sign up</button>", "</button>"), "label"),
    ("an attribute twice", |page| page.replace("name=\"email\"", "name=\"email\" name=\"email\""), "markup"),
];

fn without_fieldsets(page: &str) -> String {
    let page = page.replace("</fieldset>", "</div>");
    let mut out = String::new();
    for line in page.lines() {
        out.push_str(if line.starts_with("<fieldset") { "<div>" } else { line });
        out.push('\n');
    }
    out
}

#[test]
fn each_mistake_is_found_by_its_check() {
    let good = page(&Plain);
    for (mistake, change, check) in MUTANTS {
        let bad = change(&good);
        assert_ne!(good, bad, "{mistake} changes nothing");
        let found = violations(&bad);
        assert!(found.iter().any(|violation| violation.check == *check), "{mistake}: {found:#?}");
    }
    // every check has a mistake that it finds
    for (check, _) in CHECKS {
        assert!(MUTANTS.iter().any(|(_, _, finds)| finds == check), "{check}");
    }
}

#[test]
fn the_manual_lists_the_checks() {
    let manual = include_str!("../../../forms/docs/accessibility.md");
    for (check, asks) in CHECKS {
        assert!(manual.contains(&format!("| `{check}` | {asks} |")), "| `{check}` | {asks} |");
    }
}

#[derive(Form, Debug)]
#[form(fields = all)]
struct Login {
    email: Email,
}

#[test]
fn two_forms_on_one_page_pass() {
    let (login, sign_up) = (Login::bind(&Body::form("email=x")), SignUp::blank());
    let page =
        |prefix: &'static str| format!("{}{}", login.view().id_prefix(prefix).to_html(), sign_up.to_html());
    assert_accessible(&page("login_"));
    assert!(violations(&page("id_")).iter().any(|found| found.check == "unique-id"));
    // a prefix cannot break out of an attribute, and cannot end an id
    assert_accessible(&page("\"> <b x"));
}
