//! File fields on pages.

use super::*;
use forms::html::theme::{Bootstrap, GovUk};

#[test]
fn a_form_with_files_has_their_controls_and_their_encoding() {
    let blank = Application::blank();
    let view = blank.view();
    assert_eq!(
        view.form_tag("/apply").to_string(),
        r#"<form method="post" action="/apply" enctype="multipart/form-data">"#
    );
    assert_eq!(view.form_attributes().to_string(), r#"method="post" enctype="multipart/form-data""#);
    let html = view.to_html();
    for part in [
        r#"<input type="file" id="id_letter" name="letter" accept=".pdf,.txt" required aria-describedby="id_letter-hint">"#,
        r#"<p class="hint" id="id_letter-hint">The file must be 2 kB or smaller.</p>"#,
        r#"<input type="file" id="id_portrait" name="portrait" accept="image/png,text/csv""#,
        r#"<input type="file" id="id_documents" name="documents" multiple aria-describedby="id_documents-hint">"#,
        "Each file must be 10 MiB or smaller.",
        r#"name="place.plan""#,
    ] {
        assert!(html.contains(part), "{part}\n{html}");
    }
}

#[test]
fn errors_of_files_are_beside_their_control() {
    let form = bind::<Application>(
        Multipart::new().text("name", "Ada").file("letter", "a.exe", "x").file("documents", "a", "").file(
            "documents",
            "b",
            "",
        ),
    );
    let html = form.to_html();
    assert!(html.contains("Letter must be a file of one of these types: pdf, txt."), "{html}");
    assert!(html.contains(r##"<a href="#id_documents">"##), "{html}");
    assert_eq!(html.matches("Choose a file for item").count(), 4, "{html}");
    assert!(!html.contains("a.exe"), "{html}");
}

#[test]
fn themes_have_a_class_for_files() {
    let blank = Application::blank();
    let gov_uk = blank.view().renderer(&GovUk).to_html();
    assert!(gov_uk.contains(r#"class="govuk-file-upload" type="file""#), "{gov_uk}");
    let bootstrap = blank.view().renderer(&Bootstrap).to_html();
    assert!(bootstrap.contains(r#"class="form-control" type="file""#), "{bootstrap}");
}

#[test]
fn a_form_without_files_has_no_encoding() {
    #[derive(Form, Debug)]
    #[form(fields = all)]
    struct Note {
        text: String,
    }
    assert_eq!(Note::blank().view().form_tag("").to_string(), r#"<form method="post">"#);
}

/// A browser never fills in a control for files, so that it cannot require one that is stored.
#[test]
fn a_stored_file_is_not_required_again() {
    #[derive(Form, Debug, Clone, PartialEq)]
    #[form(fields = all)]
    struct Picture {
        file: UploadedFile,
    }
    let present = Picture { file: UploadedFile::from_bytes("a", "b") };
    assert!(Picture::blank().to_html().contains("required"));
    assert!(!Picture::filled(&present).to_html().contains("required"));
}

#[test]
fn the_description_of_a_form_names_its_rules_for_files() {
    let text = Application::SCHEMA.describe().to_string();
    assert!(text.contains("2 kB or smaller, with the extension pdf, txt"), "{text}");
    assert!(text.contains("`invalid_extension`") && text.contains("`invalid_content_type`"), "{text}");
}
