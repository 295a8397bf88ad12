//! Texts of a multipart body are bound as those of an urlencoded one.

use super::*;
use tests::{
    everything::Everything,
    random::Random,
    wire::{self, Wire},
};

/// P14: the same pairs give the same values and errors in both formats.
#[test]
fn p14_a_multipart_body_is_bound_like_an_urlencoded_one() {
    let mut random = Random::new(7);
    for _ in 0..300 {
        let mut sent = Vec::new();
        Everything::sample(&mut random).pairs("", &mut sent);
        if random.below(3) == 0 {
            let i = random.below(sent.len());
            sent[i].1 = ["", "x", "%41", "a&b=c+d;", "\0", "\u{e9}\u{1f600}\r\n", "1", "\u{0}f0"]
                [random.below(8)]
            .to_owned();
        }
        if random.below(4) == 0 {
            let i = random.below(sent.len());
            let twice = sent[i].clone();
            sent.push(twice);
        }
        if random.below(4) == 0 {
            sent.push((
                ["is_admin", "a[b", "x=y&z", "%", "\u{e9}", ""][random.below(6)].to_owned(),
                "v".to_owned(),
            ));
        }
        let urlencoded = Everything::bind(&Body::form(wire::urlencoded(&sent)));
        let parts = sent.iter().fold(Multipart::new(), |parts, (name, value)| parts.text(name, value));
        let multipart = Everything::bind(&receive::<Everything>(&parts.bytes(), 13));
        assert_eq!(report(urlencoded.errors()), report(multipart.errors()), "{sent:?}");
        assert_eq!(urlencoded.cleaned(), multipart.cleaned());
        assert_eq!(urlencoded.to_html(), multipart.to_html(), "{sent:?}");
        for (name, _) in &sent {
            assert_eq!(urlencoded.submitted(name), multipart.submitted(name));
        }
    }
}

#[test]
fn bodies_that_cannot_be_read_are_refused_as_a_whole() {
    let typed = Multipart::content_type();
    let whole = least().bytes();
    let latin = Multipart::new()
        .part(
            "Content-Disposition: form-data; name=\"name\"\r\nContent-Type: text/plain; charset=iso-8859-1",
            b"Andr\xe9",
        )
        .file("letter", "a.txt", "x");
    let application = bind::<Application>(latin).into_result().unwrap().into_inner();
    assert_eq!(application.name, "Andr\u{e9}");
    for (content_type, bytes, code, status) in [
        (&*typed, least().unfinished(), "truncated", 400),
        (&*typed, b"name=Ada".to_vec(), "truncated", 400),
        (&*typed, whole[..whole.len() - 6].to_vec(), "truncated", 400),
        (&*typed, least().part("X-Nothing: 1", b"x").bytes(), "malformed", 400),
        (
            &*typed,
            Multipart::new().part("Content-Disposition: form-data; name=\"name\"", b"\xff").bytes(),
            "encoding",
            400,
        ),
        ("multipart/form-data", whole.clone(), "invalid_boundary", 400),
        ("multipart/mixed; boundary=x", whole.clone(), "unsupported_media_type", 415),
        ("text/plain", whole.clone(), "unsupported_media_type", 415),
        (
            &*typed,
            least()
                .part(
                    "Content-Disposition: form-data; name=\"name\"\r\nContent-Transfer-Encoding: uuencode",
                    b"x",
                )
                .bytes(),
            "unsupported_transfer_encoding",
            415,
        ),
    ] {
        for size in [1, 10_000] {
            let form = Application::bind(&receive_as::<Application>(content_type, &bytes, size));
            let codes: Vec<_> = form.errors().iter().map(|error| error.code().to_owned()).collect();
            assert_eq!((codes, form.status()), (vec![code.to_owned()], status), "{content_type}");
        }
    }
    // no parts at all are a form in which nothing is filled in
    for empty in [&b""[..], &Multipart::new().bytes()] {
        let form = Application::bind(&receive::<Application>(empty, 100));
        assert!(form.errors().has_error("name", "required"));
    }
}

#[test]
fn other_formats_are_received_too() {
    let json = br#"{"street": "High Street"}"#;
    let body = receive_as::<Place>("application/json", json, 3);
    assert_eq!(Place::bind(&body).into_result().unwrap().street, "High Street");
    let body = receive_as::<Place>("application/x-www-form-urlencoded", b"street=High+Street", 3);
    assert_eq!(Place::bind(&body).into_result().unwrap().street, "High Street");
    assert_eq!(Place::bind(&receive_as::<Place>("", b"street=x", 3)).status(), 415);
    assert_eq!(Place::bind(&receive_as::<Place>("application/json", b"\xff", 3)).status(), 400);
}

#[test]
fn a_form_for_json_refuses_parts() {
    #[derive(Form, Debug)]
    #[form(fields = all, accept = json)]
    struct Note {
        text: String,
    }
    let form = Note::bind(&receive::<Note>(&Multipart::new().text("text", "x").bytes(), 100));
    assert_eq!(form.status(), 415);
    let form = Note::bind(&receive_as::<Note>("application/json", br#"{"text": "x"}"#, 100));
    assert_eq!(form.into_result().unwrap().text, "x");
}

#[test]
fn a_token_and_a_secret_are_texts() {
    #[derive(Form, Debug)]
    #[form(fields = all)]
    struct Login {
        username: String,
        password: forms::Password,
    }
    let form = bind::<Login>(Multipart::new().text("username", "ada").text("password", "p & q+%41"));
    assert_eq!(form.into_result().unwrap().password.expose(), "p & q+%41");
    let form = bind::<Login>(Multipart::new().text("username", "").text("password", "hunter2"));
    assert_eq!(form.submitted("password"), None);
    assert!(!form.to_html().contains("hunter2"));
}
