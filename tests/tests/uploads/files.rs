//! Which files a form takes.

use super::*;

#[test]
fn files_are_bound_beside_texts() {
    let form = bind::<Application>(
        least()
            .text("age", "36")
            .file("documents", "1.txt", "one")
            .file("documents[]", "2.txt", "two")
            .file("documents[2]", "", "three")
            .text("tags", "a")
            .text("tags", "b")
            .text("place.street", "High Street")
            .file("place.plan", "C:\\plans\\plan.txt", "a plan")
            .text("steps[0].text", "first")
            .text("steps[1].text", "second")
            .file("steps[1].photo", "p.png", "photo"),
    );
    let application = form.into_result().unwrap().into_inner();
    assert_eq!((&*application.name, application.age), ("Ada", Some(36)));
    assert_eq!(content(&application.letter), "Dear all");
    assert_eq!(application.letter.claimed_name().as_str(), "letter.txt");
    assert_eq!(application.letter.claimed_type().as_str(), "application/octet-stream");
    assert_eq!(application.letter.content_type(), Some("text/plain"));
    assert_eq!(application.documents.iter().map(content).collect::<Vec<_>>(), ["one", "two", "three"]);
    assert_eq!(application.documents[2].safe_name(), "file");
    let plan = application.place.unwrap().plan.unwrap();
    assert_eq!((plan.safe_name(), content(&plan)), ("plan.txt".to_owned(), "a plan".to_owned()));
    assert!(application.steps[0].photo.is_none());
    assert_eq!(content(application.steps[1].photo.as_ref().unwrap()), "photo");
    assert!(application.portrait.is_none());
    assert_eq!(application.tags, ["a", "b"]);
}

#[test]
fn a_control_without_a_file_is_no_file() {
    let parts = || {
        Multipart::new().text("name", "Ada").no_file("portrait").no_file("documents").no_file("place.plan")
    };
    assert_eq!(codes::<Application>(parts().no_file("letter")), pairs(&[("letter", "required")]));
    assert_eq!(codes::<Application>(parts()), pairs(&[("letter", "required")]));
    let form = bind::<Application>(parts().file("letter", "a.txt", "x"));
    let application = form.into_result().unwrap().into_inner();
    assert!(
        application.portrait.is_none() && application.documents.is_empty() && application.place.is_none()
    );
}

/// P31
#[test]
fn p31_a_text_is_never_a_file_and_a_file_never_a_text() {
    let parts = || Multipart::new().file("letter", "a.txt", "x");
    assert_eq!(codes::<Application>(parts().file("name", "a.txt", "Ada")), pairs(&[("name", "invalid")]));
    assert_eq!(
        codes::<Application>(parts().text("name", "Ada").file("age", "a", "36")),
        pairs(&[("age", "invalid")])
    );
    assert_eq!(
        codes::<Application>(parts().text("name", "Ada").file("tags", "a", "a").file("extra", "e", "{}")),
        pairs(&[("tags[0]", "invalid"), ("extra", "invalid")])
    );
    assert_eq!(
        codes::<Application>(parts().text("name", "Ada").file("place", "p", "x").file("steps", "p", "x")),
        pairs(&[("place", "invalid"), ("steps", "invalid_list")])
    );
    let text = || Multipart::new().text("name", "Ada");
    for value in ["letter.txt", "\0f0", "\0f", "%00f0", "\0"] {
        assert_eq!(
            codes::<Application>(text().text("letter", value)),
            pairs(&[("letter", "invalid")]),
            "{value:?}"
        );
        // a marker of ours in a text is a text
        let found = codes::<Application>(least().text("tags", value));
        let expected: &[_] =
            if value.contains('\0') { &[("tags[0]", "null_characters_not_allowed")] } else { &[] };
        assert_eq!(found, pairs(expected), "{value:?}");
    }
    for (body, code) in [
        (Body::form("name=Ada&letter=letter.txt"), "invalid"),
        (Body::form("name=Ada&letter=\0f0"), "invalid"),
        (Body::form("name=Ada&letter="), "required"),
        (Body::form("name=Ada"), "required"),
        (Body::json(r#"{"name": "Ada", "letter": "letter.txt"}"#), "invalid"),
        (Body::json(r#"{"name": "Ada", "letter": {"filename": "a"}}"#), "invalid"),
        (Body::json(r#"{"name": "Ada", "letter": null}"#), "required"),
        (Body::json(r#"{"name": "Ada"}"#), "required"),
    ] {
        let form = Application::bind(&body);
        assert!(form.errors().has_error("letter", code), "{body:?} {}", form.errors());
    }
    // a file of a text field is not shown again, and its marker is not found
    let form = bind::<Application>(parts().file("name", "a.txt", "Ada"));
    assert_eq!(form.submitted("name"), None);
    assert!(!form.to_html().contains("f0"));
}

/// A part of the type application/json is not a file, whatever its name.
#[test]
fn a_part_that_is_json_binds_like_json() {
    let form = bind::<Application>(
        least()
            .json("tags", r#"["a", "b"]"#)
            .json("place", r#" {"street": "High Street"} "#)
            .typed_file("steps", "blob", "application/json", r#"[{"text": "first"}, {"text": "second"}]"#)
            .json("extra", r#"{"k": [1]}"#),
    );
    let application = form.into_result().unwrap().into_inner();
    assert_eq!(application.tags, ["a", "b"]);
    assert_eq!(application.place.unwrap().street, "High Street");
    assert_eq!(application.steps.len(), 2);
    assert_eq!(application.extra, Some(serde_json::json!({"k": [1]})));

    assert_eq!(
        codes::<Application>(least().json("place", r#"{"street": 1, "city": "x", "plan": "x"}"#)),
        pairs(&[("place.street", "invalid"), ("place.plan", "invalid"), ("place", "unknown")])
    );
    assert_eq!(
        codes::<Application>(least().json("place", "{").json("tags", "[1,]").json("steps", "[] x")),
        pairs(&[("tags", "invalid_list"), ("place", "invalid"), ("steps", "invalid_list")])
    );
    assert_eq!(
        codes::<Application>(
            least().json("tags", "[]").json("tags", "[]").json("place", "{}").text("place.street", "x")
        ),
        pairs(&[("tags[0]", "invalid"), ("tags[1]", "invalid"), ("place", "duplicate")])
    );
    // a form in a form can have files and JSON at once only through keys
    let deep = "[".repeat(30) + &"]".repeat(30);
    let form = bind::<Application>(least().json("tags", &deep));
    assert_eq!(form.status(), 413);
    let text = bind::<Application>(least().typed_file("name", "n", "application/json", "\"Ada\""));
    assert!(text.errors().has_error("name", "duplicate"));
}

#[test]
fn keys_follow_the_same_rules_as_in_other_bodies() {
    assert_eq!(
        codes::<Application>(least().text("is_admin", "true").file("password_hash", "x", "x")),
        pairs(&[("", "unknown"), ("", "unknown")])
    );
    assert_eq!(
        codes::<Application>(
            least().text("name", "Eve").file("letter", "b.txt", "x").file("letter", "c.txt", "x")
        ),
        pairs(&[("name", "duplicate"), ("letter", "duplicate")])
    );
    assert_eq!(
        codes::<Application>(least().file("documents[1]", "b.txt", "x")),
        pairs(&[("documents", "index")])
    );
    assert_eq!(
        codes::<Application>(least().file("documents[0][0]", "b.txt", "x").file("letter.x", "b", "x")),
        pairs(&[("", "unknown"), ("", "unknown")])
    );
    assert_eq!(
        codes::<Application>(
            least().file("documents", "1", "x").file("documents", "2", "x").file("documents", "3", "x").file(
                "documents",
                "4",
                "x"
            )
        ),
        pairs(&[("documents", "max_items")])
    );
}

/// P34: the rules of a list of files hold for every file of it.
#[test]
fn p34_every_file_of_a_list_is_validated() {
    #[derive(Form, Debug)]
    #[form(fields = all)]
    struct Album {
        #[form(max_size = "1 kB", min_size = 3, extensions = ["txt"], validate = not_secret)]
        pages: Vec<UploadedFile>,
    }
    fn not_secret(file: &UploadedFile) -> Result<(), forms::Problem> {
        let is_secret = file.bytes().unwrap().starts_with(b"secret");
        if is_secret { Err(forms::Problem::new("secret", "{label} must not be secret.")) } else { Ok(()) }
    }
    let parts = Multipart::new()
        .file("pages", "1.txt", "fine")
        .file("pages", "2.txt", vec![b'x'; 1001])
        .file("pages", "3.exe", "fine")
        .file("pages", "4.txt", "")
        .file("pages", "5.txt", "xx")
        .file("pages", "6.txt", "secret")
        .file("pages", "7\u{202e}.txt", "fine")
        .file("pages", &format!("{}.txt", "8".repeat(300)), "fine");
    assert_eq!(
        codes::<Album>(parts),
        pairs(&[
            ("pages[1]", "max_size"),
            ("pages[2]", "invalid_extension"),
            ("pages[3]", "empty"),
            ("pages[4]", "min_size"),
            ("pages[5]", "secret"),
            ("pages[6]", "invalid"),
            ("pages[7]", "max_length"),
        ])
    );
}

#[test]
fn errors_say_what_to_do() {
    let messages = |parts: Multipart| bind::<Application>(parts).errors().to_string();
    let parts = || Multipart::new().text("name", "Ada");
    for (parts, message) in [
        (parts(), "letter: Choose a file for letter.\n"),
        (parts().file("letter", "a.txt", ""), "letter: Choose a file for letter that is not empty.\n"),
        (parts().file("letter", "a.txt", vec![0; 2001]), "letter: Letter must be 2 kB or smaller.\n"),
        (
            parts().file("letter", "a.doc", "x"),
            "letter: Letter must be a file of one of these types: pdf, txt.\n",
        ),
        (parts().text("letter", "a.txt"), "letter: Send the file for letter as multipart/form-data.\n"),
        (
            least().file("portrait", "a.png", "not a picture\0"),
            "portrait: Portrait must be a file of one of these types: image/png, text/csv.\n",
        ),
    ] {
        assert_eq!(messages(parts), message);
    }
    // P35: nothing of the file is in an error
    let form = bind::<Application>(parts().file("letter", "hunter2.exe", "hunter2"));
    let all = format!("{:?} {} {}", form, form.errors(), form.errors().to_problem_details());
    assert!(!all.contains("hunter2"), "{all}");
}

#[test]
fn the_content_decides_the_type_whatever_the_sender_says() {
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
    let script = "<!DOCTYPE html><script>alert(1)</script>";
    assert_eq!(codes::<Application>(least().typed_file("portrait", "a.png", "image/gif", png)), []);
    assert_eq!(
        codes::<Application>(least().typed_file("portrait", "a.png", "image/png", script)),
        pairs(&[("portrait", "invalid_content_type")])
    );
    assert_eq!(codes::<Application>(least().file("portrait", "a.csv", "name,age\r\nAda,36")), []);
}

#[test]
fn updates_keep_a_file_that_is_not_sent_again() {
    let place = |plan| Place { street: "High Street".into(), plan };
    let file = UploadedFile::from_bytes("plan.txt", "a plan");
    let present = place(Some(file.clone()));
    let bound = |parts: Multipart| Place::bind_update(&present, &receive::<Place>(&parts.bytes(), 100));
    for parts in [
        Multipart::new().text("street", "High Street"),
        Multipart::new().text("street", "High Street").no_file("plan"),
        Multipart::new().text("street", "High Street").text("plan", ""),
    ] {
        let form = bound(parts);
        assert_eq!(form.changed(), Vec::<&str>::new(), "{}", form.errors());
        assert_eq!(form.into_result().unwrap().plan, Some(file.clone()));
    }
    let form = bound(Multipart::new().text("street", "High Street").file("plan", "new.txt", "new"));
    assert_eq!(form.changed(), ["plan"]);
    let mut model = place(Some(file.clone()));
    form.into_result().unwrap().apply_to(&mut model);
    assert_eq!(content(model.plan.as_ref().unwrap()), "new");
    // JSON has no files: it can only remove one
    let form = Place::bind_update(&present, &Body::json(r#"{"street": "High Street"}"#));
    assert_eq!(form.into_result().unwrap().plan, Some(file));
    let form = Place::bind_partial(&present, &Body::json(r#"{"plan": null}"#));
    assert_eq!(form.changed(), ["plan"]);
}

#[test]
fn a_file_of_a_field_that_nobody_may_set_is_refused() {
    #[derive(Form, Debug, Clone, PartialEq)]
    #[form(fields = all)]
    struct Post {
        title: String,
        #[form(read_only, default)]
        scan: Option<UploadedFile>,
    }
    assert_eq!(
        codes::<Post>(Multipart::new().text("title", "x").file("scan", "a", "x")),
        pairs(&[("scan", "read_only")])
    );
}
