//! Limits hold while a body arrives, and each has a finite default.

use super::*;

#[derive(Form, Debug)]
#[form(fields = all, limits = SMALL)]
struct Small {
    text: String,
    file: Option<UploadedFile>,
    #[form(max_size = 5_000)]
    larger: Option<UploadedFile>,
}
const SMALL: Limits = Limits::DEFAULT
    .max_body_bytes(4_000)
    .max_file_bytes(100)
    .max_files(3)
    .max_upload_bytes(6_000)
    .max_fields(4);

fn outcome(parts: Multipart) -> (Vec<String>, u16) {
    let form = bind::<Small>(parts);
    (form.errors().iter().map(|error| format!("{}: {}", error.path(), error.code())).collect(), form.status())
}

/// P22, P23
#[test]
fn p22_each_limit_of_an_upload_is_enforced() {
    let one = || Multipart::new().text("text", "x");
    let refused = |code: &str, status| (vec![format!(": {code}")], status);
    assert_eq!(outcome(one().file("file", "a", [b'x'; 100])), (vec![], 200));
    assert_eq!(outcome(one().file("file", "a", [b'x'; 101])), (vec!["file: max_size".to_owned()], 422));
    assert_eq!(outcome(one().file("larger", "a", [b'x'; 5_000])), (vec![], 200));
    // the rest of the form is still validated
    assert_eq!(
        outcome(Multipart::new().file("larger", "a", [b'x'; 5_001]).text("text", "")),
        (vec!["text: required".to_owned(), "larger: max_size".to_owned()], 422)
    );
    assert_eq!(outcome(one().file("larger", "a", [b'x'; 6_001])), refused("too_large", 413));
    // a file that no field takes counts too
    assert_eq!(outcome(one().file("other", "a", [b'x'; 6_001])), refused("too_large", 413));
    assert_eq!(outcome(one().file("other", "a", [b'x'; 5_999])), (vec![": unknown".to_owned()], 422));
    assert_eq!(outcome(Multipart::new().text("text", &"x".repeat(4_000))), refused("too_large", 413));
    let many = (0..4).fold(one(), |parts, _| parts.no_file("file"));
    assert_eq!(outcome(many), refused("too_many_files", 413));
    let many = (0..4).fold(one(), |parts, i| parts.text(&format!("x{i}"), ""));
    assert_eq!(outcome(many), refused("too_many_fields", 413));
    let long = Multipart::new()
        .part(&format!("Content-Disposition: form-data; name=\"{}\"", "x".repeat(5_000)), b"");
    assert_eq!(outcome(long).1, 413);
    let headers = "X: 1\r\n".repeat(17) + "Content-Disposition: form-data; name=\"text\"";
    assert_eq!(outcome(Multipart::new().part(&headers, b"x")), refused("headers_too_large", 413));
}

/// What a form can take by its own declaration is not too much.
#[test]
fn declared_sizes_raise_the_limits_of_all_files() {
    #[derive(Form, Debug)]
    #[form(fields = all, limits = NARROW)]
    struct Album {
        #[form(max_size = 500, max_items = 4)]
        pages: Vec<UploadedFile>,
        #[form(max_size = 500)]
        cover: UploadedFile,
    }
    const NARROW: Limits = Limits::DEFAULT.max_files(1).max_upload_bytes(10);
    let parts = (0..4)
        .fold(Multipart::new().file("cover", "c", [0; 500]), |parts, _| parts.file("pages", "p", [0; 500]));
    assert_eq!(codes::<Album>(parts.clone()), []);
    assert_eq!(bind::<Album>(parts.file("pages", "p", "x")).status(), 413);
}

#[test]
fn limits_of_one_request_replace_those_of_the_form() {
    let bytes = Multipart::new().text("street", "x").file("plan", "p", [0; 200]).bytes();
    let limits = Limits::DEFAULT.max_file_bytes(100);
    let body = Receiver::<Place>::new(&Multipart::content_type()).limits(limits).read(&*bytes);
    let form = Place::binder().limits(limits).bind(&body);
    assert!(form.errors().has_error("plan", "max_size"));
}

/// A refused body is refused at once, not at its end.
#[test]
fn a_refused_body_is_not_read_to_its_end() {
    struct Endless(Vec<u8>, usize);
    impl std::io::Read for Endless {
        fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
            self.1 += out.len();
            assert!(self.1 < 1 << 20, "nobody stops");
            let start = self.0.len().min(out.len());
            out.fill(b'x');
            out[..start].copy_from_slice(&self.0[..start]);
            self.0.drain(..start);
            Ok(out.len())
        }
    }
    let start = Multipart::new().part("Content-Disposition: form-data; name=\"text\"", b"").unfinished();
    let body = Receiver::<Small>::new(&Multipart::content_type()).read(Endless(start, 0));
    assert_eq!(Small::bind(&body).status(), 413);
    let body = Receiver::<Small>::new("application/json").read(Endless(Vec::new(), 0));
    assert_eq!(Small::bind(&body).status(), 413);
    let body = Receiver::<Small>::new("text/plain").read(Endless(Vec::new(), 0));
    assert_eq!(Small::bind(&body).status(), 415);
}

#[test]
fn a_connection_that_closes_early_leaves_no_form() {
    struct Broken(Vec<u8>);
    impl std::io::Read for Broken {
        fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
            if self.0.is_empty() {
                return Err(std::io::ErrorKind::ConnectionReset.into());
            }
            let len = self.0.len().min(out.len());
            out[..len].copy_from_slice(&self.0[..len]);
            self.0.drain(..len);
            Ok(len)
        }
    }
    let body = Receiver::<Small>::new(&Multipart::content_type()).read(Broken(least().bytes()));
    let form = Small::bind(&body);
    assert_eq!(form.errors().iter().map(|error| error.code().to_owned()).collect::<Vec<_>>(), ["incomplete"]);
}
