//! Uploaded files: what is bound, what is refused, and what is left on the disk. The numbers are those of the list of
//! security properties.
#![allow(missing_docs)]
#![allow(clippy::wildcard_imports, reason = "the modules share the forms above them")]

mod extractors;
mod files;
mod images;
mod limits;
mod pages;
mod sinks;
mod spool;
mod texts;

use forms::{Body, Form, Limits, Receiver, upload::UploadedFile};
use tests::{multipart_body::Multipart, report::report};

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
pub struct Place {
    pub street: String,
    pub plan: Option<UploadedFile>,
}

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
pub struct Step {
    pub text: String,
    pub photo: Option<UploadedFile>,
}

#[derive(Form, Debug, PartialEq)]
#[form(fields = all)]
pub struct Application {
    #[form(max_length = 30)]
    pub name: String,
    pub age: Option<u8>,
    #[form(max_size = "2 kB", extensions = ["pdf", "txt"])]
    pub letter: UploadedFile,
    #[form(max_size = 100, content_types = ["image/png", "text/csv"])]
    pub portrait: Option<UploadedFile>,
    #[form(max_items = 3)]
    pub documents: Vec<UploadedFile>,
    pub tags: Vec<String>,
    #[form(nested)]
    pub place: Option<Place>,
    #[form(nested, max_items = 5)]
    pub steps: Vec<Step>,
    pub extra: Option<serde_json::Value>,
}

/// What a form makes of a body in chunks of any size: the same each time.
fn bind<F: Form<Context: forms::NoContext>>(parts: Multipart) -> forms::Bound<F> {
    let bytes = parts.bytes();
    let errors: Vec<_> =
        [1, 7, 4096].into_iter().map(|size| report(F::bind(&receive::<F>(&bytes, size)).errors())).collect();
    assert!(errors.windows(2).all(|two| two[0] == two[1]), "{errors:?}");
    F::bind(&receive::<F>(&bytes, 1 << 20))
}

fn receive<F: Form>(bytes: &[u8], size: usize) -> Body {
    receive_as::<F>(&Multipart::content_type(), bytes, size)
}

fn receive_as<F: Form>(content_type: &str, bytes: &[u8], size: usize) -> Body {
    Receiver::<F>::new(content_type).read(Slowly { bytes, size })
}

/// A connection that brings a few bytes at a time.
#[derive(Debug)]
pub struct Slowly<'b> {
    pub bytes: &'b [u8],
    pub size: usize,
}

impl std::io::Read for Slowly<'_> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        let len = self.size.min(out.len()).min(self.bytes.len());
        out[..len].copy_from_slice(&self.bytes[..len]);
        self.bytes = &self.bytes[len..];
        Ok(len)
    }
}

/// The codes of the errors of a form, by field.
fn codes<F: Form>(parts: Multipart) -> Vec<(String, String)>
where
    F::Context: forms::NoContext,
{
    let form = bind::<F>(parts);
    form.errors().iter().map(|error| (error.path().clone(), error.code().to_owned())).collect()
}

fn pairs(codes: &[(&str, &str)]) -> Vec<(String, String)> {
    codes.iter().map(|(path, code)| ((*path).to_owned(), (*code).to_owned())).collect()
}

fn least() -> Multipart {
    Multipart::new().text("name", "Ada").file("letter", "letter.txt", "Dear all")
}

fn content(file: &UploadedFile) -> String {
    String::from_utf8(file.bytes().unwrap()).unwrap()
}
