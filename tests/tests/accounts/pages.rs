//! The pages, with the requests that a browser sends.

use crate::server::{Answer, Server};

const PASSWORD: &str = "correct horse";

/// The body of a sign-up page: every control, including empty ones.
fn filled<'f>(changes: &[(&'f str, &'f str)]) -> Vec<(&'f str, &'f str)> {
    let mut fields = vec![
        ("username", "ada"),
        ("email", "ada@example.org"),
        ("age", "36"),
        ("bio", ""),
        ("address.street", ""),
        ("address.city", ""),
        ("address.postal_code", ""),
        ("address.country", ""),
        ("phones[0].label", ""),
        ("phones[0].number", ""),
        ("password", PASSWORD),
        ("password2", PASSWORD),
    ];
    for change in changes {
        match fields.iter_mut().find(|field| field.0 == change.0) {
            Some(field) => field.1 = change.1,
            None => fields.push(*change),
        }
    }
    fields
}

/// The body of an edit page. Controls that cannot be changed are disabled, and a browser does not send them.
fn edited<'f>(changes: &[(&'f str, &'f str)]) -> Vec<(&'f str, &'f str)> {
    let mut fields = filled(changes);
    fields.retain(|field| !["username", "password", "password2"].contains(&field.0));
    fields
}

impl Answer {
    /// Returns the part of the page for a field: its label, error and control.
    fn field(&self, name: &str) -> &str {
        let at = self
            .text
            .find(&format!("name=\"{name}\""))
            .unwrap_or_else(|| panic!("no {name} in {}", self.text));
        let start = self.text[..at].rfind("<div").unwrap();
        let end = at + self.text[at..].find("</div>").unwrap();
        &self.text[start..end]
    }

    /// Returns the error that the page shows next to a field.
    fn error(&self, name: &str) -> &str {
        let field = self.field(name);
        let error =
            field.split_once("Error:</span> ").map_or("", |(_, after)| after.split_once('<').unwrap().0);
        assert_eq!(field.contains("aria-invalid=\"true\""), !error.is_empty(), "{field}");
        error
    }

    fn assert_page(&self, status: u16, title: &str) {
        assert_eq!((self.status, self.header("content-type")), (status, "text/html; charset=utf-8"));
        let shown = self.text.split_once("<title>").unwrap().1.split_once("</title>").unwrap().0;
        assert_eq!(shown, title);
        assert!(!self.text.contains(PASSWORD) && !self.text.contains("argon2"));
    }
}

fn with_ada(test: &str) -> Server {
    let server = Server::start(test);
    let answer = server.form("/signup", &filled(&[]));
    assert_eq!((answer.status, answer.header("location")), (303, "/"), "{}", answer.text);
    server.call_as("ada", PASSWORD);
    server
}

#[test]
fn a_person_signs_up_on_the_page() {
    let server = Server::start("page_sign_up");
    let blank = server.get("/signup");
    blank.assert_page(200, "Sign up");
    // a row appears after its button is pressed
    let more = server.form("/signup", &filled(&[("bio", "Typed"), ("_rows", "add phones")]));
    more.assert_page(422, "Sign up");
    assert!(more.text.contains("name=\"phones[1].label\"") && more.field("bio").contains("Typed"));
    assert_eq!(server.count(), 0);
    for (name, _) in filled(&[]) {
        assert_eq!(more.error(name), "", "{name}");
        assert_eq!(blank.text.contains(&format!("name=\"{name}\"")), !name.starts_with("phones"), "{name}");
    }
    assert!(!blank.text.contains("is_admin"));
    let answer = server.form(
        "/signup",
        &filled(&[("bio", "One\r\ntwo"), ("phones[0].label", "Home"), ("phones[0].number", "12345")]),
    );
    assert_eq!((answer.status, answer.header("location")), (303, "/"), "{}", answer.text);
    server.call_as("ada", PASSWORD);
    let shown = server.get("/api/users/1").json();
    assert_eq!(shown["bio"], "One\ntwo");
    assert_eq!(shown["address"], serde_json::Value::Null, "an empty address is not stored");
    assert_eq!(shown["phones"][0]["number"], "12345");
    assert_eq!(shown["is_admin"], false);
    let list = server.get("/");
    list.assert_page(200, "Accounts");
    assert!(list.text.contains("<a href=\"/users/1/edit\">ada</a>"));
}

#[test]
fn a_refused_page_has_all_messages_and_submitted_values() {
    let server = Server::start("page_errors");
    let answer = server.form(
        "/signup",
        &filled(&[
            ("username", "ada <lovelace>"),
            ("email", "ada"),
            ("age", "many"),
            ("bio", "<script>alert(1)</script>"),
            ("address.city", "London"),
            ("phones[0].label", "Home"),
            ("phones[0].number", "call me"),
            ("password", "h0rse"),
            ("is_admin", "true"),
            ("id", "7"),
            ("created_at", "now"),
            ("__proto__", "x"),
        ]),
    );
    answer.assert_page(422, "Error: Sign up");
    for (name, error, typed) in [
        ("username", true, "value=\"ada &lt;lovelace&gt;\""),
        ("email", true, "value=\"ada\""),
        ("age", true, "value=\"many\""),
        ("bio", false, "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("address.street", true, ""),
        ("address.city", false, "value=\"London\""),
        ("address.postal_code", true, ""),
        ("address.country", true, ""),
        ("phones[0].label", false, "value=\"Home\""),
        ("phones[0].number", true, "value=\"call me\""),
        ("password", true, ""),
        ("password2", true, ""),
    ] {
        assert_eq!(!answer.error(name).is_empty(), error, "{}", answer.field(name));
        assert!(answer.field(name).contains(typed), "{}", answer.field(name));
    }
    // an unknown key next to a password can be a part of the password, so no key is shown
    let summary = answer.text.split_once("There is a problem").unwrap().1.split_once("</ul>").unwrap().0;
    assert!(summary.contains("Remove any keys that this form does not have."), "{summary}");
    for key in ["__proto__", "created_at", "is_admin"] {
        assert!(!summary.contains(key), "{summary}");
    }
    for secret in ["password", "password2"] {
        assert!(!answer.field(secret).contains("value="), "{}", answer.field(secret));
    }
    assert!(!answer.text.contains("h0rse") && !answer.text.contains("<script>"));
    assert_eq!(server.count(), 0);
}

#[test]
fn a_taken_value_is_reported_next_to_its_field() {
    let server = with_ada("page_taken");
    let answer = server.form("/signup", &filled(&[("username", "eve"), ("bio", "Kept.")]));
    answer.assert_page(422, "Error: Sign up");
    assert_eq!(answer.error("email"), "E-mail address is already taken. Choose another.");
    assert_eq!(answer.error("username"), "");
    assert!(answer.field("username").contains("value=\"eve\"") && answer.field("bio").contains("Kept."));
    assert_eq!(server.count(), 1);
}

#[test]
fn an_edit_page_shows_an_account_and_changes_it() {
    let server = with_ada("page_edit");
    let page = server.get("/users/1/edit");
    page.assert_page(200, "Edit account");
    assert!(
        page.field("email").contains("value=\"ada@example.org\"")
            && page.field("age").contains("value=\"36\"")
    );
    for name in ["username", "id", "is_admin", "created_at"] {
        assert!(page.field(name).contains(" disabled"), "{}", page.field(name));
    }
    let before = server.get("/api/users/1").json();
    assert_eq!(server.form("/users/1/edit", &edited(&[])).status, 303);
    assert_eq!(server.get("/api/users/1").json(), before, "an unchanged page changes nothing");
    let changes = [("age", "37"), ("phones[0].label", "Home"), ("phones[0].number", "12345")];
    let answer = server.form("/users/1/edit", &edited(&changes));
    assert_eq!((answer.status, answer.header("location")), (303, "/"));
    let after = server.get("/api/users/1").json();
    assert_eq!((after["age"].as_u64(), &after["phones"][0]["label"]), (Some(37), &"Home".into()));
    let page = server.get("/users/1/edit");
    assert!(
        page.field("phones[0].number").contains("value=\"12345\"")
            && page.text.contains("value=\"add phones\"")
    );
}

#[test]
fn a_refused_edit_page_has_the_submitted_values() {
    let server = with_ada("page_edit_errors");
    let answer =
        server.form("/users/1/edit", &edited(&[("email", "nowhere"), ("age", "7"), ("is_admin", "true")]));
    answer.assert_page(422, "Error: Edit account");
    assert!(answer.field("email").contains("value=\"nowhere\"") && !answer.error("email").is_empty());
    assert!(answer.field("age").contains("value=\"7\"") && !answer.error("age").is_empty());
    assert!(answer.field("username").contains("value=\"ada\" "), "a disabled control shows the stored value");
    assert!(!answer.error("is_admin").is_empty(), "{}", answer.field("is_admin"));
    let mut renamed = edited(&[]);
    renamed.push(("username", "eve"));
    let answer = server.form("/users/1/edit", &renamed);
    answer.assert_page(422, "Error: Edit account");
    assert!(!answer.error("username").is_empty());
    assert_eq!(server.get("/api/users/1").json()["username"], "ada");
}

#[test]
fn there_are_at_most_five_phones() {
    let server = with_ada("page_phones");
    let keys: Vec<(String, String)> =
        (0..6).map(|row| (format!("phones[{row}].label"), format!("phones[{row}].number"))).collect();
    let rows = |count: usize| -> Vec<(&str, &str)> {
        keys[..count]
            .iter()
            .flat_map(|(label, number)| [(label.as_str(), "Home"), (number.as_str(), "12345")])
            .collect()
    };
    assert_eq!(server.form("/users/1/edit", &edited(&rows(5))).status, 303);
    assert!(!server.get("/users/1/edit").text.contains("name=\"phones[5].label\""), "there is no sixth row");
    let answer = server.form("/users/1/edit", &edited(&rows(6)));
    answer.assert_page(422, "Error: Edit account");
}

#[test]
fn a_page_explains_why_a_body_cannot_be_read() {
    let server = Server::start("page_unreadable");
    for (content_type, body, status) in [("text/plain", "x", 415), ("application/json", "{", 400)] {
        server.typed("POST", "/signup", content_type, body.to_owned()).assert_page(status, "Error: Sign up");
    }
    server.get("/nothing").assert_page(404, "Page not found");
}

#[test]
fn every_control_in_every_state_and_theme() {
    let server = Server::start("page_widgets");
    for state in ["", "/filled", "/invalid"] {
        for theme in ["plain", "gov-uk", "bootstrap"] {
            let page = server.get(&format!("/widgets{state}?theme={theme}"));
            tests::accessibility::assert_accessible(&page.text);
            assert_eq!(page.text.contains("There is a problem"), state == "/invalid", "{state} {theme}");
        }
    }
    let sent = server.form("/widgets", &[("_rows", "add guests")]);
    assert!(sent.text.contains("name=\"guests[0].name\""), "{}", sent.text);
    tests::accessibility::assert_accessible(&sent.text);
}
